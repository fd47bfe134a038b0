using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Checks a scalar argument against one of the API's constraints, and says the rule in words instead of its pattern.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConstraintValidationAttribute(string parameter, string constraint) : ValidateArgumentsAttribute
{
    private readonly Constraint _constraint = ConstraintOf(constraint);

    /// <summary>The constraint of a name, because an attribute can hold only its name.</summary>
    public static Constraint ConstraintOf(string constraint) => (Constraint)typeof(Constraints).GetProperty(constraint)!.GetValue(null)!;

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string value && _constraint.Check(value) != Violations.None)
            throw Refusals.InvalidArgument(parameter, value, _constraint);
    }
}
