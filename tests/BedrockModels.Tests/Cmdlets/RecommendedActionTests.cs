using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The advice of an error that several cmdlets share.</summary>
public sealed class RecommendedActionTests
{
    [Theory]
    [InlineData("Remove-BedrockCustomModelDeployment d -Force")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $model")]
    [InlineData("Remove-BedrockCustomModel a -Cascade -Force")]
    public void Deployment_in_a_mutating_state_is_an_error_that_recommends_Wait(string script)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromHours(1), TimeProvider = clock });
        shell.Set("model", shell.Create("a", ""));
        clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = $model | New-BedrockCustomModelDeployment d").Clean();

        var error = shell.Run(script).SingleError();

        Assert.Equal("ValidationException", ScriptResult.IdOf(error));
        Assert.Contains("is in a mutating state", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Wait-BedrockCustomModelDeployment", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
