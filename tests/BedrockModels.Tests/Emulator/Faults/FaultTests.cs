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
    public async Task An_error_has_its_own_status_and_the_wire_form(string code, int status)
    {
        _emulator.Server.AddFault(new FaultRule { Error = code, Message = "Told so." });

        var reply = await _emulator.Get("/custom-models");

        Assert.Equal((status, code, """{"message":"Told so."}"""), (reply.Status, reply.ErrorType, reply.Body));
        Assert.True(Guid.TryParse(reply.RequestId, out _));
    }

    [Fact]
    public async Task An_error_strikes_before_the_request_takes_effect_and_so_many_times()
    {
        _emulator.Server.AddFault(new FaultRule { Operation = "CreateCustomModel", Error = "ThrottlingException", Times = 2 });

        Assert.Equal((429, "ThrottlingException"), (await _emulator.CreateModel("model")).Error);
        Assert.Equal(404, (await _emulator.Get("/custom-models/model")).Status);
        Assert.Equal(429, (await _emulator.CreateModel("model")).Status);
        Assert.Equal(202, (await _emulator.CreateModel("model")).Status);
    }

    [Fact]
    public async Task A_rule_strikes_the_operation_and_the_name_it_is_for()
    {
        var arn = (await _emulator.CreateModel("model-1")).Text("modelArn");
        await _emulator.CreateModel("other");
        _emulator.Server.AddFault(new FaultRule { Operation = "Get*", Name = "model-?", Error = "AccessDeniedException" });

        Assert.Equal(403, (await _emulator.Get("/custom-models/model-1")).Status);
        Assert.Equal(403, (await _emulator.Get("/custom-models/" + arn)).Status);
        Assert.Equal(200, (await _emulator.Get("/custom-models/other")).Status);
        Assert.Equal(200, (await _emulator.Get("/custom-models")).Status);
        Assert.Equal(200, (await _emulator.Delete("/custom-models/model-1")).Status);
    }

    [Fact]
    public async Task A_name_is_found_wherever_a_request_carries_it()
    {
        var arn = await _emulator.ActiveModel("model");
        var deployment = (await _emulator.CreateDeployment("deployment", arn)).Text("customModelDeploymentArn");
        var throughput = (await _emulator.CreateThroughput("throughput", arn)).Text("provisionedModelArn");
        const string Deployments = "/model-customization/custom-model-deployments";
        var requests = new (string Name, Func<Task<Reply>> Send)[]
        {
            ("model-2", () => _emulator.CreateModel("model-2")),
            ("deployment-2", () => _emulator.CreateDeployment("deployment-2", arn)),
            ("throughput-2", () => _emulator.CreateThroughput("throughput-2", arn)),
            ("model", () => _emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{arn}}"}""")),
            ("model", () => _emulator.Get("/custom-models/" + arn)),
            ("deployment", () => _emulator.Get($"{Deployments}/deployment")),
            ("deployment", () => _emulator.Get($"{Deployments}/{deployment}")),
            ("throughput", () => _emulator.Get("/provisioned-model-throughput/throughput")),
            ("throughput", () => _emulator.Get("/provisioned-model-throughput/" + throughput)),
        };

        foreach (var (name, send) in requests)
        {
            _emulator.Server.AddFault(new FaultRule { Name = name, Error = "AccessDeniedException", Times = 1 });
            Assert.Equal((name, 403), (name, (await send()).Status));
        }
    }

    [Fact]
    public async Task A_chance_strikes_about_as_often_as_it_says()
    {
        _emulator.Server.AddFault(
            new FaultRule { Operation = "ListCustomModels", Error = "InternalServerException", Probability = 0.2, Seed = 7 });

        var struck = 0;
        for (var i = 0; i < 200; i++)
            struck += (await _emulator.Get("/custom-models")).Status == 500 ? 1 : 0;

        Assert.InRange(struck, 20, 60);
    }

    [Fact]
    public async Task An_error_can_come_with_a_status_of_its_own()
    {
        _emulator.Server.AddFault(new FaultRule { Error = "ThrottlingException", Status = 503 });

        Assert.Equal((503, "ThrottlingException"), (await _emulator.Get("/custom-models")).Error);
    }

    [Fact]
    public async Task The_first_rule_that_strikes_is_taken_and_the_next_when_it_is_used_up()
    {
        _emulator.Server.AddFault(new FaultRule { Error = "ThrottlingException", Times = 1 });
        _emulator.Server.AddFault(new FaultRule { Error = "InternalServerException", Times = 1 });

        Assert.Equal(429, (await _emulator.Get("/custom-models")).Status);
        Assert.Equal(500, (await _emulator.Get("/custom-models")).Status);
        Assert.Equal(200, (await _emulator.Get("/custom-models")).Status);
    }

    [Fact]
    public async Task A_chance_is_the_same_in_every_run_of_one_seed()
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
    public async Task A_delay_waits_on_the_emulators_clock_and_then_serves()
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

    [Theory]
    [InlineData(Drop.Before, 404)]
    [InlineData(Drop.After, 200)]
    public async Task A_dropped_connection_answers_nothing_and_the_request_took_effect_or_not(object drop, int statusAfter)
    {
        _emulator.Server.AddFault(new FaultRule { Operation = "CreateCustomModel", Drop = (Drop)drop });

        await Assert.ThrowsAsync<HttpRequestException>(() => _emulator.CreateModel("model"));

        Assert.Equal(("CreateCustomModel", 0), (_emulator.Server.Requests[^1].Operation, _emulator.Server.Requests[^1].Status));
        Assert.Equal(statusAfter, (await _emulator.Get("/custom-models/model")).Status);
    }

    [Fact]
    public async Task A_cut_body_breaks_off_after_the_head_promised_more()
    {
        await _emulator.CreateModel("model");
        _emulator.Server.AddFault(new FaultRule { Cut = true });

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => _emulator.Get("/custom-models/model"));

        Assert.Equal(HttpRequestError.ResponseEnded, problem.HttpRequestError);
    }

    [Fact]
    public async Task A_raw_answer_is_sent_as_it_stands()
    {
        _emulator.Server.AddFault(new FaultRule { Status = 502, Body = "<html>Bad gateway</html>", ContentType = "text/html" });

        var reply = await _emulator.Get("/custom-models");

        Assert.Equal((502, "", "<html>Bad gateway</html>"), (reply.Status, reply.ErrorType, reply.Body));
    }

    [Fact]
    public async Task A_model_that_is_to_fail_fails_with_the_message_told_by_Get_alone()
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
    public async Task Stopping_answers_what_a_delay_holds_up()
    {
        var clock = new NotifyingClock();
        using var emulator =
            new TestEmulator(_ => new EmulatorOptions { TimeProvider = clock, Faults = [new FaultRule { Delay = TimeSpan.FromHours(1) }] });
        var held = emulator.Get("/custom-models");
        await clock.WaitedOn;

        emulator.Server.Dispose();

        Assert.Equal((503, "ServiceUnavailableException"), (await held).Error);
    }

    private async Task<Reply> CreatedAsync(string name)
    {
        await _emulator.CreateModel(name);
        return await _emulator.Get("/custom-models/" + name);
    }
}
