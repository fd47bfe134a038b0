namespace BedrockModels;

/// <summary>
/// Reads a number of model units. The engine itself would round 2.5 and buy 2. An empty string, for example an empty cell of a CSV file,
/// means that the parameter is not given.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ModelUnitsTransformationAttribute : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => true;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var text = ObjectMembers.Bare(inputData) switch
        {
            null => "",
            string given => given,
            IFormattable number and not PSObject => number.ToString(null, CultureInfo.InvariantCulture),
            var other => ObjectMembers.Describe(other),
        };
        if (text.Length == 0)
            return null;
        var isNumber = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var units);
        return isNumber && units >= Constraints.ModelUnits.Minimum
            ? units
            : throw Refusals.InvalidModelUnits(text);
    }
}
