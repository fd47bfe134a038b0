namespace BedrockModels.Tests.Shell;

/// <summary>Every example script, run as a reader runs it. What each does beyond its happy way is in its own test.</summary>
public sealed class ExampleTests : IDisposable
{
    private static readonly string Examples = Path.Combine(ShellProcess.RepositoryRoot, "examples");

    private readonly ShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_quickstart_does_the_main_job_and_says_so()
    {
        var result = await _shell.RunAsync(Path.Combine(Examples, "quickstart.ps1"));

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        foreach (var model in new[] { "support-assistant", "claims-reader" })
        {
            Assert.Matches($"(?m)^{model} +Creating +us-east-1", result.Output);
            Assert.Matches($"(?m)^{model} +Active +[0-9-]+ [0-9:]+ +IMPORTED +us-east-1", result.Output);
        }

        Assert.Contains("support-assistant is Active in us-east-1: arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/", result.Output, StringComparison.Ordinal);
        Assert.Contains("-ModelName is 'support--assistant'", result.Output, StringComparison.Ordinal);
        Assert.Contains("Left: support-assistant.", result.Output, StringComparison.Ordinal);
        Assert.Matches("support-assistant is deployed and Active. The model id for inference:\n   arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/[a-z0-9]{12}\n$", result.Output);
    }

    [Fact]
    public async Task The_offline_test_tests_the_bulk_import()
    {
        var result = await RunAsync($"& '{Examples}/offline-test.ps1'; \"exit $LASTEXITCODE\"", withEmulator: false);

        Assert.Equal("", result.Error);
        Assert.Equal(3, result.Output.Split("passed: ").Length - 1);
        Assert.EndsWith("exit 0", result.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blue_green_puts_the_new_model_behind_the_deployment_and_removes_the_old_one()
    {
        var result = await RunAsync($$"""
            $blue = New-BedrockCustomModel blue -ModelPackageArn $package -Wait -PollInterval 0.1
            $null = $blue | New-BedrockCustomModelDeployment -ModelDeploymentName live -Wait -PollInterval 0.1
            & '{{Examples}}/blue-green.ps1' -Deployment live -ModelName green -ModelPackageArn $package -RemoveOld -PollInterval 0.1 -WhatIf
            "still $((Get-BedrockCustomModel).ModelName)"
            & '{{Examples}}/blue-green.ps1' -Deployment live -ModelName green -ModelPackageArn $package -RemoveOld -PollInterval 0.1
            "now $((Get-BedrockCustomModel).ModelName), serving $((Get-BedrockCustomModel (Get-BedrockCustomModelDeployment live).ModelArn).ModelName)"
            """);

        Assert.Equal("", result.Error);
        Assert.Contains("still blue", result.Output, StringComparison.Ordinal);
        Assert.Contains("now green, serving green", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_up_deletes_what_carries_the_tag_and_nothing_under_WhatIf()
    {
        var result = await RunAsync($$"""
            'old', 'older' | ForEach-Object { $null = New-BedrockCustomModel $_ -ModelPackageArn $package -Tag @{ Stage = 'test' } }
            $null = New-BedrockCustomModel kept -ModelPackageArn $package -Tag @{ Stage = 'Test' }
            & '{{Examples}}/clean-up.ps1' -TagKey Stage -TagValue test -OlderThanDays 0 -Force -WhatIf
            "first $(@(Get-BedrockCustomModel).Count)"
            & '{{Examples}}/clean-up.ps1' -TagKey Stage -TagValue test -OlderThanDays 1 -Force
            "then $(@(Get-BedrockCustomModel).Count)"
            & '{{Examples}}/clean-up.ps1' -TagKey Stage -TagValue test -OlderThanDays 0 -Force
            "last $((Get-BedrockCustomModel).ModelName)"
            """);

        Assert.Equal("", result.Error);
        Assert.Contains("What if:", result.Output, StringComparison.Ordinal);
        Assert.Contains("first 3", result.Output, StringComparison.Ordinal);
        Assert.Contains("then 3", result.Output, StringComparison.Ordinal);
        Assert.Contains("last kept", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github-annotations.ps1", "::error title=CustomModelFailed::")]
    [InlineData("azure-annotations.ps1", "##vso[task.logissue type=error;code=CustomModelFailed]")]
    public async Task Annotations_are_one_escaped_line_for_each_problem_and_the_output_is_set(string script, string prefix)
    {
        var output = _shell.AddScript("", "output.txt");
        _shell.Environment["GITHUB_OUTPUT"] = output;

        var result = await RunAsync($$"""
            'good', 'bad' | ForEach-Object { $null = New-BedrockCustomModel $_ -ModelPackageArn $package }
            & '{{Examples}}/{{script}}' good, bad -PollInterval 0.1
            "exit $LASTEXITCODE"
            """);

        var annotation = Assert.Single(result.Output.Split('\n'), line => line.StartsWith(prefix, StringComparison.Ordinal));
        Assert.Contains("100%25 broken%0A::error::forged", annotation.Replace("%AZP25", "%25", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output.Split('\n'), line => line.StartsWith("::error::forged", StringComparison.Ordinal));
        Assert.Contains("1 of 2 models are Active.\nexit 1", result.Output, StringComparison.Ordinal);
        var told = result.Output + await File.ReadAllTextAsync(output);
        Assert.Matches("(model_arns<<[0-9a-f-]{36}\n|variable=modelArns;isOutput=true\\])arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/[a-z0-9]{12}\n", told);
        Assert.Equal("", result.Error);
    }

    private Task<ShellResult> RunAsync(string text, bool withEmulator = true) => _shell.RunScriptAsync($$"""
        Import-Module '{{ShellProcess.RepositoryRoot}}BedrockModels.psd1'
        # The bare engine has no Import-Csv.
        function Import-Csv([string] $Path) {
            $names, $rows = [IO.File]::ReadAllLines($Path) | ForEach-Object { , ($_ -split ',') }
            foreach ($row in $rows) { [pscustomobject]@{ $names[0] = $row[0]; $names[1] = $row[1] } }
        }
        $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'
        {{(withEmulator ? "$null = Start-BedrockEmulator -ActivationTime 0.1 -SetEnvironment -FailModel @{ 'bad' = \"100% broken`n::error::forged\" }" : "")}}
        {{text}}
        Get-BedrockEmulator | Stop-BedrockEmulator
        """);
}
