using System.Management.Automation;
using System.Reflection;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>A parameter that several cmdlets declare accepts and completes the same values in each of them.</summary>
public sealed class SharedParameterTests
{
    private static readonly string[] Verbs = ["Get", "Wait", "Remove", "Set", "New"];

    public static TheoryData<string> Kinds { get; } = [.. Resources.All.Select(resource => resource.CommandNoun)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Identifier_of_a_resource_is_the_same_in_all_its_cmdlets(string noun)
    {
        var name = Resources.All.Single(resource => resource.CommandNoun == noun).Parameter.TrimStart('-');

        var identifiers = Verbs
            .Select(verb => typeof(BedrockCmdlet).Assembly.GetType($"BedrockModels.{verb}{noun}Command")?.GetProperty(name))
            .OfType<PropertyInfo>()
            .ToList();

        Assert.InRange(identifiers.Count, 3, 4);
        Assert.Single(identifiers.Select(AttributesOf<AliasAttribute>).Distinct());
        Assert.Single(identifiers.Select(AttributesOf<ArgumentTransformationAttribute>).Distinct());
        Assert.Single(identifiers.Select(AttributesOf<ArgumentCompleterAttribute>).Distinct());
        Expect.Each(identifiers, identifier => Assert.NotEmpty(AttributesOf<ArgumentTransformationAttribute>(identifier)));
    }

    /// <summary>Without its own member, an object binds by its ModelArn, and the cmdlet then changes the tags of its model.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tag_cmdlet_binds_the_ARN_of_a_resource_before_that_of_its_model(string noun)
    {
        var identifier = typeof(TagCmdlet).GetProperty(nameof(TagCmdlet.ResourceArn))!;
        var arnMember = Resources.All.Single(resource => resource.CommandNoun == noun).ArnMembers[0];

        var aliases = identifier.GetCustomAttribute<AliasAttribute>()!.AliasNames;
        var members = identifier.GetCustomAttributesData()
            .Single(attribute => attribute.AttributeType == typeof(IdentifierTransformationAttribute)).ConstructorArguments[0];

        Assert.Contains(arnMember, UpToModel(aliases));
        Assert.Contains(
            arnMember,
            UpToModel(((IReadOnlyList<CustomAttributeTypedArgument>)members.Value!).Select(member => (string)member.Value!)));

        static IEnumerable<string> UpToModel(IEnumerable<string> names) => names.TakeWhile(name => name != "ModelArn").Append("ModelArn");
    }

    [Fact]
    public void Test_BedrockCustomModel_binds_a_row_as_New_BedrockCustomModel_does()
    {
        var shared = typeof(NewBedrockCustomModelCommand).GetProperties()
            .Select(made => (Made: made, Tested: typeof(TestBedrockCustomModelCommand).GetProperty(made.Name)!))
            .Where(pair => pair.Tested is not null && pair.Made.DeclaringType != pair.Tested.DeclaringType)
            .ToList();

        Assert.Equal(12, shared.Count);
        Expect.Each(shared, pair => Assert.Equal(Describe(pair.Made), Describe(pair.Tested)));
    }

    private static (Type, string, string, string, string, (int, bool, bool, bool)) Describe(PropertyInfo property)
    {
        var declared = property.GetCustomAttribute<ParameterAttribute>()!;
        return (
            property.PropertyType,
            AttributesOf<AliasAttribute>(property),
            AttributesOf<ArgumentTransformationAttribute>(property),
            AttributesOf<ValidateArgumentsAttribute>(property),
            AttributesOf<ArgumentCompleterAttribute>(property),
            (declared.Position, declared.Mandatory, declared.ValueFromPipeline, declared.ValueFromPipelineByPropertyName));
    }

    /// <summary>The attributes of a kind as they stand in the source.</summary>
    private static string AttributesOf<T>(PropertyInfo property) => string.Join(' ', property.GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType.IsAssignableTo(typeof(T)))
        .Select(attribute => attribute + string.Join(',', attribute.ConstructorArguments.Select(Text))));

    private static string Text(CustomAttributeTypedArgument argument) =>
        argument.Value is IEnumerable<CustomAttributeTypedArgument> items ? string.Join('|', items.Select(Text)) : $"{argument.Value}";
}
