namespace BedrockModels.Tests.Binding;

public sealed class SourceTransformationTests
{
    private readonly SourceTransformationAttribute _transformation = new("outer", "inner");

    [Theory]
    [InlineData("""  "a"  """, "a")]
    [InlineData("""  ""  """, null)]
    [InlineData("null", null)]
    [InlineData("""{ "outer": { "inner": "a" } }""", "a")]
    [InlineData("""{ "inner": "a" }""", "a")]
    [InlineData("""{ "INNER": "a" }""", "a")]
    [InlineData("""{ "outer": { "inner": "a" }, "inner": "b" }""", "a")]
    [InlineData("""{ "outer": { "inner": "" }, "inner": "b" }""", "b")]
    public void Source_is_read_from_text_or_from_the_nested_or_flat_member(string json, string? source)
    {
        Assert.Equal(source, _transformation.Transform(ScriptValue.FromJson(json)));
        Assert.Equal(source, _transformation.Transform(ScriptValue.FromJson(json, asHashtable: true)));
    }

    [Theory]
    [InlineData("5", false, "(a System.Int32; no outer.inner)")]
    [InlineData("""{ "x": 1 }""", false, "(an object with x; no outer.inner)")]
    [InlineData("""{ "outer": { "inner": 5 } }""", true, "(a hashtable with outer; no outer.inner)")]
    public void Source_that_is_missing_becomes_a_text_that_no_constraint_accepts(string json, bool asHashtable, string text) =>
        Assert.Equal(text, _transformation.Transform(ScriptValue.FromJson(json, asHashtable)));
}
