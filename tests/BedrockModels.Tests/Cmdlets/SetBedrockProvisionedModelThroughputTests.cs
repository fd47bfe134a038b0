using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Cmdlets;

public sealed class SetBedrockProvisionedModelThroughputTests : IDisposable
{
    private readonly TestShell _shell = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Set_changes_the_name_and_the_model_and_refuses_no_change()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | "
            + "Wait-BedrockCustomModel }; $t = $m | New-BedrockProvisionedModelThroughput -Wait").Clean();

        Assert.Equal(["three"], Names("$t[0] | Set-BedrockProvisionedModelThroughput -DesiredProvisionedModelName three -Wait"));
        Assert.Equal(["four"], Names("Set-BedrockProvisionedModelThroughput three -NewName four -DesiredModelId $m[1]"));
        Assert.Equal("NothingToChange", ScriptResult.IdOf(_shell.Run("Set-BedrockProvisionedModelThroughput four").SingleError()));
    }

    [Fact]
    public void Set_without_Wait_returns_the_throughput_with_its_update_in_progress()
    {
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromHours(1), TimeProvider = _clock });
        shell.Run("$models = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = New-BedrockProvisionedModelThroughput p one").Clean();
        _clock.Advance(TimeSpan.FromHours(2));

        var result = shell.Run(
            "Set-BedrockProvisionedModelThroughput p -DesiredModelId two -DesiredProvisionedModelName q; $models.ModelArn").Clean().Output;

        var throughput = Assert.IsType<ProvisionedModelThroughput>(result[0].BaseObject);
        Assert.Equal(("q", "Updating", result[1].BaseObject, result[2].BaseObject),
            (throughput.ProvisionedModelName, throughput.Status, throughput.ModelArn, throughput.DesiredModelArn));

        // Both models are in use now, and the one that is to come is found although the service's own filter hides it.
        Assert.Equal([true, true],
            shell.Run("Get-BedrockCustomModel -Detailed").Clean().OutputOf<CustomModelDetail>().Select(model => model.InUse));
        Assert.Contains("in use by the Provisioned Throughput q (arn:",
            shell.Run("Remove-BedrockCustomModel two -Force").SingleError().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Set_that_failed_leaves_the_desired_model_out_of_use()
    {
        using var shell = new TestShell(new EmulatorOptions
        {
            ActivationTime = TimeSpan.FromHours(1),
            TimeProvider = _clock,
            Faults = [new FaultRule { Operation = "UpdateProvisionedModelThroughput", Fail = "No room." }]
        });
        shell.Run("$null = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = New-BedrockProvisionedModelThroughput p one").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = Set-BedrockProvisionedModelThroughput p -DesiredModelId two").Clean();
        _clock.Advance(TimeSpan.FromHours(2));

        shell.Run("Remove-BedrockCustomModel two -Cascade -Force").Clean();

        Assert.Equal(["p"],
            shell.Run("(Get-BedrockProvisionedModelThroughput).ProvisionedModelName").Clean().Output.Select(name => name.ToString()));
    }

    private List<string?> Names(string script) =>
        [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties["ProvisionedModelName"].Value)];
}
