namespace BedrockModels.Tests.Emulator.Runtime;

/// <summary>Requests that are refused.</summary>
public sealed partial class RuntimeTests
{
    [Theory]
    [InlineData(Nobody, 404, "ResourceNotFoundException", "was not found")]
    [InlineData("amazon.nova-lite-v1:0", 400, "ValidationException", "The provided model identifier is invalid.")]
    [InlineData("", 400, "ValidationException", "Value '' at 'modelId' failed to satisfy constraint")]
    [InlineData("live", 400, "ValidationException", "The provided model identifier is invalid.")]
    [InlineData("custom model", 400, "ValidationException", "Member must satisfy regular expression pattern: (arn:aws(-[^:]+)?:bedrock:")]
    public async Task Model_that_nothing_serves_is_an_error(string id, int status, string code, string message)
    {
        await ReadyDeployment();
        var custom = (await _emulator.Get("/custom-models/model")).Text("modelArn");

        var reply = await _emulator.Converse(id == "custom model" ? custom : id, "hello");

        Assert.Equal((status, code), reply.Error);
        Assert.Contains(message, reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("converse-stream", "ConverseStream")]
    [InlineData("invoke-with-response-stream", "InvokeModelWithResponseStream")]
    public async Task Stream_is_refused_by_its_name(string path, string name)
    {
        var reply = await _emulator.Ask(await ReadyDeployment(), path, Echo);

        Assert.Equal((404, "UnknownOperationException", $"The emulator does not support {name}."),
            (reply.Status, reply.ErrorType, reply.Message));
    }

    [Theory]
    [InlineData("/model/live/count-tokens")]
    [InlineData("/model/a/b/converse")]
    [InlineData("/model/converse")]
    public async Task Path_that_the_runtime_does_not_have_is_unknown(string path) =>
        Assert.Equal((404, "UnknownOperationException"), (await _emulator.Post(path, Echo)).Error);

    [Theory]
    [InlineData("converse", """{"secret":1}""", "A conversation must start with a user message.")]
    [InlineData("converse", """{"messages":[]}""", "A conversation must start with a user message.")]
    [InlineData("converse", """{"messages":[{"role":"assistant","content":[{"text":"secret"}]}]}""", "must start with a user message.")]
    [InlineData("converse", """{"messages":[{"role":"user","content":[{"text":"secret"}]},{"role":"user","content":[{"text":""}]}]}""",
        "A conversation must alternate between user and assistant roles.")]
    [InlineData("converse", """{"messages":[{"role":"user","content":[]}]}""", "at messages.0 is empty")]
    [InlineData("converse", """{"messages":"secret"}""", "Malformed input request")]
    [InlineData("converse", """{"messages":[{"role":"user","content":[{"text":"secret \ud800"}]}]}""", "Malformed input request")]
    [InlineData("converse", "secret", "Malformed input request")]
    [InlineData("converse", "", "Malformed input request")]
    [InlineData("invoke", """{"inputText":"secret"}""", "#: required key [messages] not found")]
    [InlineData("converse", """{"messages":[{"role":"user","content":[{"text":"secret"}]}],"inferenceConfig":{"maxTokens":0}}""",
        "Value at 'inferenceConfig.maxTokens' failed to satisfy constraint")]
    [InlineData("converse", """{"messages":[{"role":"user","content":[{"text":"secret"}]}],"inferenceConfig":{"temperature":1.5}}""",
        "Value at 'inferenceConfig.temperature' failed to satisfy constraint")]
    [InlineData("converse", """{"messages":[{"role":"user","content":[{"text":"secret"}]}],"inferenceConfig":{"topP":-0.5}}""",
        "Value at 'inferenceConfig.topP' failed to satisfy constraint")]
    public async Task Request_that_is_not_valid_is_refused_without_quoting_it(string operation, string body, string message)
    {
        var deployment = await ReadyDeployment();

        var reply = await _emulator.Ask(deployment, operation, body);

        Assert.Equal((400, "ValidationException"), reply.Error);
        Assert.Contains(message, reply.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reply.Message, StringComparison.Ordinal);
    }
}
