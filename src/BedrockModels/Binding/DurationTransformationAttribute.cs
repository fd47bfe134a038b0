using System.Globalization;
using System.Management.Automation;

namespace BedrockModels;

/// <summary>Reads a plain number as seconds: the engine itself would take 30 for 30 ticks, and "30" for 30 days.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ObjectMembers.Bare(inputData) switch
    {
        int or long or double or float or decimal or uint or ulong or short or byte => Seconds(Convert.ToDouble(ObjectMembers.Bare(inputData), CultureInfo.InvariantCulture), inputData),
        string text when double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) => Seconds(seconds, inputData),
        TimeSpan span => NotNegative(span, inputData),
        _ => inputData,
    };

    private static TimeSpan Seconds(double seconds, object inputData)
    {
        try
        {
            return NotNegative(TimeSpan.FromSeconds(seconds), inputData);
        }
        catch (Exception problem) when (problem is OverflowException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException($"The time '{inputData}' is too long: give a number of seconds, such as 90, or a TimeSpan, such as 00:01:30.", problem);
        }
    }

    private static TimeSpan NotNegative(TimeSpan span, object inputData) => span >= TimeSpan.Zero
        ? span
        : throw new ArgumentTransformationMetadataException($"The time '{inputData}' is negative: give a number of seconds, such as 90, or a TimeSpan, such as 00:01:30.");
}
