using System.Management.Automation;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class RemoveBedrockCustomModelDeploymentTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Remove_accepts_output_of_Get_and_WhatIf_wins_over_Force()
    {
        _shell.Run("$null = New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | "
            + "New-BedrockCustomModelDeployment -Wait").Clean();

        _shell.Run("Get-BedrockCustomModelDeployment | Remove-BedrockCustomModelDeployment -Force -WhatIf").Clean();

        Assert.Equal(0, _shell.Count("DeleteCustomModelDeployment"));
        Assert.Empty(
            _shell.Run("Get-BedrockCustomModelDeployment | Remove-BedrockCustomModelDeployment -Force; Get-BedrockCustomModelDeployment")
                .Clean().Output);
        Assert.Equal("WildcardNotAllowed", ScriptResult.IdOf(_shell.Run("Remove-BedrockCustomModelDeployment 'a*' -Force").SingleError()));
        var missing = _shell.Run("Remove-BedrockCustomModelDeployment a -Force").SingleError();
        Assert.Equal(("ResourceNotFoundException", ErrorCategory.ObjectNotFound),
            (ScriptResult.IdOf(missing), missing.CategoryInfo.Category));
    }
}
