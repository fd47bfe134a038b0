using System.Management.Automation;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class RemoveBedrockProvisionedModelThroughputTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Remove_accepts_output_of_Wait()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | "
            + "Wait-BedrockCustomModel }; $t = $m | New-BedrockProvisionedModelThroughput -Wait").Clean();

        Assert.Empty(Names("Get-BedrockProvisionedModelThroughput | Wait-BedrockProvisionedModelThroughput | "
            + "Remove-BedrockProvisionedModelThroughput -Force; Get-BedrockProvisionedModelThroughput"));
    }

    [Fact]
    public void Remove_during_a_commitment_is_an_error_with_advice()
    {
        _shell.Run("$null = New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | "
            + "New-BedrockProvisionedModelThroughput -CommitmentDuration OneMonth -Force -Wait").Clean();

        var error = _shell.Run("Remove-BedrockProvisionedModelThroughput a -Force").SingleError();

        Assert.Equal(("ConflictException", ErrorCategory.ResourceBusy), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("cannot be deleted before its commitment ends at", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("commitment", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private List<string?> Names(string script) =>
        [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties["ProvisionedModelName"].Value)];
}
