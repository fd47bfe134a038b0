using System.Collections;
using System.Management.Automation;

namespace BedrockModels.Tests.Binding;

public sealed class PromptTransformationTests
{
    [Theory]
    [InlineData("""  "ping"  """, "user: ping")]
    [InlineData("""[ "a", "b" ]""", "user: a", "user: b")]
    [InlineData("5", "user: 5")]
    [InlineData("1.5", "user: 1.5")]
    [InlineData("""{ "Prompt": "a" }""", "user: a")]
    [InlineData("""{ "prompt": [ "a", "b" ] }""", "user: a\nb")]
    [InlineData("""{ "Prompt": [ { "role": "user", "content": "a" } ] }""", "user: a")]
    [InlineData("""{ "Prompt": { "role": "x" } }""", "has a role that is not user or assistant")]
    [InlineData("""{ "text": "block" }""", "user: block")]
    [InlineData("""[ { "Prompt": "a" }, "b" ]""", "user: a", "user: b")]
    [InlineData("""{ "role": "user", "content": "a" }""", "user: a")]
    [InlineData("""[ { "role": "USER", "content": "a" }, { "role": "assistant", "content": "b" } ]""", "user: a | assistant: b")]
    [InlineData("""{ "role": "user", "content": [ { "text": "a" }, { "text": "b" } ] }""", "user: a\nb")]
    [InlineData("""{ "role": "system", "content": "a" }""", "has a role that is not user or assistant")]
    [InlineData("""{ "role": "user", "content": [] }""", "has a message whose content is not text")]
    [InlineData("""{ "role": "user", "content": [ { "image": "a" } ] }""", "has a message whose content is not text")]
    [InlineData("""[ "a", { "role": "user", "content": "b" } ]""",
        "user: a", "has texts and messages; use texts only, or records with role and content only")]
    [InlineData("""  ""  """, "is empty")]
    [InlineData("""{ "x": 1 }""", "")]
    [InlineData("[ null ]", "")]
    [InlineData("[]")]
    public void Prompts_are_texts_records_of_a_conversation_or_objects_with_a_prompt(string json, params string[] prompts)
    {
        Assert.Equal(prompts, Read(ScriptValue.FromJson(json)).Select(Describe));
        Assert.Equal(prompts, Read(ScriptValue.FromJson(json, asHashtable: true)).Select(Describe));
    }

    [Fact]
    public void Text_is_a_value_of_its_own_and_a_member_is_not()
    {
        Assert.True(Assert.Single(Read(PSObject.AsPSObject("ping"))).IsValue);
        Assert.False(Assert.Single(Read(ScriptValue.FromJson("""{ "Prompt": "ping" }"""))).IsValue);
    }

    private static IEnumerable<Prompt> Read(object? given) =>
        ((IEnumerable)new PromptTransformationAttribute().Transform(given)!).Cast<Prompt>();

    private static string Describe(Prompt prompt) =>
        prompt.Problem ?? string.Join(" | ", prompt.Messages.Select(message => $"{message.Role}: {message.Text}"));
}
