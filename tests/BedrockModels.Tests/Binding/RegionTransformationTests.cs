namespace BedrockModels.Tests.Binding;

public sealed class RegionTransformationTests
{
    private readonly RegionTransformationAttribute _transformation = new();

    [Theory]
    [InlineData("""  "eu-west-1"  """, "eu-west-1")]
    [InlineData("""{ "Region": "eu-west-1" }""", "eu-west-1")]
    [InlineData("""{ "SystemName": "eu-west-1" }""", "eu-west-1")]
    [InlineData("""{ "SystemName": "us-east-1", "Region": "eu-west-1" }""", "eu-west-1")]
    [InlineData("""{ "Region": "", "SystemName": "us-east-1" }""", "us-east-1")]
    [InlineData("""{ "Name": "eu-west-1" }""", "(an object with Name; no Region)")]
    [InlineData("5", "(a System.Int32; no Region)")]
    [InlineData("""  ""  """, null)]
    [InlineData("null", null)]
    public void Region_is_a_name_or_an_object_with_it(string json, string? region) =>
        Assert.Equal(region, _transformation.Transform(ScriptValue.FromJson(json)));

    [Fact]
    public void Null_of_a_script_is_not_given() => Assert.True(_transformation.TransformNullOptionalParameters);
}
