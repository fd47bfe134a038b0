using System.Globalization;
using System.Management.Automation;

namespace BedrockModels;

/// <summary>Reads a plain number as seconds: the engine itself would take 30 for 30 ticks, and "30" for 30 days.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        TimeSpan span => NotNegative(span, inputData),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) => Seconds(seconds, inputData),
        string text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? NotNegative(span, inputData) : throw Problem(inputData, "is no length of time"),
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal => Seconds(number.ToDouble(CultureInfo.InvariantCulture), inputData),
        _ => inputData,
    };

    private static TimeSpan Seconds(double seconds, object inputData)
    {
        if (double.IsNaN(seconds))
            throw Problem(inputData, "is no length of time");
        try
        {
            return NotNegative(TimeSpan.FromSeconds(seconds), inputData);
        }
        catch (OverflowException)
        {
            throw Problem(inputData, "is too long");
        }
    }

    private static TimeSpan NotNegative(TimeSpan span, object inputData) => span >= TimeSpan.Zero ? span : throw Problem(inputData, "is negative");

    private static ArgumentTransformationMetadataException Problem(object inputData, string problem) =>
        new($"The time '{inputData}' {problem}: give a number of seconds, such as 90, or a TimeSpan, such as 00:01:30.");
}
