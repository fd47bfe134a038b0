using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class GetBedrockCustomModelDeploymentTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Get_finds_deployments_by_name_ARN_wildcard_and_filter()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | "
            + "Wait-BedrockCustomModel }; $d = $m | New-BedrockCustomModelDeployment -Wait").Clean();

        Assert.Equal(["one", "two"], Names("Get-BedrockCustomModelDeployment one, $d[1].CustomModelDeploymentArn", "ModelDeploymentName"));
        Assert.Equal(["two", "one"], Names("Get-BedrockCustomModelDeployment", "CustomModelDeploymentName"));
        Assert.Equal(["two"], Names("Get-BedrockCustomModelDeployment 't*'", "CustomModelDeploymentName"));
        Assert.Equal(["one"], Names("Get-BedrockCustomModelDeployment -ModelArn $m[0]", "CustomModelDeploymentName"));
        Assert.Equal(["one"], Names("Get-BedrockCustomModelDeployment -NameContains n -Status Active -First 1 -SortOrder Ascending",
            "CustomModelDeploymentName"));
        Assert.Equal(["one", "two"], Names("$d | Get-BedrockCustomModelDeployment -ThrottleLimit 4", "ModelDeploymentName"));
    }

    private List<string?> Names(string script, string property) =>
        [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties[property].Value)];
}
