using System.Text;
using BedrockModels.Emulator;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Emulator.Runtime;

/// <summary>Converse and InvokeModel: what serves, and what it answers.</summary>
public sealed partial class RuntimeTests : IDisposable
{
    private const string Nobody = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdefghijkl";
    private const string Echo = """{"messages":[{"role":"user","content":[{"text":"hello"}]}]}""";

    private readonly TestEmulator _emulator = new(clock => new() { TimeProvider = clock, NotReadyTime = TimeSpan.FromSeconds(5) });

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Model_behind_a_deployment_echoes_the_prompt_and_counts_tokens()
    {
        var deployment = await ReadyDeployment();

        var reply = await _emulator.Converse(deployment, "12345678");

        Assert.Equal((200, "model: 12345678", "assistant", "end_turn"),
            (reply.Status, reply.Answer, (string)reply.Json["output"]!["message"]!["role"]!, reply.Text("stopReason")));
        Assert.Equal("""{"inputTokens":2,"outputTokens":4,"totalTokens":6}""", reply.Json["usage"]!.ToJsonString());
        Assert.Equal("""{"latencyMs":0}""", reply.Json["metrics"]!.ToJsonString());
    }

    [Fact]
    public async Task Throughput_serves_custom_and_base_models()
    {
        var custom = (await _emulator.CreateThroughput("custom", await _emulator.ActiveModel("model"))).Text("provisionedModelArn");
        var foundation = (await _emulator.CreateThroughput("base", "amazon.nova-lite-v1:0:24k")).Text("provisionedModelArn");
        _emulator.Advance(7);

        Assert.Equal("model: hello", (await _emulator.Converse(custom, "hello")).Answer);
        Assert.Equal("amazon.nova-lite-v1:0:24k: hello", (await _emulator.Converse(foundation, "hello")).Answer);
    }

    [Fact]
    public async Task InvokeModel_has_the_answer_in_the_schema_of_Nova_and_its_measures_in_headers()
    {
        var deployment = await ReadyDeployment();

        var reply = await _emulator.Ask(deployment, "invoke", """
            {"schemaVersion":"messages-v1","system":[{"text":"1234"}],"inferenceConfig":{"max_new_tokens":3,"topK":5},
            "messages":[{"role":"user","content":[{"image":{}},{"text":"12345"}]}]}
            """);

        Assert.Equal(("model: 12345", "end_turn"), (reply.Answer, reply.Text("stopReason")));
        Assert.Equal(("0", "3", "3"), (reply.Headers["X-Amzn-Bedrock-Invocation-Latency"],
            reply.Headers["X-Amzn-Bedrock-Input-Token-Count"], reply.Headers["X-Amzn-Bedrock-Output-Token-Count"]));
        Assert.Null(reply.Json["metrics"]);
    }

    [Theory]
    [InlineData("""{"maxTokens":2}""", "model: t", "max_tokens")]
    [InlineData("""{"maxTokens":4}""", "model: the end", "end_turn")]
    [InlineData("""{"stopSequences":["zzz","end"]}""", "model: the ", "stop_sequence")]
    [InlineData("""{"temperature":1,"topP":0.5}""", "model: the end", "end_turn")]
    [InlineData("""{"temperature":0,"topP":0,"maxTokens":1}""", "mode", "max_tokens")]
    [InlineData("""{"topP":1,"stopSequences":["","model"]}""", "", "stop_sequence")]
    public async Task Answer_ends_where_the_request_wants_it_to_end(string config, string answer, string reason)
    {
        var deployment = await ReadyDeployment();

        var reply = await _emulator.Converse(deployment, "the end", ",\"inferenceConfig\":" + config);

        Assert.Equal((answer, reason), (reply.Answer, reply.Text("stopReason")));
    }

    [Fact]
    public async Task Last_user_message_of_a_conversation_is_the_prompt()
    {
        var deployment = await ReadyDeployment();

        var reply = await _emulator.Ask(deployment, "converse", """
            {"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]},
            {"role":"user","content":[{"text":"c"},{"text":"d"}]}]}
            """);

        Assert.Equal("model: c\nd", reply.Answer);
    }

