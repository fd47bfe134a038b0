namespace BedrockModels;

/// <summary>Reads a plain number as seconds. The engine itself reads 30 as 30 ticks and "30" as 30 days.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        TimeSpan span => NotNegative(span, inputData),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) =>
            Seconds(seconds, inputData),
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => NotNegative(span, inputData),
        string => throw Refusals.InvalidDuration(inputData),
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal =>
            Seconds(number.ToDouble(CultureInfo.InvariantCulture), inputData),
        _ => inputData,
    };

    private static TimeSpan Seconds(double seconds, object inputData)
    {
        if (double.IsNaN(seconds))
            throw Refusals.InvalidDuration(inputData);
        try
        {
            return NotNegative(TimeSpan.FromSeconds(seconds), inputData);
        }
        catch (OverflowException)
        {
            throw Refusals.TooLongDuration(inputData);
        }
    }

    private static TimeSpan NotNegative(TimeSpan span, object inputData) =>
        span >= TimeSpan.Zero ? span : throw Refusals.NegativeDuration(inputData);
}
