using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BedrockModels.Emulator;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Many items through one command: their order, their errors, and what is told when it ends early.</summary>
public sealed class BulkTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Output_and_errors_keep_the_order_of_the_input_whatever_is_slow(int limit)
    {
        _shell.Create("bad", "");
        for (var i = 0; i < 12; i++)
            _shell.Emulator.AddFault(new FaultRule
            {
                Operation = "*CustomModel",
                Name = $"m{i}",
                Delay = TimeSpan.FromMilliseconds((12 - i) * 8)
            });
        var rows = "$rows = 0..11 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package }; "
            + "if ($_ % 4 -eq 0) { [pscustomobject]@{ ModelName = 'bad'; ModelPackageArn = $package } } }\n";
        string[] expected = ["m0", "ConflictException", "m1", "m2", "m3", "m4", "ConflictException", "m5", "m6", "m7", "m8",
            "ConflictException", "m9", "m10", "m11"];
        Assert.Equal(expected, InOrder($"{rows} $rows | New-BedrockCustomModel -ThrottleLimit {limit}"));
        Assert.Equal(["m3", "ResourceNotFoundException", "m2", "m1"],
            InOrder($"'m3', 'nope', 'm2', 'm1' | Get-BedrockCustomModel -ThrottleLimit {limit}"));
        Assert.Equal(["ResourceNotFoundException", "ResourceNotFoundException"],
            InOrder($"'m3', 'nope', 'm2', 'm3', 'm1' | Remove-BedrockCustomModel -Force -ThrottleLimit {limit}").Take(2));
    }

    [Fact]
    public async Task Stop_in_the_middle_starts_nothing_more_and_tells_once_what_was_started()
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
        Assert.Equal("New-BedrockCustomModel stopped early. 2 requests completed. Outcome unknown: m3, m4, m5, m6.",
            told.MessageData.ToString());
    }

    [Fact]
    public async Task Stop_tells_of_answers_that_had_come_but_waited_for_their_turn()
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
            running => Task.WhenAll(done.Task, Watching.VerboseAsync(running, "custom model m6 ")));
        Assert.Equal(
            "Remove-BedrockCustomModel stopped early. 3 requests completed. Not reported yet: m2 (done), m3 (failed with "
                + "ResourceNotFoundException), m4 (done). Outcome unknown: m1, m5.",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task Stop_of_a_read_tells_nothing()
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
    public void ErrorAction_Stop_ends_the_bulk_and_tells_what_became_of_what_was_started()
    {
        _shell.Create("m2", "");
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Name = "m1", Delay = TimeSpan.FromMilliseconds(100) });
        var result = _shell.Run(
            "1..50 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -ThrottleLimit 2 -ErrorAction Stop");
        Assert.StartsWith("ConflictException", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        var told = Assert.Single(result.Information).MessageData.ToString()!;
        var completed = int.Parse(Regex.Match(told, "^New-BedrockCustomModel stopped early\\. ([0-9]+) requests completed\\.")
            .Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(2, completed - (told.Split(" (done)").Length - 1));
        Assert.DoesNotContain("unknown", told, StringComparison.Ordinal);
        Assert.True(_shell.Count("CreateCustomModel") < 40, "New requests were started after the error.");
    }

    [Fact]
    public void ErrorAction_Stop_before_the_wait_of_New_tells_of_the_models_that_nobody_has_seen()
    {
        _shell.Create("m3", "");
        var result = _shell.Run(
            "1..9 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -Wait -ErrorAction Stop");
        Assert.StartsWith("ConflictException", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Matches(
            "^New-BedrockCustomModel stopped early\\. 3 requests completed\\. Not reported yet: m1 \\(arn:[^ ]+\\) \\(done\\), m2 "
                + "\\(arn:[^ ]+\\) \\(done\\)\\.$",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task An_error_that_ends_the_bulk_does_not_wait_for_an_answer_that_does_not_come()
    {
        await using var server = new StandIn((seen, _) => seen.Body.Contains("\"m1\"", StringComparison.Ordinal)
            ? Reply.Error(400, "ConflictException", "The name is taken.") : Reply.Hang);
        _shell.Set("endpoint", server.Url);
        var result = await Task.Run(() => _shell.Run(
            "1, 2 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -ThrottleLimit 2 -ErrorAction Stop -EndpointUrl $endpoint"));
        Assert.StartsWith("ConflictException", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("New-BedrockCustomModel stopped early. 1 request completed. Outcome unknown: m2.",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public async Task Stop_while_a_downstream_has_had_enough_tells_what_was_started()
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
        Assert.Equal("New-BedrockCustomModel stopped early. 1 request completed. Outcome unknown: m2.",
            Assert.Single(result.Information).MessageData.ToString());
    }

    [Fact]
    public void A_downstream_that_stops_early_starts_little_more_and_is_told()
    {
        var result = _shell.Run(
            "foreach ($once in 1) { 1..100 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; "
                + "ModelPackageArn = $package } } | New-BedrockCustomModel -ThrottleLimit 4 | ForEach-Object { $_; "
                    + "if ($_.ModelName -eq 'm3') { break } } }").Clean();
        Assert.Equal(["m1", "m2", "m3"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        var made = _shell.Run("Get-BedrockCustomModel").Clean().Output.Count;
        Assert.InRange(made, 3, 3 + (4 * 16));
        var told = result.Information.Select(record => record.MessageData.ToString()!).SingleOrDefault() ?? "";
        Assert.Equal(made - 3, told.Split(" (done)").Length - 1);
    }

    [Fact]
    public void One_bad_element_of_an_array_does_not_touch_the_others()
    {
        var result = _shell.Run("""
            $rows = [pscustomobject]@{ ModelName = 'good1'; ModelPackageArn = $package },
                [pscustomobject]@{ ModelName = 'a--b'; ModelPackageArn = $package }, $null, 42,
                [pscustomobject]@{ ModelName = 'good2'; ModelPackageArn = $package }
            $rows | New-BedrockCustomModel -ThrottleLimit 4
            """);
        Assert.Null(result.Terminating);
        Assert.Equal(["good1", "good2"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Equal(3, result.Errors.Count);
    }

    /// <summary>Output and errors, as they came: the name of a model, or the id of an error.</summary>
    private List<string> InOrder(string script)
    {
        var result = _shell.Run($"& {{ {script} }} 2>&1");
        Assert.Null(result.Terminating);
        return [.. result.Output.Select(item => item.BaseObject is ErrorRecord error ? ScriptResult.IdOf(error)
            : ((CustomModel)item.BaseObject).ModelName!)];
    }
}
