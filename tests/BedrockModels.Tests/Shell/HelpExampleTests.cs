using System.Xml.Linq;

namespace BedrockModels.Tests.Shell;

public sealed class HelpExampleTests : IDisposable
{
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(HelpTests.CmdletNames), MemberType = typeof(HelpTests))]
    public async Task Every_example_runs_as_it_stands(string name)
    {
        _shell.AddScript("ModelName,ModelPackageArn\none,arn:aws:sagemaker:us-east-1:123456789012:model-package/one/1\ntwo,arn:aws:sagemaker:us-east-1:123456789012:model-package/two/1\n", "models.csv");
        var examples = HelpTests.Help[name].Descendants(Dev + "code").Select((code, index) => $$"""
            '== example {{index + 1}}'
            & $run {
            {{code.Value}}
            }
            """);

        var result = await _shell.RunScriptAsync($$"""
            Import-Module '{{ShellProcess.RepositoryRoot}}BedrockModels.psd1'
            # The bare engine has no Import-Csv.
            function Import-Csv([string] $Path) {
                $names, $rows = [IO.File]::ReadAllLines($Path) | ForEach-Object { , ($_ -split ',') }
                foreach ($row in $rows) { [pscustomobject]@{ $names[0] = $row[0]; $names[1] = $row[1] } }
            }
            # Each example finds the same things there; those that start an emulator find none.
            function Initialize-Emulator {
                $null = Start-BedrockEmulator -ActivationTime 0.05 -SetEnvironment
                $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'
                $models = 'support-assistant', 'claims-reader', 'test-one', 'test-two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Tag @{ Team = 'Support' } } | Wait-BedrockCustomModel -PollInterval 0.1
                if ('{{name}}' -like '*Deployment') { $null = $models[0] | New-BedrockCustomModelDeployment -ModelDeploymentName support -Wait -PollInterval 0.1 }
                if ('{{name}}' -like '*Throughput') { $null = $models[0] | New-BedrockProvisionedModelThroughput -ProvisionedModelName support-hourly -Force -Wait -PollInterval 0.1 }
            }
            $run = {
                param($example)
                if ('{{name}}' -ne 'Start-BedrockEmulator') { Initialize-Emulator }
                try { . $example }
                finally { Get-BedrockEmulator | Stop-BedrockEmulator }
            }
            {{string.Join('\n', examples)}}
            '== done'
            """);

        Assert.Equal("", result.Error);
        Assert.EndsWith("== done", result.Output.TrimEnd(), StringComparison.Ordinal);
    }
}
