namespace BedrockModels.Tests.Binding;

public sealed class NotGivenWhenEmptyTests
{
    [Theory]
    [InlineData("""  ""  """, null)]
    [InlineData("null", null)]
    [InlineData("""  "a"  """, "a")]
    [InlineData("""  " "  """, " ")]
    [InlineData("5", "(a System.Int32; no text)")]
    [InlineData("""{ "x": 1 }""", "(an object with x; no text)")]
    public void Empty_text_is_not_given_and_other_values_are_text(string json, string? text) =>
        Assert.Equal(text, new NotGivenWhenEmptyAttribute().Transform(ScriptValue.FromJson(json)));
}
