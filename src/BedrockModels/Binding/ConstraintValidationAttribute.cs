namespace BedrockModels;

/// <summary>Checks a scalar argument against one of the API's constraints. The error states the rule in words, not as a pattern.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConstraintValidationAttribute(string parameter, string constraint) : ValidateArgumentsAttribute
{
    private readonly Constraint _constraint = ConstraintOf(constraint);

    /// <summary>The constraint with a name. An attribute can hold only the name.</summary>
    public static Constraint ConstraintOf(string constraint) => (Constraint)typeof(Constraints).GetProperty(constraint)!.GetValue(null)!;

    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string value && !InputNote.IsFromService(value) && _constraint.Check(value) != Violations.None)
            throw Refusals.InvalidArgument(parameter, value, _constraint);
    }
}
