using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The parameter -Wait of the New- and Set- cmdlets. Only the test moves the clock of the emulator.</summary>
public sealed class WaitParameterTests : IDisposable
{
    private const string Deployment = PendingShell.Deployment;
    private const string Throughput = PendingShell.Throughput;

    private readonly PendingShell _pending = new();

    public void Dispose() => _pending.Dispose();

    [Fact]
    public void New_of_a_model_with_Wait_waits_for_all_and_reports_the_failed_one()
    {
        ActivationClock.ActivateAt(_pending.Shell.Emulator, "ListCustomModels", 3);

        var result = _pending.Shell.Run(
            "'good1', 'bad1', 'good2' | ForEach-Object { [pscustomobject]@{ ModelName = $_; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -Wait -PollInterval 0.1");

        Assert.Equal(["good1", "good2"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Expect.Each(result.OutputOf<CustomModel>(), model => Assert.Equal("Active", model.ModelStatus));
        Assert.Equal("CustomModelFailed", ScriptResult.IdOf(result.SingleError()));
        Assert.Contains("bad1", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(3, _pending.Shell.Count("ListCustomModels"));
    }

    [Fact]
    public void Timeout_of_New_of_a_model_with_Wait_names_the_model_and_its_ARN()
    {
        using var slow = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromDays(1) });

        var result = slow.Run(
            "'a', 'b' | ForEach-Object { [pscustomobject]@{ ModelName = $_; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -Wait -Timeout 0 -ErrorAction Stop");

        Assert.StartsWith("WaitTimeout", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("custom model a (arn:", result.Terminating?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void New_with_Wait_waits_for_all_and_reports_the_failed_one(string kind)
    {
        var (lists, gets) = (_pending.Shell.Count($"List{kind}s"), _pending.Shell.Count("Get" + kind));
        ActivationClock.ActivateAt(_pending.Shell.Emulator, $"List{kind}s", 3);

        var result = _pending.Shell.Run(
            $"'d1', 'bad1', 'd2', 'd3' | ForEach-Object {{ [pscustomobject]@{{ ModelArn = $models[0].ModelArn; ModelName = $_ }} }} | "
                + $"New-Bedrock{kind} -Wait -ThrottleLimit 4");

        Assert.Equal(["d1", "d2", "d3"], PendingShell.NamesOf(result).Order());
        Assert.Equal(kind + "Failed", ScriptResult.IdOf(result.SingleError()));
        Assert.Contains("bad1 (arn:", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal((lists + 3, gets + 4), (_pending.Shell.Count($"List{kind}s"), _pending.Shell.Count("Get" + kind)));
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void New_with_Wait_that_times_out_has_created_the_resource(string kind)
    {
        var error = _pending.Shell.Run($"New-Bedrock{kind} d1 $models[0] -Wait -Timeout 0").SingleError();

        Assert.Equal(("WaitTimeout", ErrorCategory.OperationTimeout), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("It is still Creating.", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_pending.Shell.Run($"Get-Bedrock{kind}").Clean().Output);
    }

    [Fact]
    public void Set_of_a_deployment_with_Wait_reports_a_failed_update()
    {
        _pending.Create(Deployment, "d1");
        _pending.Clock.Advance(TimeSpan.FromHours(1));
        _pending.Shell.Emulator.AddFault(new FaultRule { Operation = "UpdateCustomModelDeployment", Fail = "The model does not fit." });
        ActivationClock.ActivateAt(_pending.Shell.Emulator, "GetCustomModelDeployment", 3);

        var result = _pending.Shell.Run("Set-BedrockCustomModelDeployment d1 -ModelArn $models[1] -Wait");

        Assert.Equal("CustomModelDeploymentFailed", ScriptResult.IdOf(result.SingleError()));
        Assert.Contains("UpdateFailed", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Updating, ", result.Progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.Equal("d1", Assert.Single(PendingShell.NamesOf(_pending.Shell.Run("Wait-BedrockCustomModelDeployment d1").Clean())));
    }

    [Fact]
    public void Set_of_a_throughput_with_Wait_returns_after_the_update()
    {
        _pending.Create(Throughput, "d1");
        _pending.Clock.Advance(TimeSpan.FromHours(1));
        ActivationClock.ActivateAt(_pending.Shell.Emulator, "GetProvisionedModelThroughput", 3);

        var result = _pending.Shell.Run("Set-BedrockProvisionedModelThroughput d1 -DesiredModelId $models[1] -Wait; $models[1].ModelArn")
            .Clean();

        var throughput = Assert.IsType<ProvisionedModelThroughput>(result.Output[0].BaseObject);
        Assert.Equal((result.Output[1].BaseObject, "InService"), (throughput.ModelArn, throughput.Status));
        Assert.Empty(result.Warnings);
        Assert.StartsWith("Creating or Updating, ", result.Progress[0].StatusDescription, StringComparison.Ordinal);
    }
}
