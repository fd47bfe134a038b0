namespace BedrockModels.Tests.Binding;

public sealed class IdentifierTransformationTests
{
    private readonly IdentifierTransformationAttribute _transformation = new(["ModelArn"], ["ModelIdentifier", "ModelName"]);

    [Theory]
    [InlineData("""  "a"  """, "a")]
    [InlineData("""  ""  """, "")]
    [InlineData("""[ "a", "b" ]""", "a", "b")]
    [InlineData("""{ "ModelArn": "arn", "ModelIdentifier": "i", "ModelName": "n" }""", "arn")]
    [InlineData("""{ "ModelArn": "", "ModelIdentifier": "i", "ModelName": "n" }""", "i")]
    [InlineData("""{ "modelname": "n" }""", "n")]
    [InlineData("""[ { "ModelArn": "arn" }, "a", { "ModelName": "n" } ]""", "arn", "a", "n")]
    [InlineData("null", "(null)")]
    [InlineData("""[ null, "a" ]""", "(null)", "a")]
    [InlineData("5", "(a System.Int32; no ModelArn or ModelIdentifier)")]
    public void Identifier_is_the_text_or_the_first_member_of_each_item(string json, params string[] identifiers)
    {
        Assert.Equal(identifiers, _transformation.Transform(ScriptValue.FromJson(json)));
        Assert.Equal(identifiers, _transformation.Transform(ScriptValue.FromJson(json, asHashtable: true)));
    }

    [Theory]
    [InlineData("""{ "x": 1 }""", false, "(an object with x; no ModelArn or ModelIdentifier)")]
    [InlineData("""{ "ModelArn": 5 }""", true, "(a hashtable with ModelArn; no ModelArn or ModelIdentifier)")]
    public void Object_without_an_identifier_becomes_a_text_that_no_constraint_accepts(string json, bool asHashtable, string text) =>
        Assert.Equal([text], (string[])_transformation.Transform(ScriptValue.FromJson(json, asHashtable))!);

    [Theory]
    [InlineData("""{ "ModelArn": "arn", "ModelName": "n", "Region": "r" }""", "n", "r", "n (arn)")]
    [InlineData("""{ "ModelName": "n" }""", "n", null, "n")]
    [InlineData("""{ "ModelArn": "arn" }""", null, null, "arn")]
    public void Identifier_of_an_object_has_a_note_and_a_label(string json, string? name, string? region, string label)
    {
        var input = ScriptValue.FromJson(json)!;

        var identifier = ((string[])_transformation.Transform(input)!)[0];

        Assert.Equal(new InputNote(input, name, region), InputNote.Find(identifier));
        Assert.Equal(label, Labels.For(identifier));
    }

    [Fact]
    public void Identifiers_with_the_same_text_have_different_notes()
    {
        var input = ScriptValue.FromJson("""[ { "ModelName": "n", "Region": "r1" }, { "ModelName": "n", "Region": "r2" }, "n" ]""");

        var identifiers = (string[])_transformation.Transform(input)!;

        Assert.Equal(["r1", "r2", null], identifiers.Select(identifier => InputNote.Find(identifier)?.Region));
    }
}
