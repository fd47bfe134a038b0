using BedrockModels.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Emulator.Properties;

public sealed class ConstraintProperties
{
    public static TheoryData<string> Names { get; } = [.. Grammar.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Valid_value_passes(string name)
    {
        var grammar = Grammar.All[name];
        Prop.ForAll(grammar.Legal.ToArbitrary(), value => grammar.Constraint.Check(value) == Violations.None)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_value_fails(string name)
    {
        var grammar = Grammar.All[name];
        Prop.ForAll(grammar.Illegal.ToArbitrary(), value => grammar.Constraint.Check(value) != Violations.None)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void String_constraint_has_its_grammar()
    {
        var stated = typeof(Constraints).GetProperties()
            .Where(property => property.GetValue(null) is Constraint { Kind: ConstraintKind.String, Values: null })
            .Select(property => property.Name);

        // Its pattern accepts every text of twenty characters that ends in a plain name, so there is little to mutate.
        Assert.Equal(stated.Except([nameof(Constraints.TaggableResourceArn)]).Order(StringComparer.Ordinal),
            Grammar.All.Keys.Order(StringComparer.Ordinal));
    }
}
