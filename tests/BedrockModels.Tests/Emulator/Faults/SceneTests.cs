using System.Text.Json.Nodes;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Faults;

/// <summary>The scenes that a team stages to test its pipeline.</summary>
public sealed partial class SceneTests : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/Importer";

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Activation_time_can_differ_by_kind_and_by_name()
    {
        Add(new FaultRule { Operation = "CreateCustomModel", Name = "slow-*", ActivationTime = TimeSpan.FromMinutes(40) });
        Add(new FaultRule { Operation = "CreateCustomModelDeployment", ActivationTime = TimeSpan.FromMinutes(10) });
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateModel("slow-one");
        await _emulator.CreateDeployment("deployment", model);
        await _emulator.CreateThroughput("throughput", model);

        var atTwoSeconds = await StatusesAsync(2);
        var atTenMinutes = await StatusesAsync(600);
        var atFortyMinutes = await StatusesAsync(1800);

        Assert.Equal(("Creating", "Creating", "InService"), atTwoSeconds);
        Assert.Equal(("Creating", "Active", "InService"), atTenMinutes);
        Assert.Equal(("Active", "Active", "InService"), atFortyMinutes);

        async Task<(string, string, string)> StatusesAsync(double seconds)
        {
            _emulator.Advance(seconds);
            return (await _emulator.Status("slow-one"),
                (await _emulator.Get("/model-customization/custom-model-deployments/deployment")).Text("status"),
                (await _emulator.Get("/provisioned-model-throughput/throughput")).Text("status"));
        }
    }

    [Fact]
    public async Task Model_can_be_Active_and_then_Failed()
    {
        Add(new FaultRule { Operation = "CreateCustomModel", Fail = "The artifacts were removed.", FailAfter = TimeSpan.FromMinutes(1) });
        await _emulator.ActiveModel("model");

        _emulator.Advance(59);
        var active = await _emulator.Get("/custom-models/model");
        _emulator.Advance(1);
        var failed = await _emulator.Get("/custom-models/model");

        Assert.Equal(("Active", null), (active.Text("modelStatus"), (string?)active.Json["failureMessage"]));
        Assert.Equal(("Failed", "The artifacts were removed."), (failed.Text("modelStatus"), failed.Text("failureMessage")));
    }

    [Fact]
    public async Task Longest_times_of_work_never_end()
    {
        Add(new FaultRule { Operation = "UpdateCustomModelDeployment", ActivationTime = TimeSpan.MaxValue });
        Add(new FaultRule { Name = "stable", Fail = "Later.", FailAfter = TimeSpan.MaxValue });
        Add(new FaultRule { Name = "hidden", ListDelay = TimeSpan.MaxValue });
        var stable = await _emulator.ActiveModel("stable");
        await _emulator.CreateModel("hidden");
        await _emulator.CreateDeployment("deployment", stable);
        _emulator.Advance(2);

        await _emulator.Patch("/model-customization/custom-model-deployments/deployment", $$"""{"modelArn":"{{stable}}"}""");
        _emulator.Server.Clock.Advance(TimeSpan.FromDays(100_000));

        Assert.Equal("Updating", (string?)(await _emulator.Get("/model-customization/custom-model-deployments/deployment"))
            .Json["updateDetails"]!["updateStatus"]);
        Assert.Equal(("Active", "Active"), (await _emulator.Status("stable"), await _emulator.Status("hidden")));
        Assert.Equal(["stable"],
            (await _emulator.Get("/custom-models")).Json["modelSummaries"]!.AsArray().Select(model => (string?)model!["modelName"]));
    }

    [Fact]
    public async Task Rules_about_the_same_work_each_add_their_setting()
    {
        Add(new FaultRule { Name = "bad", Fail = "No tensors." });
        Add(new FaultRule { Operation = "Create*", ActivationTime = TimeSpan.FromSeconds(10) });
        await _emulator.CreateModel("bad");

        _emulator.Advance(9);
        var early = await _emulator.Status("bad");
        _emulator.Advance(1);

        Assert.Equal(("Creating", "Failed"), (early, await _emulator.Status("bad")));
        Assert.Equal([1, 1], _emulator.Server.Faults.Select(fault => fault.Uses));
    }

    [Fact]
    public async Task First_rule_that_has_a_setting_of_work_gives_it()
    {
        Add(new FaultRule { Fail = "First.", FailAfter = TimeSpan.FromMinutes(1) });
        Add(new FaultRule { Fail = "Second." });
        Add(new FaultRule { ActivationTime = TimeSpan.FromSeconds(10) });
        Add(new FaultRule { ActivationTime = TimeSpan.FromSeconds(20), ListDelay = TimeSpan.FromSeconds(30) });
        Add(new FaultRule { ListDelay = TimeSpan.FromSeconds(90), FailAfter = TimeSpan.FromSeconds(1) });
        await _emulator.CreateModel("model");

        var seen = new List<(string Status, string? Message, int Listed)>();
        foreach (var seconds in (double[])[9, 1, 20, 39, 1])
        {
            _emulator.Advance(seconds);
            var model = await _emulator.Get("/custom-models/model");
            seen.Add((model.Text("modelStatus"), (string?)model.Json["failureMessage"],
                (await _emulator.Get("/custom-models")).Json["modelSummaries"]!.AsArray().Count));
        }

        Assert.Equal([("Creating", null, 0), ("Active", null, 0), ("Active", null, 1), ("Active", null, 1), ("Failed", "First.", 1)], seen);
        Assert.Equal([1, 0, 1, 1, 0], _emulator.Server.Faults.Select(fault => fault.Uses));
    }

    [Fact]
    public async Task Failure_without_a_time_is_not_that_of_a_later_rule()
    {
        Add(new FaultRule { Fail = "First." });
        Add(new FaultRule { Fail = "Second.", FailAfter = TimeSpan.FromMinutes(1) });
        await _emulator.CreateModel("model");

        _emulator.Advance(2);

        Assert.Equal("First.", (await _emulator.Get("/custom-models/model")).Text("failureMessage"));
    }

    [Fact]
    public async Task List_can_lag_behind_a_create()
    {
        Add(new FaultRule { Operation = "CreateCustomModel", ListDelay = TimeSpan.FromSeconds(5) });
        await _emulator.CreateModel("model");

        var read = await _emulator.Get("/custom-models/model");
        _emulator.Advance(4);
        var early = await ListAsync();
        _emulator.Advance(1);

        Assert.Equal((200, 0, 1), (read.Status, early.Count, (await ListAsync()).Count));

        async Task<JsonArray> ListAsync() => (await _emulator.Get("/custom-models")).Json["modelSummaries"]!.AsArray();
    }

    [Fact]
    public async Task Rate_serves_so_many_requests_a_second_and_throttles_the_others_with_Retry_After()
    {
        Add(new FaultRule { Operation = "ListCustomModels", Rate = 2 });

        var first = await StatusesAsync();
        _emulator.Advance(1);
        var second = await StatusesAsync();

        Assert.Equal([200, 200, 429, 429], first);
        Assert.Equal([200, 200, 429, 429], second);
        Assert.Equal("1", await HeaderAsync("Retry-After"));
        Assert.Equal(202, (await _emulator.CreateModel("model")).Status);

        async Task<List<int>> StatusesAsync()
        {
            var statuses = new List<int>();
            for (var i = 0; i < 4; i++)
                statuses.Add((await _emulator.Get("/custom-models")).Status);
            return statuses;
        }
    }

    [Fact]
    public async Task Rate_can_have_another_error_and_another_Retry_After()
    {
        Add(new FaultRule
        {
            Rate = 1,
            Error = "ServiceUnavailableException",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "7" },
        });
        await _emulator.Get("/custom-models");

        var reply = await _emulator.Get("/custom-models");

        Assert.Equal((503, "ServiceUnavailableException"), reply.Error);
        Assert.Equal("7", await HeaderAsync("Retry-After"));
    }

    [Fact]
    public async Task Headers_are_added_to_a_response_that_is_otherwise_unchanged()
    {
        Add(new FaultRule { Headers = new Dictionary<string, string> { ["X-Note"] = "seen", ["Content-Type"] = "text/plain" } });

        Assert.Equal("seen", await HeaderAsync("X-Note"));
        Assert.Equal("text/plain", await HeaderAsync("Content-Type"));
        Assert.Equal(200, (await _emulator.Get("/custom-models")).Status);
    }

    [Fact]
    public async Task Nth_request_alone_has_a_fault_or_so_many_from_it()
    {
        Add(new FaultRule { Operation = "GetCustomModel", Nth = 3, Error = "InternalServerException" });
        Add(new FaultRule { Operation = "ListCustomModels", Nth = 2, Times = 2, Error = "InternalServerException" });

        var gets = await RepeatAsync("/custom-models/model");
        var lists = await RepeatAsync("/custom-models");

        Assert.Equal([404, 404, 500, 404], gets);
        Assert.Equal([200, 500, 500, 200], lists);

        async Task<List<int>> RepeatAsync(string path)
        {
            var statuses = new List<int>();
            for (var i = 0; i < 4; i++)
                statuses.Add((await _emulator.Get(path)).Status);
            return statuses;
        }
    }

    public static TheoryData<string> Selectors { get; } = ["Region", "AccessKey", "Role", "KmsKey", "Source", "Tag"];

    [Fact]
    public async Task Rules_can_be_replaced_while_the_emulator_runs_and_count_their_uses()
    {
        Add(new FaultRule { Operation = "List*", Error = "ThrottlingException" });
        var before = await _emulator.Get("/custom-models");
        var uses = _emulator.Server.Faults.Single().Uses;

        _emulator.Server.SetFaults([new FaultRule { Operation = "Get*", Error = "ThrottlingException" }], keepExisting: false);
        var list = await _emulator.Get("/custom-models");
        var get = await _emulator.Get("/custom-models/model");
        _emulator.Server.SetFaults([], keepExisting: false);

        Assert.Equal((429, 1, 200, 429, 404),
            (before.Status, uses, list.Status, get.Status, (await _emulator.Get("/custom-models/model")).Status));
        Assert.Empty(_emulator.Server.Faults);
    }

    private void Add(FaultRule rule) => _emulator.Server.AddFault(rule);

    private async Task<string> HeaderAsync(string name)
    {
        using var connection = await RawConnection.Open(_emulator.Server.Port);
        await connection.Send(RawConnection.Request("GET", "/custom-models"));
        return (await connection.Receive()).Head.Split($"{name}: ")[1].Split("\r\n")[0];
    }
}
