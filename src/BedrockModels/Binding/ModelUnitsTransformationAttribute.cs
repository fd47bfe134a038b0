namespace BedrockModels;

/// <summary>Reads a number of model units. The engine itself would round 2.5 and buy 2.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ModelUnitsTransformationAttribute : OptionalTransformationAttribute
{
    protected override object Read(object given)
    {
        var text = given switch
        {
            string typed => typed,
            IFormattable number and not PSObject => number.ToString(null, CultureInfo.InvariantCulture),
            _ => ObjectMembers.Describe(given),
        };
        var isNumber = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var units);
        return isNumber && units >= Constraints.ModelUnits.Minimum ? units : throw Refusals.InvalidModelUnits(text);
    }
}
