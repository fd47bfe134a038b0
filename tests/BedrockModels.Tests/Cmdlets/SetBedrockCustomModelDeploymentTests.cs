using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Cmdlets;

public sealed class SetBedrockCustomModelDeploymentTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Set_with_Wait_changes_the_model_and_returns_the_updated_deployment()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | "
            + "Wait-BedrockCustomModel }; $null = $m[0] | New-BedrockCustomModelDeployment d -Wait").Clean();

        var updated = _shell.Run("Set-BedrockCustomModelDeployment d -ModelArn $m[1] -Wait; $m[1].ModelArn").Clean().Output;

        var deployment = Assert.IsType<CustomModelDeployment>(updated[0].BaseObject);
        Assert.Equal((updated[1].BaseObject, "UpdateCompleted"), (deployment.ModelArn, deployment.UpdateDetails?.UpdateStatus));
        Assert.Equal($"UpdateCompleted ({deployment.ModelArn})", deployment.UpdateDetails?.ToString());
    }

    [Fact]
    public void Set_without_Wait_returns_the_deployment_with_its_update_in_progress()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromHours(1), TimeProvider = clock });
        shell.Run("$models = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = $models[0] | New-BedrockCustomModelDeployment d").Clean();
        clock.Advance(TimeSpan.FromHours(2));

        var result = shell.Run("Set-BedrockCustomModelDeployment d -ModelArn $models[1]; $models.ModelArn").Clean().Output;

        var deployment = Assert.IsType<CustomModelDeployment>(result[0].BaseObject);
        Assert.Equal(("Active", result[1].BaseObject, "Updating", result[2].BaseObject),
            (deployment.Status, deployment.ModelArn, deployment.UpdateDetails?.UpdateStatus, deployment.UpdateDetails?.ModelArn));
    }
}
