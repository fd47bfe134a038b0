namespace BedrockModels.Tests.Binding;

public sealed class ModelArnTransformationTests
{
    [Theory]
    [InlineData("""  "a"  """, false, "a")]
    [InlineData("""{ "ModelArn": "arn", "ModelName": "n" }""", false, "arn")]
    [InlineData("""{ "modelArn": "arn" }""", true, "arn")]
    [InlineData("""{ "ModelName": "n" }""", false, "(an object with ModelName; no ModelArn)")]
    [InlineData("""{ "ModelArn": "" }""", true, "(a hashtable with ModelArn; no ModelArn)")]
    [InlineData("5", false, "(a System.Int32; no ModelArn)")]
    public void Model_is_read_as_its_ARN_or_becomes_a_text_that_no_constraint_accepts(string json, bool asHashtable, string arn) =>
        Assert.Equal(arn, new ModelArnTransformationAttribute().Transform(ScriptValue.FromJson(json, asHashtable)));
}
