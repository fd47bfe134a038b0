using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Waits over an emulator whose clock only the test moves: nothing becomes Active unless the test says so.</summary>
public sealed class WaitBedrockCustomModelTests : IDisposable
{
    // It starts with the real one: a service whose clock is another one's makes the SDK send a refused request again.
    private readonly ActivationClock _clock = new(DateTimeOffset.UtcNow);
    private readonly TestShell _shell;

    public WaitBedrockCustomModelTests()
    {
        _shell = new TestShell(new EmulatorOptions
        {
            TimeProvider = _clock,
            ActivationTime = TimeSpan.FromMinutes(5),
            Faults = [new FaultRule { Name = "bad*", Fail = "The artifacts could not be read." }],
        });
        _shell.Run("$PSDefaultParameterValues['Wait-Bedrock*:PollInterval'] = 0.1").Clean();
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Wait_returns_the_complete_model_when_it_becomes_Active()
    {
        Create("a");
        ActivationClock.ActivateAt(_shell.Emulator, "GetCustomModel", 4);

        var result = _shell.Run("Wait-BedrockCustomModel a").Clean();

        var model = Assert.Single(result.OutputOf<CustomModel>());
        Assert.Equal(("a", "Active", "us-east-1", "IMPORTED"), (model.ModelName, model.ModelStatus, model.Region, model.CustomizationType));
        Assert.NotNull(model.CreationTime);
        Assert.Equal((4, 0), (_shell.Count("GetCustomModel"), _shell.Count("ListCustomModels")));
    }

    [Theory]
    [InlineData("$models | Wait-BedrockCustomModel")]
    [InlineData("$models.ModelArn | Wait-BedrockCustomModel")]
    [InlineData("Wait-BedrockCustomModel $models.ModelName")]
    [InlineData("Wait-BedrockCustomModel -ModelIdentifier $models")]
    [InlineData("Wait-BedrockCustomModel -ModelArn $models.ModelArn")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($models)) "
        + "| Wait-BedrockCustomModel")]
    [InlineData("$models | ForEach-Object { [pscustomobject]@{ ModelName = $_.ModelName; Region = $_.Region; Note = 'of a file' } } | "
        + "Wait-BedrockCustomModel")]
    [InlineData("Get-BedrockCustomModel -NameContains m | Wait-BedrockCustomModel")]
    [InlineData("Get-BedrockCustomModel m* | Wait-BedrockCustomModel")]
    public void Wait_accepts_models_in_every_form(string script)
    {
        Create("m1", "m2", "m3", "m4");
        _clock.Advance(TimeSpan.FromHours(1));

        var result = _shell.Run("$models = 'm1', 'm2', 'm3', 'm4' | Get-BedrockCustomModel; " + script).Clean();

        Assert.Equal(["m1", "m2", "m3", "m4"], result.OutputOf<CustomModel>().Select(model => model.ModelName).Order());
    }

    [Fact]
    public void Failed_model_is_an_error_with_the_reason_of_the_service_and_the_others_continue()
    {
        Create("bad1", "good1");

        var result = _shell.RunWatched("'bad1', 'good1' | Wait-BedrockCustomModel", look => ActivateAfter(look, 2));

        Assert.Equal("good1", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        var error = result.SingleError();
        Assert.Equal(("CustomModelFailed", ErrorCategory.InvalidResult, "bad1"),
            (ScriptResult.IdOf(error), error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("bad1", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("The artifacts could not be read.", error.ToString(), StringComparison.Ordinal);
        Assert.IsType<BedrockException>(error.Exception);
    }

    [Theory]
    [InlineData("-Timeout 0.3")]
    [InlineData("-Timeout ' 0.3 '")]
    [InlineData("-Timeout '00:00:00.3'")]
    [InlineData("-Timeout ([timespan]::FromMilliseconds(300))")]
    [InlineData("-Timeout 0")]
    public void Timeout_is_an_error_for_each_pending_model(string timeout)
    {
        Create("a", "b");

        var result = _shell.Run($"Wait-BedrockCustomModel a, b {timeout}");

        Assert.Null(result.Terminating);
        Assert.Empty(result.Output);
        Assert.Equal(["WaitTimeout", "WaitTimeout"], result.ErrorIds);
        Expect.Each(result.Errors.Zip(["a", "b"]), pair =>
        {
            Assert.Equal((ErrorCategory.OperationTimeout, pair.Second), (pair.First.CategoryInfo.Category, pair.First.TargetObject));
            Assert.Contains($"custom model {pair.Second} in us-east-1", pair.First.ToString(), StringComparison.Ordinal);
            Assert.Contains("Creating", pair.First.ToString(), StringComparison.Ordinal);
        });

        // One look at each, and one more at the end of the time. How many come between is for the simulated clock to count.
        if (timeout == "-Timeout 0")
            Assert.Equal(2, _shell.Count("GetCustomModel"));
        else
            Assert.True(_shell.Count("GetCustomModel") >= 4, "There was no look at the end of the time.");
    }

    [Theory]
    [InlineData("'30s'", "Duration '30s' is not valid.")]
    [InlineData("''", "Duration '' is not valid.")]
    [InlineData("-1", "'-1' is negative")]
    [InlineData("([timespan]'-00:00:01')", "'-00:00:01' is negative")]
    [InlineData("1e300", "is too long")]
    [InlineData("([double]::NaN)", "Duration 'NaN' is not valid.")]
    public void Invalid_duration_is_refused_before_any_request(string timeout, string says)
    {
        foreach (var parameter in new[] { "Timeout", "PollInterval" })
        {
            var error = _shell.Run($"Wait-BedrockCustomModel a -{parameter} {timeout}").SingleError();

            Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("Use a number of seconds, for example 90, or a TimeSpan, for example 00:01:30.", error.ToString(),
                StringComparison.Ordinal);
        }

        Assert.Empty(_shell.Emulator.Requests);
    }

    [Fact]
    public void Model_deleted_during_the_wait_is_a_separate_error()
    {
        Create("a", "b");
        using var other = _shell.Neighbour();

        var result = _shell.RunWatched("Get-BedrockCustomModel a | Wait-BedrockCustomModel", look =>
        {
            if (look == 2)
                other.Run("Remove-BedrockCustomModel a -Force").Clean();
        });

        var error = result.SingleError();
        Assert.Equal(("CustomModelVanished", ErrorCategory.ObjectNotFound), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Equal("a", Assert.IsType<CustomModel>(((PSObject)error.TargetObject).BaseObject).ModelName);
    }

    [Fact]
    public void Unknown_model_is_not_found_and_the_others_continue()
    {
        Create("a");

        var result = _shell.RunWatched("'nope', 'a' | Wait-BedrockCustomModel", look => ActivateAfter(look, 1));

        Assert.Equal("a", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        var error = result.SingleError();
        Assert.Equal(("ResourceNotFoundException", ErrorCategory.ObjectNotFound, "nope"),
            (ScriptResult.IdOf(error), error.CategoryInfo.Category, error.TargetObject));
        Assert.Empty(_shell.Run("Wait-BedrockCustomModel nope -ErrorAction SilentlyContinue").Clean().Output);
    }

    [Fact]
    public void Wait_for_twenty_models_sends_one_list_per_poll_and_one_get_per_model()
    {
        Create([.. Enumerable.Range(0, 20).Select(i => $"m{i}")]);
        ActivationClock.ActivateAt(_shell.Emulator, "ListCustomModels", 5);
        var looks = 0;

        var result = _shell.RunWatched("0..19 | ForEach-Object { \"m$_\" } | Wait-BedrockCustomModel", look => looks = look).Clean();

        Assert.Equal(20, result.OutputOf<CustomModel>().Count);
        Assert.Equal((5, 5, 20), (looks, _shell.Count("ListCustomModels"), _shell.Count("GetCustomModel")));
    }

    [Fact]
    public void Wait_in_several_Regions_sends_one_list_per_Region_and_poll()
    {
        foreach (var region in new[] { "us-east-1", "us-west-2", "eu-west-1" })
            _shell.Run($"1..3 | ForEach-Object {{ New-BedrockCustomModel \"m$_\" -ModelPackageArn $package -Region {region} }}").Clean();
        var looks = 0;

        var result = _shell.RunWatched(
            "'us-east-1', 'us-west-2', 'eu-west-1' | ForEach-Object { Get-BedrockCustomModel -Region $_ } | Wait-BedrockCustomModel",
                look => ActivateAfter(looks = look, 6)).Clean();

        Assert.Equal(9, result.OutputOf<CustomModel>().DistinctBy(model => model.ModelArn).Count());
        Assert.Equal(3, result.OutputOf<CustomModel>().Select(model => model.Region).Distinct().Count());
        Assert.Equal(looks + 3, _shell.Count("ListCustomModels"));
        Assert.Equal(9, _shell.Count("GetCustomModel"));
        Assert.Single(result.Progress.Select(record => record.ActivityId).Distinct());
    }

    [Fact]
    public void Invalid_identifier_is_refused_and_the_others_continue()
    {
        var model = Create("a")[0];
        _clock.Advance(TimeSpan.FromHours(1));

        var result = _shell.Run($"'{model.ModelArn}', 'a*', '', '  ', 'a' | Wait-BedrockCustomModel -Region us-west-2 -Timeout 0");

        Assert.Equal(["RegionContradiction", "WildcardNotAllowed", "InvalidModelIdentifier", "InvalidModelIdentifier",
            "ResourceNotFoundException"], result.ErrorIds);
        Assert.Contains("Get-BedrockCustomModel", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Equal("GetCustomModel", _shell.Emulator.Requests[^1].Operation);
    }

    [Fact]
    public void Progress_counts_and_completes_and_each_change_is_an_information_record()
    {
        Create("a", "bad1", "c");

        var result = _shell.RunWatched("$ProgressPreference = 'Continue'; 'a', 'bad1', 'c' | Wait-BedrockCustomModel",
            look => ActivateAfter(look, 2));

        Assert.StartsWith("0 of 3 Active, ", result.Progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.StartsWith("2 of 3 Active, 1 Failed, ", result.Progress[^2].StatusDescription, StringComparison.Ordinal);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.Equal(["a", "bad1", "c"], result.Information.Select(record => record.MessageData.ToString()!.Split(' ')[3]));
        Expect.Each(result.Information, record => Assert.Contains("BedrockWait", record.Tags));
    }

    [Fact]
    public void Changes_are_shown_on_the_host_when_progress_is_silenced()
    {
        Create("a");
        var asked = 0;
        using var running = _shell.Create(
            "$ProgressPreference = 'SilentlyContinue'; $DebugPreference = 'Continue'; Wait-BedrockCustomModel a");
        running.Streams.Debug.DataAdded += (_, _) => ActivateAfter(++asked, 2);

        Assert.Single(running.Invoke());
        Assert.Contains("The custom model a in us-east-1 changed from Creating to Active (", string.Join('\n', _shell.Host.Interface.Lines),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Throttling_slows_the_wait_and_causes_one_warning()
    {
        Create("a");
        _clock.Advance(TimeSpan.FromHours(1));
        // The client tries each call three times.
        _shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModel", Error = "ThrottlingException", Times = 6 });

        var result = _shell.Run("Wait-BedrockCustomModel a").Clean();

        Assert.Single(result.OutputOf<CustomModel>());
        var warning = Assert.Single(result.Warnings);
        Assert.StartsWith("Polling us-east-1 less often", warning, StringComparison.Ordinal);
        Assert.Equal(7, _shell.Count("GetCustomModel"));
    }

    [Fact]
    public async Task Unknown_status_is_pending_and_causes_one_warning()
    {
        await using var server = new StandIn((_, n) => n < 3
            ? Reply.Json($$"""{"modelArn":"{{Reply.Arn}}","modelName":"m","modelStatus":"Paused"}""") : Reply.Model);
        _shell.Set("endpoint", server.Url);

        var result = _shell.Run("Wait-BedrockCustomModel m -EndpointUrl $endpoint").Clean();

        Assert.Equal("m", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        Assert.Contains("Paused", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Wait_polls_with_Get_when_List_is_denied()
    {
        Create("a", "b", "c");
        _shell.Emulator.AddFault(new FaultRule { Operation = "ListCustomModels", Error = "AccessDeniedException" });
        ActivationClock.ActivateAt(_shell.Emulator, "GetCustomModel", 7);

        var result = _shell.Run("'a', 'b', 'c' | Wait-BedrockCustomModel");

        Assert.Equal(3, result.Clean().OutputOf<CustomModel>().Count);
        Assert.Equal((1, 9), (_shell.Count("ListCustomModels"), _shell.Count("GetCustomModel")));
    }

    [Fact]
    public void New_Wait_Get_and_Remove_work_in_one_pipeline()
    {
        var result = _shell.RunWatched(
            "$gone = New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel -OutVariable waited | "
                + "Get-BedrockCustomModel | ForEach-Object { $_ | Remove-BedrockCustomModel -Force; $_ }; $waited; $gone",
            look => ActivateAfter(look, 1)).Clean();

        Assert.Equal(["a", "a"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Empty(_shell.Run("Get-BedrockCustomModel").Clean().Output);
    }

    private CustomModel[] Create(params string[] names) => [.. names.Select(name => _shell.Create(name, ""))];

    private void ActivateAfter(int look, int which)
    {
        if (look == which)
            _clock.Advance(TimeSpan.FromHours(1));
    }
}
