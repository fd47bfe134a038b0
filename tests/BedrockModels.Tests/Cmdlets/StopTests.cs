using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Ctrl+C: the pipeline returns although its work would never end. The benchmarks measure how fast it returns.</summary>
public sealed class StopTests : IDisposable
{
    /// <summary>An answer to a get and to a list: three models, none of them ready.</summary>
    private static readonly Reply Creating = Reply.Json($$"""
        {"modelArn":"{{Reply.Arn}}","modelName":"a","modelStatus":"Creating",
        "modelSummaries":[{{Model("a")}},{{Model("b")}},{{Model("c")}}]}
        """);

    private readonly TestShell _shell = new(new EmulatorOptions { ActivationTime = TimeSpan.FromDays(1) });

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Wait-BedrockCustomModel a")]
    [InlineData("'a', 'b', 'c' | Wait-BedrockCustomModel")]
    [InlineData("New-BedrockCustomModel n -ModelPackageArn $package -Wait")]
    public async Task Stop_ends_the_pause_of_a_wait(string script)
    {
        // The first look is answered and no other: a wait that goes on after the stop never ends.
        var looks = 0;
        await using var server = new StandIn((seen, _) => seen.Method == "POST" ? Reply.Created : Interlocked.Increment(ref looks) == 1
            ? Creating : Reply.Hang);
        UseEndpoint(server);

        AssertStopped(await _shell.StopWhenAsync(script, Watching.Look(1)));
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel a")]
    [InlineData("Get-BedrockCustomModel")]
    [InlineData("'a', 'b', 'c' | Get-BedrockCustomModel -ThrottleLimit 3")]
    [InlineData("Wait-BedrockCustomModel a")]
    [InlineData("'a', 'b', 'c' | Wait-BedrockCustomModel")]
    [InlineData("New-BedrockCustomModel a -ModelPackageArn $package")]
    [InlineData("New-BedrockCustomModel a -ModelPackageArn $package -Wait")]
    [InlineData("Remove-BedrockCustomModel a -Force")]
    [InlineData("Invoke-BedrockModel a ping -EndpointUrl $endpoint")]
    [InlineData("1..99 | Invoke-BedrockModel a -ThrottleLimit 16 -EndpointUrl $endpoint")]
    public async Task Stop_ends_a_request_without_a_response(string script)
    {
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StandIn((_, _) =>
        {
            came.TrySetResult();
            return Reply.Hang;
        });
        UseEndpoint(server);

        var result = await _shell.StopWhenAsync(script, _ => came.Task);

        AssertStopped(result);

        await server.Left.WaitAsync(ClientTesting.Patience);
    }

    [Fact]
    public async Task Stop_in_the_wait_of_New_reports_the_created_models()
    {
        var result = await _shell.StopWhenAsync(
            "'a', 'b' | ForEach-Object { [pscustomobject]@{ ModelName = $_; ModelPackageArn = $package } } | New-BedrockCustomModel -Wait",
            Watching.Look(1));

        var told = Assert.Single(result.Information, record => record.Tags.SequenceEqual(["PSHOST"])).MessageData.ToString();
        Assert.Matches(
            "^New-BedrockCustomModel stopped\\. 2 custom models were created and continue in the service: Get-BedrockCustomModel\n"
                + "  a: created\n  b: created$", told);
    }

    [Theory]
    [InlineData("'bad'", null)]
    [InlineData("'bad', 'slow'",
        "^New-BedrockCustomModel stopped\\. 2 custom models were created [^:]+: Get-BedrockCustomModel\n  slow: created$")]
    public void Failed_model_that_ends_the_script_is_not_in_the_report_of_the_others(string names, string? told)
    {
        using var watched = new TestShell(new EmulatorOptions
        {
            ActivationTime = TimeSpan.FromSeconds(1),
            Faults = [new FaultRule { Operation = "CreateCustomModel", Name = "bad", Fail = "No." }],
        });

        var result = watched.Run(
            $"{names} | ForEach-Object {{ [pscustomobject]@{{ ModelName = $_; ModelPackageArn = $package }} }} | "
                + $"New-BedrockCustomModel -Wait -PollInterval 0.1 -ErrorAction Stop");

        Assert.Contains("No.", result.Terminating!.Message, StringComparison.Ordinal);
        var lines = result.Information.Where(record => record.Tags.SequenceEqual(["PSHOST"]))
            .Select(record => record.MessageData.ToString()!).ToList();
        if (told is null)
            Assert.Empty(lines);
        else
            Assert.Matches(told, Assert.Single(lines));
    }

    private void UseEndpoint(StandIn server)
    {
        _shell.Set("endpoint", server.Url);
        _shell.Run("$PSDefaultParameterValues['*-BedrockCustomModel:EndpointUrl'] = $endpoint; "
            + "$PSDefaultParameterValues.Remove('*-Bedrock*:EndpointUrl')").Clean();
    }

    private static void AssertStopped(ScriptResult result)
    {
        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.IsType<PipelineStoppedException>(result.Terminating);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
    }

    private static string Model(string name) => $$"""{"modelArn":"{{Reply.Arn}}","modelName":"{{name}}","modelStatus":"Creating"}""";
}
