using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class GetBedrockProvisionedModelThroughputTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Get_finds_throughput_by_status_wildcard_and_model()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | "
            + "Wait-BedrockCustomModel }; $t = $m | New-BedrockProvisionedModelThroughput -Wait").Clean();

        Assert.Equal(["two", "one"], Names("Get-BedrockProvisionedModelThroughput -Status InService"));
        Assert.Equal(["one"], Names("Get-BedrockProvisionedModelThroughput 'o*'"));
        Assert.Equal(["one"], Names("Get-BedrockProvisionedModelThroughput -ModelArn $m[0]"));
    }

    private List<string?> Names(string script) =>
        [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties["ProvisionedModelName"].Value)];
}
