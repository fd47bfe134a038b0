using System.Management.Automation;

namespace BedrockModels;

/// <summary>Takes one of the API's words in any case, as PowerShell takes words, and spells it as the service demands. Other values are left to the validation.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SpellingTransformationAttribute(string constraint) : ArgumentTransformationAttribute
{
    private readonly IReadOnlyList<string> _words = ConstraintValidationAttribute.ShapeOf(constraint).Values!;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        _words.FirstOrDefault(word => word.Equals(ObjectMembers.Bare(inputData) as string, StringComparison.OrdinalIgnoreCase)) ?? inputData;
}
