using System.Management.Automation;

namespace BedrockModels.Tests.Binding;

public sealed class DurationTransformationTests
{
    private readonly DurationTransformationAttribute _transformation = new();

    [Theory]
    [InlineData("90", "00:01:30")]
    [InlineData("0", "00:00:00")]
    [InlineData("0.5", "00:00:00.5")]
    [InlineData("""  "90"  """, "00:01:30")]
    [InlineData("""  " 0.5 "  """, "00:00:00.5")]
    [InlineData("""  "00:01:30"  """, "00:01:30")]
    [InlineData("""  "1.00:00:00"  """, "1.00:00:00")]
    public void Number_is_read_as_seconds_and_other_text_as_a_TimeSpan(string json, string duration) =>
        Assert.Equal(TimeSpan.Parse(duration, null), _transformation.Transform(ScriptValue.FromJson(json)));

    [Theory]
    [InlineData("""  "30s"  """, "Duration '30s' is not valid.")]
    [InlineData("""  ""  """, "Duration '' is not valid.")]
    [InlineData("""  "NaN"  """, "Duration 'NaN' is not valid.")]
    [InlineData("-1", "Duration '-1' is negative.")]
    [InlineData("""  "-00:00:01"  """, "Duration '-00:00:01' is negative.")]
    [InlineData("""  "1e300"  """, "Duration '1e300' is too long.")]
    public void Invalid_duration_is_refused_with_the_reason(string json, string reason)
    {
        var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => _transformation.Transform(ScriptValue.FromJson(json)));

        Assert.Equal(reason + " Use a number of seconds, for example 90, or a TimeSpan, for example 00:01:30.", refusal.Message);
    }

    [Fact]
    public void TimeSpan_is_unchanged_unless_it_is_negative()
    {
        var second = TimeSpan.FromSeconds(1);

        Assert.Equal(second, _transformation.Transform(second));
        Assert.Equal(second, _transformation.Transform(new PSObject(second)));
        Assert.Throws<ArgumentTransformationMetadataException>(() => _transformation.Transform(-second));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("""{ "x": 1 }""")]
    public void Value_of_another_type_is_left_to_the_engine(string json)
    {
        var value = ScriptValue.FromJson(json);

        Assert.Same(value, _transformation.Transform(value));
    }
}
