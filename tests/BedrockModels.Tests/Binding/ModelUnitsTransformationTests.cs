using System.Management.Automation;

namespace BedrockModels.Tests.Binding;

public sealed class ModelUnitsTransformationTests
{
    private readonly ModelUnitsTransformationAttribute _transformation = new();

    [Theory]
    [InlineData("2", 2)]
    [InlineData("2.0", 2)]
    [InlineData("""  "2"  """, 2)]
    [InlineData("""  " 2 "  """, 2)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("""  ""  """, null)]
    [InlineData("null", null)]
    public void Whole_number_is_read_and_an_empty_value_is_not_given(string json, int? units) =>
        Assert.Equal(units, _transformation.Transform(ScriptValue.FromJson(json)));

    [Theory]
    [InlineData("0", "'0'")]
    [InlineData("-1", "'-1'")]
    [InlineData("2.5", "'2.5'")]
    [InlineData("""  "2.5"  """, "'2.5'")]
    [InlineData("""  "1e3"  """, "'1e3'")]
    [InlineData("""  "two"  """, "'two'")]
    [InlineData("3000000000", "'3000000000'")]
    [InlineData("""{ "a": 1 }""", "'a hashtable with a'")]
    public void Value_that_is_not_a_whole_number_above_zero_is_refused(string json, string shown)
    {
        var value = ScriptValue.FromJson(json, asHashtable: true);

        var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => _transformation.Transform(value));

        Assert.Equal($"-ModelUnits {shown} is not valid. Use a whole number of model units, 1 or more.", refusal.Message);
    }

    [Fact]
    public void Object_is_refused_by_its_members()
    {
        var value = ScriptValue.FromJson("""{ "a": 1 }""");

        var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => _transformation.Transform(value));

        Assert.Contains("'an object with a'", refusal.Message, StringComparison.Ordinal);
    }
}