    [Fact]
    public async Task Prompt_of_any_text_and_more_than_1_MB_arrives_byte_for_byte()
    {
        var deployment = await ReadyDeployment();
        var text = "\u0001\"\\\r\n\u00FC\U0001F600\uFFFD" + new string('x', 1024 * 1024);

        var reply = await _emulator.Converse(deployment, text);

        Assert.Equal("model: " + text, reply.Answer);
    }

    [Fact]
    public async Task Deployment_is_not_ready_while_it_is_Creating_and_for_a_time_after_it_is_Active()
    {
        var arn = (await _emulator.CreateDeployment("live", await _emulator.ActiveModel("model"))).Text("customModelDeploymentArn");

        var creating = await _emulator.Converse(arn, "hello");
        _emulator.Advance(2);
        var active = await _emulator.Converse(arn, "hello");
        _emulator.Advance(5);
        var ready = await _emulator.Converse(arn, "hello");

        Assert.Equal([(429, "ModelNotReadyException"), (429, "ModelNotReadyException"), (200, "")],
            [creating.Error, active.Error, ready.Error]);
    }

    [Fact]
    public async Task Deployment_with_the_longest_not_ready_time_is_never_ready()
    {
        using var emulator = new TestEmulator(clock => new() { TimeProvider = clock, NotReadyTime = TimeSpan.MaxValue });

        Assert.Equal((429, "ModelNotReadyException"),
            (await emulator.Converse(await emulator.ActiveDeployment("live", "model"), "hello")).Error);
    }

    [Fact]
    public async Task Deployment_answers_with_its_earlier_model_until_an_update_is_complete()
    {
        var deployment = await ReadyDeployment();
        var green = await _emulator.ActiveModel("green");
        await _emulator.Patch(
            "/model-customization/custom-model-deployments/" + Uri.EscapeDataString(deployment), $$"""{"modelArn":"{{green}}"}""");

        var before = await _emulator.Converse(deployment, "hello");
        _emulator.Advance(2);
        var after = await _emulator.Converse(deployment, "hello");

        Assert.Equal(("model: hello", "green: hello"), (before.Answer, after.Answer));
    }

