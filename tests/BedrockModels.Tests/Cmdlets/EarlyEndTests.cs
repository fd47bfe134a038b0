using BedrockModels.Emulator;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>What a command reports when it ends before its input does.</summary>
public sealed class EarlyEndTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Stop_of_New_sends_nothing_more_and_reports_started_requests_once()
    {
        var six = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StandIn((seen, n) =>
        {
            if (n == 6)
                six.TrySetResult();
            return seen.Body.Contains("\"m1\"", StringComparison.Ordinal) ? Reply.Created
                : seen.Body.Contains("\"m2\"", StringComparison.Ordinal) ? Reply.Error(400, "ConflictException", "The name is taken.")
                : Reply.Hang;
        });
        _shell.Set("endpoint", server.Url);

        var result = await _shell.StopWhenAsync(
            "1..100 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -ThrottleLimit 4 -EndpointUrl $endpoint -Verbose",
            running =>
            {
                var error = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                running.Streams.Error.DataAdded += (_, _) => error.TrySetResult();
                return Task.WhenAll(six.Task, error.Task, Watching.VerboseAsync(running, "\"m7\""));
            });

        Assert.Equal(6, server.Requests.Count);
        Assert.Equal("m1", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        Assert.Equal(["ConflictException"], result.ErrorIds);
        var told = Assert.Single(result.Information);
        Assert.Equal(["PSHOST"], told.Tags);
        Assert.Equal(
            "New-BedrockCustomModel stopped. 1 custom model was created and continues in the service, 4 with unknown outcome: "
                + "Get-BedrockCustomModel m*\n  m3: outcome unknown\n  m4: outcome unknown\n  m5: outcome unknown\n  m6: outcome unknown",
            told.MessageData.ToString());
    }

    [Fact]
    public async Task Stop_of_Remove_reports_responses_that_waited_for_their_turn()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StandIn((seen, n) =>
        {
            if (n == 5)
                done.TrySetResult();
            return seen.Path.EndsWith("/m1", StringComparison.Ordinal) || n >= 5 ? Reply.Hang
                : seen.Path.EndsWith("/m3", StringComparison.Ordinal) ? Reply.Error(404, "ResourceNotFoundException", "No such model.")
                : Reply.Empty;
        });
        _shell.Set("endpoint", server.Url);

        var result = await _shell.StopWhenAsync(
            "1..100 | ForEach-Object { \"m$_\" } | Remove-BedrockCustomModel -Force -ThrottleLimit 2 -EndpointUrl $endpoint -Verbose",
            running => Task.WhenAll(done.Task, Watching.VerboseAsync(running, "custom model 'm6' ")));

        Assert.Equal(
            "Remove-BedrockCustomModel stopped. 2 custom models were deleted, 1 failed, 2 with unknown outcome: "
                + "Get-BedrockCustomModel m*\n  m1: outcome unknown\n  m5: outcome unknown\n  m2: deleted\n"
                + "  m3: failed with ResourceNotFoundException\n  m4: deleted",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task Stop_of_Get_reports_nothing()
    {
        var one = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StandIn((_, _) =>
        {
            one.TrySetResult();
            return Reply.Hang;
        });
        _shell.Set("endpoint", server.Url);

        var result = await _shell.StopWhenAsync("'a', 'b' | Get-BedrockCustomModel -ThrottleLimit 2 -EndpointUrl $endpoint", _ => one.Task);

        Assert.Empty(result.Information);
    }

    [Fact]
    public void ErrorAction_Stop_ends_the_command_and_reports_the_outcome_of_started_requests()
    {
        _shell.Create("m2", "");
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Name = "m1", Delay = TimeSpan.FromMilliseconds(100) });

        var result = _shell.Run(
            "1..50 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -ThrottleLimit 2 -ErrorAction Stop");

        Assert.StartsWith("ConflictException", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        var told = Assert.Single(result.Information).MessageData.ToString()!;
        Assert.StartsWith("New-BedrockCustomModel stopped. ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", told, StringComparison.Ordinal);
        Assert.True(_shell.Count("CreateCustomModel") < 40, "New requests were started after the error.");
    }

    [Fact]
    public void ErrorAction_Stop_before_the_wait_of_New_reports_the_created_models()
    {
        _shell.Create("m3", "");

        var result = _shell.Run(
            "1..9 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -Wait -ErrorAction Stop");

        Assert.StartsWith("ConflictException", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Matches(
            "^New-BedrockCustomModel stopped\\. 2 custom models were created and continue in the service: Get-BedrockCustomModel m\\*\n"
                + "  m1: created\n  m2: created$",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task ErrorAction_Stop_does_not_wait_for_a_missing_response()
    {
        await using var server = new StandIn((seen, _) => seen.Body.Contains("\"m1\"", StringComparison.Ordinal)
            ? Reply.Error(400, "ConflictException", "The name is taken.") : Reply.Hang);
        _shell.Set("endpoint", server.Url);

        var result = await Task.Run(() => _shell.Run(
            "1, 2 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -ThrottleLimit 2 -ErrorAction Stop -EndpointUrl $endpoint"));

        Assert.StartsWith("ConflictException", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(
            "New-BedrockCustomModel stopped. No custom models were created, 1 with unknown outcome: Get-BedrockCustomModel m*\n"
                + "  m2: outcome unknown",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task Stop_after_downstream_ended_the_pipeline_reports_started_requests()
    {
        await using var server = new StandIn((seen, _) => seen.Body.Contains("\"m1\"", StringComparison.Ordinal) ? Reply.Created
            : Reply.Hang);
        _shell.Set("endpoint", server.Url);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shell.Set("enough", enough);

        var result = await _shell.StopWhenAsync(
            """
            foreach ($once in 1) {
                1, 2 | ForEach-Object { [pscustomobject]@{ ModelName = "m$_"; ModelPackageArn = $package } } |
                    New-BedrockCustomModel -ThrottleLimit 2 -EndpointUrl $endpoint | ForEach-Object { $enough.SetResult(); break }
            }
            """,
            _ => enough.Task);

        Assert.Equal(
            "New-BedrockCustomModel stopped. 1 custom model was created and continues in the service, 1 with unknown outcome: "
                + "Get-BedrockCustomModel m*\n  m2: outcome unknown",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public void Downstream_that_ends_the_pipeline_limits_new_requests_and_gets_a_report()
    {
        var result = _shell.Run(
            "foreach ($once in 1) { 1..100 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; "
                + "ModelPackageArn = $package } } | New-BedrockCustomModel -ThrottleLimit 4 | ForEach-Object { $_; "
                    + "if ($_.ModelName -eq 'm3') { break } } }").Clean();

        Assert.Equal(["m1", "m2", "m3"], result.OutputOf<CustomModel>().Select(model => model.ModelName));

        var made = _shell.Run("Get-BedrockCustomModel").Clean().Output.Count;

        Assert.InRange(made, 3, 3 + (4 * 16));
        var told = result.Information.Select(record => record.MessageData.ToString()!).SingleOrDefault();
        Assert.Equal(
            made == 3 ? null : $"New-BedrockCustomModel stopped. {made} custom models were created and continue in the service: "
                + "Get-BedrockCustomModel m*",
            told?.Split('\n')[0]);
    }

    [Fact]
    public void Early_end_of_many_lists_ten_and_counts_the_others()
    {
        var result = _shell.Run(
            "1..40 | ForEach-Object { if ($_ -eq 40) { throw 'upstream' }; [pscustomobject]@{ ModelName = \"m-$_\"; "
                + "ModelPackageArn = $package } } | New-BedrockCustomModel -Wait");

        Assert.Equal("upstream", result.Terminating?.Message);
        var told = Assert.Single(result.Information).MessageData.ToString()!.Split('\n');
        Assert.Equal(
            "New-BedrockCustomModel stopped. 39 custom models were created and continue in the service: Get-BedrockCustomModel m-*",
            told[0]);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"  m-{n}: created").Append("  and 29 more"), told[1..]);
    }

    [Fact]
    public void Downstream_that_has_enough_during_a_wait_gets_a_report_of_the_others()
    {
        var result = _shell.Run(
            "foreach ($once in 1) { 'a', 'b' | ForEach-Object { [pscustomobject]@{ ModelName = $_; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -Wait | ForEach-Object { break } }").Clean();

        Assert.StartsWith(
            "New-BedrockCustomModel stopped. 2 custom models were created and continue in the service: Get-BedrockCustomModel\n",
            Assert.Single(result.Information).MessageData.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Early_end_of_one_names_it_in_the_command_that_shows_it()
    {
        var result = _shell.Run(
            "1, 2 | ForEach-Object { if ($_ -eq 2) { throw 'upstream' }; [pscustomobject]@{ ModelName = 'only'; "
                + "ModelPackageArn = $package } } | New-BedrockCustomModel -Wait");

        Assert.Equal(
            "New-BedrockCustomModel stopped. 1 custom model was created and continues in the service: Get-BedrockCustomModel only\n"
                + "  only: created",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task Stop_between_two_records_reports_what_was_done()
    {
        _shell.Run("1..3 | ForEach-Object { $null = New-BedrockCustomModel \"m$_\" -ModelPackageArn $package }").Clean();

        var result = await StopBeforeRecordAsync(3, "\"m$_\"", "Remove-BedrockCustomModel -Force");

        Assert.Equal(
            "Remove-BedrockCustomModel stopped. 2 custom models were deleted.",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Wait -PollInterval 60")]
    public async Task Stop_of_New_with_IfExists_reports_only_models_that_it_created(string more)
    {
        _shell.Create("m1", "-SourceTag");

        var result = await StopBeforeRecordAsync(
            3,
            "[pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package -replace '1$', $_ }",
            $"New-BedrockCustomModel -IfExists Return {more}");

        Assert.Equal(
            "New-BedrockCustomModel stopped. 1 custom model was created and continues in the service: Get-BedrockCustomModel m*"
                + (more.Length == 0 ? "" : "\n  m2: created"),
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task Stop_of_New_that_only_returned_existing_models_reports_nothing()
    {
        _shell.Create("m1", "-SourceTag");

        var result = await StopBeforeRecordAsync(
            2, "[pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package }", "New-BedrockCustomModel -IfExists Return -Wait");

        Assert.Empty(result.Information);
    }

    [Theory]
    [InlineData("'m1', 'm2' | Remove-BedrockCustomModel -Force")]
    [InlineData("'m1', 'm2' | Remove-BedrockCustomModel -Force -ThrottleLimit 4")]
    [InlineData("$null = New-BedrockCustomModel n -ModelPackageArn $package -Wait")]
    [InlineData("foreach ($once in 1) { New-BedrockCustomModel n -ModelPackageArn $package | ForEach-Object { break } }")]
    public void Regular_end_reports_nothing(string script)
    {
        _shell.Run("1..2 | ForEach-Object { $null = New-BedrockCustomModel \"m$_\" -ModelPackageArn $package }").Clean();

        var result = _shell.Run(script).Clean();

        Assert.DoesNotContain(result.Information, record => record.Tags.Contains("PSHOST"));
    }

    /// <summary>Pipes records into a command, and stops it when the upstream command waits before the last of them.</summary>
    private async Task<ScriptResult> StopBeforeRecordAsync(int last, string record, string command)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shell.Set("reached", reached);
        _shell.Set("never", new ManualResetEventSlim());
        return await _shell.StopWhenAsync(
            $"1..{last} | ForEach-Object {{ if ($_ -eq {last}) {{ $reached.SetResult(); while ($true) {{ $null = $never.Wait(1) }} }}; "
                + $"{record} }} | {command}",
            _ => reached.Task);
    }
}
