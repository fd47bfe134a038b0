using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Faults;

public sealed class FaultTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData("AccessDeniedException", 403)]
    [InlineData("ConflictException", 400)]
    [InlineData("InternalServerException", 500)]
    [InlineData("ResourceNotFoundException", 404)]
    [InlineData("ServiceQuotaExceededException", 400)]
    [InlineData("ThrottlingException", 429)]
    [InlineData("TooManyTagsException", 400)]
    [InlineData("ValidationException", 400)]
    [InlineData("ServiceUnavailableException", 503)]
    public async Task Error_fault_has_its_own_status_and_the_wire_form(string code, int status)
    {
        _emulator.Server.AddFault(new FaultRule { Error = code, Message = "Told so." });

        var reply = await _emulator.Get("/custom-models");

        var member = code == "AccessDeniedException" ? "Message" : "message";

        Assert.Equal((status, code, $$"""{"{{member}}":"Told so."}"""), (reply.Status, reply.ErrorType, reply.Body));
        Assert.True(Guid.TryParse(reply.RequestId, out _));
    }

    [Fact]
    public async Task Error_fault_applies_before_the_request_takes_effect_and_only_so_many_times()
    {
        _emulator.Server.AddFault(new FaultRule { Operation = "CreateCustomModel", Error = "ThrottlingException", Times = 2 });

        Assert.Equal((429, "ThrottlingException"), (await _emulator.CreateModel("model")).Error);
        Assert.Equal(404, (await _emulator.Get("/custom-models/model")).Status);
        Assert.Equal(429, (await _emulator.CreateModel("model")).Status);
        Assert.Equal(202, (await _emulator.CreateModel("model")).Status);
    }

    [Fact]
    public async Task Rule_applies_to_its_operation_and_name()
    {
        var arn = (await _emulator.CreateModel("model-1")).Text("modelArn");
        await _emulator.CreateModel("other");
        _emulator.Server.AddFault(new FaultRule { Operation = "Get*", Name = "model-?", Error = "AccessDeniedException" });

        Assert.Equal(403, (await _emulator.Get("/custom-models/model-1")).Status);
        Assert.Equal(403, (await _emulator.Get("/custom-models/" + Uri.EscapeDataString(arn))).Status);
        Assert.Equal(200, (await _emulator.Get("/custom-models/other")).Status);
        Assert.Equal(200, (await _emulator.Get("/custom-models")).Status);
        Assert.Equal(200, (await _emulator.Delete("/custom-models/model-1")).Status);
    }

    [Fact]
    public async Task Rule_with_a_name_applies_wherever_a_request_has_the_name()
    {
        var arn = await _emulator.ActiveModel("model");
        var deployment = (await _emulator.CreateDeployment("deployment", arn)).Text("customModelDeploymentArn");
        var throughput = (await _emulator.CreateThroughput("throughput", arn)).Text("provisionedModelArn");
        const string Deployments = "/model-customization/custom-model-deployments";
        var requests = new (string Name, Func<Task<EmulatorReply>> Send)[]
        {
            ("model-2", () => _emulator.CreateModel("model-2")),
            ("deployment-2", () => _emulator.CreateDeployment("deployment-2", arn)),
            ("throughput-2", () => _emulator.CreateThroughput("throughput-2", arn)),
            ("model", () => _emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{arn}}"}""")),
            ("model", () => _emulator.Get("/custom-models/" + Uri.EscapeDataString(arn))),
            ("deployment", () => _emulator.Get($"{Deployments}/deployment")),
            ("deployment", () => _emulator.Get($"{Deployments}/{Uri.EscapeDataString(deployment)}")),
            ("throughput", () => _emulator.Get("/provisioned-model-throughput/throughput")),
            ("throughput", () => _emulator.Get("/provisioned-model-throughput/" + Uri.EscapeDataString(throughput))),
        };

        foreach (var (name, send) in requests)
        {
            _emulator.Server.AddFault(new FaultRule { Name = name, Error = "AccessDeniedException", Times = 1 });
            Assert.Equal((name, 403), (name, (await send()).Status));
        }
    }

    [Fact]
    public async Task Rule_with_a_probability_applies_about_that_often()
    {
        _emulator.Server.AddFault(
            new FaultRule { Operation = "ListCustomModels", Error = "InternalServerException", Probability = 0.2, Seed = 7 });

        var struck = 0;
        for (var i = 0; i < 200; i++)
            struck += (await _emulator.Get("/custom-models")).Status == 500 ? 1 : 0;

        Assert.InRange(struck, 20, 60);
    }

    [Fact]
    public async Task Error_fault_can_have_another_status()
    {
        _emulator.Server.AddFault(new FaultRule { Error = "ThrottlingException", Status = 503 });

        Assert.Equal((503, "ThrottlingException"), (await _emulator.Get("/custom-models")).Error);
    }

    [Fact]
    public async Task First_matching_rule_applies_and_the_next_one_after_it_is_used_up()
    {
        _emulator.Server.AddFault(new FaultRule { Error = "ThrottlingException", Times = 1 });
        _emulator.Server.AddFault(new FaultRule { Error = "InternalServerException", Times = 1 });

        Assert.Equal(429, (await _emulator.Get("/custom-models")).Status);
        Assert.Equal(500, (await _emulator.Get("/custom-models")).Status);
        Assert.Equal(200, (await _emulator.Get("/custom-models")).Status);
    }

    [Fact]
    public async Task Probability_with_the_same_seed_gives_the_same_results()
    {
        async Task<string> Run(int seed)
        {
            using var emulator = new TestEmulator(clock => new EmulatorOptions
            {
                TimeProvider = clock,
                Faults = [new FaultRule { Error = "ThrottlingException", Probability = 0.5, Seed = seed }],
            });
            var struck = "";
            for (var i = 0; i < 64; i++)
                struck += (await emulator.Get("/custom-models")).Status == 429 ? 'x' : '.';
            return struck;
        }

        var first = await Run(7);

        Assert.Equal(first, await Run(7));
        Assert.NotEqual(first, await Run(8));
        Assert.InRange(first.Count(c => c == 'x'), 16, 48);
    }

    [Fact]
    public async Task Delay_waits_on_the_clock_of_the_emulator_and_then_serves()
    {
        var clock = new NotifyingClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions
        {
            TimeProvider = clock,
            Faults = [new FaultRule { Operation = "ListCustomModels", Delay = TimeSpan.FromSeconds(30), Times = 1 }],
        });

        var delayed = emulator.Get("/custom-models");
        await clock.WaitedOn;

        Assert.Equal(404, (await emulator.Get("/custom-models/model")).Status);

        clock.Advance(TimeSpan.FromSeconds(29));

        Assert.False(delayed.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await delayed).Status);
    }

    [Fact]
    public async Task Longest_delay_holds_a_request_as_long_as_a_timer_can()
    {
        var clock = new NotifyingClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions
        {
            TimeProvider = clock,
            Faults = [new FaultRule { Delay = TimeSpan.MaxValue }],
        });

        var held = emulator.Get("/custom-models");
        await Task.WhenAny(held, clock.WaitedOn);
        clock.Advance(TimeSpan.FromDays(49));

        Assert.False(held.IsCompleted);

        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(200, (await held).Status);
    }

    [Theory]
    [InlineData(Drop.Before, 404)]
    [InlineData(Drop.After, 200)]
    public async Task Dropped_connection_has_no_response_and_the_request_took_effect_or_not(object drop, int statusAfter)
    {
        _emulator.Server.AddFault(new FaultRule { Operation = "CreateCustomModel", Drop = (Drop)drop });

        await Assert.ThrowsAsync<HttpRequestException>(() => _emulator.CreateModel("model"));

        Assert.Equal(("CreateCustomModel", 0), (_emulator.Server.Requests[^1].Operation, _emulator.Server.Requests[^1].Status));
        Assert.Equal(statusAfter, (await _emulator.Get("/custom-models/model")).Status);
    }

    [Fact]
    public async Task Cut_body_is_shorter_than_the_head_states()
    {
        await _emulator.CreateModel("model");
        _emulator.Server.AddFault(new FaultRule { Cut = true });

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => _emulator.Get("/custom-models/model"));

        Assert.Equal(HttpRequestError.ResponseEnded, problem.HttpRequestError);
    }

    [Fact]
    public async Task Raw_response_is_sent_unchanged()
    {
        _emulator.Server.AddFault(new FaultRule { Status = 502, Body = "<html>Bad gateway</html>", ContentType = "text/html" });

        var reply = await _emulator.Get("/custom-models");

        Assert.Equal((502, "", "<html>Bad gateway</html>"), (reply.Status, reply.ErrorType, reply.Body));
    }

    [Fact]
    public async Task Model_with_a_failure_rule_fails_and_only_Get_returns_the_message()
    {
        _emulator.Server.AddFault(new FaultRule { Operation = "CreateCustomModel", Name = "bad-*", Fail = "The artifacts are broken." });

        Assert.Equal(202, (await _emulator.CreateModel("bad-model")).Status);
        Assert.Equal("Creating", await _emulator.Status("bad-model"));
        Assert.Null((await _emulator.Get("/custom-models/bad-model")).Json["failureMessage"]);

        _emulator.Advance(2);

        var failed = await _emulator.Get("/custom-models/bad-model");

        Assert.Equal(("Failed", "The artifacts are broken."), (failed.Text("modelStatus"), failed.Text("failureMessage")));
        Assert.Null((await _emulator.Get("/custom-models?modelStatus=Failed")).Json["modelSummaries"]![0]!["failureMessage"]);
        Assert.Equal("ConflictException", (await _emulator.CreateModel("bad-model")).ErrorType);
        Assert.Equal("Creating", (await CreatedAsync("good-model")).Text("modelStatus"));
        Assert.Equal(200, (await _emulator.Delete("/custom-models/bad-model")).Status);
    }

    [Fact]
    public async Task Stop_responds_to_a_delayed_request()
    {
        var clock = new NotifyingClock();
        using var emulator =
            new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock, Faults = [new FaultRule { Delay = TimeSpan.FromHours(1) }] });
        var held = emulator.Get("/custom-models");
        await clock.WaitedOn;

        emulator.Server.Dispose();

        Assert.Equal((503, "ServiceUnavailableException"), (await held).Error);
    }

    private async Task<EmulatorReply> CreatedAsync(string name)
    {
        await _emulator.CreateModel(name);
        return await _emulator.Get("/custom-models/" + name);
    }
}