    [Fact]
    public async Task Throughput_whose_update_failed_still_serves_and_a_failed_deployment_does_not()
    {
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Faults = [new() { Operation = "Update*", Fail = "No." }, new() { Operation = "CreateCustomModelDeployment", Fail = "No." }],
        });
        var model = await emulator.ActiveModel("model");
        var green = await emulator.ActiveModel("green");
        var throughput = (await emulator.CreateThroughput("bought", model)).Text("provisionedModelArn");
        var deployment = (await emulator.CreateDeployment("live", model)).Text("customModelDeploymentArn");
        emulator.Advance(2);
        await emulator.Patch("/provisioned-model-throughput/bought", $$"""{"desiredModelId":"{{green}}"}""");
        emulator.Advance(2);

        Assert.Equal("model: hello", (await emulator.Converse(throughput, "hello")).Answer);
        Assert.Equal((400, "ValidationException"), (await emulator.Converse(deployment, "hello")).Error);
    }

    [Fact]
    public async Task Deployment_that_is_being_deleted_does_not_serve()
    {
        using var emulator = new TestEmulator(
            clock => new() { TimeProvider = clock, Behavior = new() { DeletingTime = TimeSpan.FromSeconds(5) } });
        var deployment = await emulator.ActiveDeployment("live", "model");

        await emulator.Delete("/model-customization/custom-model-deployments/live");

        Assert.Equal((404, "ResourceNotFoundException"), (await emulator.Converse(deployment, "hello")).Error);
    }

    [Fact]
    public async Task Prompts_and_answers_are_not_in_the_list_of_requests()
    {
        var deployment = await ReadyDeployment();

        await _emulator.Converse(deployment, "secret");
        await _emulator.Ask(deployment, "invoke", Echo);

        Assert.Equal([("Converse", 200, ""), ("InvokeModel", 200, "")],
            _emulator.Server.Requests.TakeLast(2).Select(request => (request.Operation, request.Status, request.Body)));
    }

    [Fact]
    public async Task Faults_apply_to_the_runtime()
    {
        using var emulator = new TestEmulator(clock => new()
        {
            TimeProvider = clock,
            Faults =
            [
                new() { Operation = "Converse", Name = "live", Error = ErrorCode.ModelError, Times = 1 },
                new() { Operation = "Converse", Name = "*:custom-model-deployment/*", Error = ErrorCode.ModelTimeout, Times = 1 },
                new() { Operation = "InvokeModel", Error = ErrorCode.ModelNotReady, Times = 1 },
                new() { Operation = "InvokeModel", Drop = Drop.After, Times = 1 },
            ],
        });
        var deployment = await emulator.ActiveDeployment("live", "model");

        var error = await emulator.Converse(deployment, "hello");

        Assert.Equal((424, "ModelErrorException"), error.Error);
        Assert.Equal(500, (int)error.Json["originalStatusCode"]!);
        Assert.Equal((408, "ModelTimeoutException"), (await emulator.Converse(deployment, "hello")).Error);
        Assert.Equal(200, (await emulator.Converse(deployment, "hello")).Status);
        Assert.Equal((429, "ModelNotReadyException"), (await emulator.Ask(deployment, "invoke", Echo)).Error);
        await Assert.ThrowsAsync<HttpRequestException>(() => emulator.Ask(deployment, "invoke", Echo));
    }

    [Theory]
    [InlineData("answer", 200, "", "scripted")]
    [InlineData("no answer", 200, "", "model: hello")]
    [InlineData("error", 424, "ModelErrorException", "It broke.")]
    [InlineData("end", 503, "ServiceUnavailableException", "The emulator stops.")]
    public async Task Scripted_answer_is_that_of_the_model_and_ends_with_the_emulator(string kind, int status, string type, string text)
    {
        var replies = new Replies(kind);
        using (var emulator = new TestEmulator(clock => new() { TimeProvider = clock, Replies = replies }))
        {
            var reply = await emulator.Converse(await emulator.ActiveDeployment("live", "model"), "hello");

            Assert.Equal((status, type, text), (reply.Status, reply.ErrorType, status == 200 ? reply.Answer : reply.Message));
            Assert.False(replies.IsDisposed);
        }

        Assert.True(replies.IsDisposed);
    }

    [Fact]
    public async Task Bearer_token_may_ask_in_the_default_Region_and_a_denied_caller_may_not()
    {
        using var emulator = new TestEmulator(clock => new() { TimeProvider = clock, Account = new() { Deny = ["bedrock:InvokeModel"] } });
        var deployment = await emulator.ActiveDeployment("live", "model");
        var mine = await ReadyDeployment();

        var reply = await _emulator.Send(HttpMethod.Post, $"/model/{Uri.EscapeDataString(mine)}/converse", Encoding.UTF8.GetBytes(Echo),
            ("Authorization", "Bearer any-token"));

        Assert.Equal("model: hello", reply.Answer);
        Assert.Equal((403, "AccessDeniedException"), (await emulator.Converse(deployment, "hello")).Error);
    }

    /// <summary>A deployment that is ready to answer.</summary>
    private async Task<string> ReadyDeployment()
    {
        var arn = await _emulator.ActiveDeployment("live", "model");
        _emulator.Advance(5);
        return arn;
    }

    private sealed class Replies(string kind) : IReplies
    {
        public bool IsDisposed { get; private set; }

        public Task<string?> FindAsync(RuntimeTarget target, RuntimePrompt prompt, CancellationToken stopping) => kind switch
        {
            "answer" => Task.FromResult<string?>("scripted"),
            "no answer" => Task.FromResult<string?>(null),
            "error" => throw new EmulatorException("It broke."),
            _ => throw new OperationCanceledException(),
        };

        public void Dispose() => IsDisposed = true;
    }
}
