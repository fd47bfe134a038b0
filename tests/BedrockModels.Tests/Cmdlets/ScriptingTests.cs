using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The cmdlets as scripts use them: functions, modules, preferences, variables, strict mode, and several runspaces.</summary>
public sealed class ScriptingTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Pipeline_of_all_cmdlets_runs_in_strict_mode_with_ErrorAction_Stop()
    {
        var result = _shell.Run("""
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            [pscustomobject]@{ ModelName = 'a'; ModelPackageArn = $package; S3Uri = ''; RoleArn = $null; Tag = 'k=v;k2=v2'; Extra = 1 },
            [pscustomobject]@{ ModelName = 'b'; ModelPackageArn = ''; S3Uri = 's3://my-bucket/b/'; RoleArn = $role; Tag = ''; Extra = 2 } |
                New-BedrockCustomModel -ThrottleLimit 2 -OutVariable made | Wait-BedrockCustomModel -OutVariable waited |
                    Get-BedrockCustomModel -OutVariable read | Remove-BedrockCustomModel -Force
            "$($made.Count) $($waited.Count) $($read.Count) $(@(Get-BedrockCustomModel).Count)"
            """).Clean();

        Assert.Equal("2 2 2 0", Assert.Single(result.Output).ToString());
    }

    [Theory]
    [InlineData("New-BedrockCustomModel 'a--b' -ModelPackageArn $package", "InvalidModelName")]
    [InlineData("Get-BedrockCustomModel nope", "ResourceNotFoundException")]
    [InlineData("Wait-BedrockCustomModel nope", "ResourceNotFoundException")]
    [InlineData("Remove-BedrockCustomModel nope -Force", "ResourceNotFoundException")]
    public void Error_follows_ErrorAction_and_its_preference(string command, string id)
    {
        var written = _shell.Run($"{command} -ErrorVariable problems").ErrorIds;
        var silent = Said($"{command} -ErrorVariable problems -ErrorAction SilentlyContinue; "
            + "\"$($problems.Count) $($problems[0].FullyQualifiedErrorId.Split(',')[0])\"");
        var stopped = Said($"try {{ {command} -ErrorAction Stop; 'went on' }} "
            + "catch { \"caught $($_.FullyQualifiedErrorId.Split(',')[0])\" }");
        var stopPreferred = Said($"$ErrorActionPreference = 'Stop'; try {{ {command}; 'went on' }} catch {{ 'caught' }}");
        var ignorePreferred = Said($"$ErrorActionPreference = 'Ignore'; {command}; 'went on'");
        var silencePreferred = Said($"$ErrorActionPreference = 'SilentlyContinue'; {command}; \"$?\"");

        Assert.Equal([id], written);
        Assert.Equal(("1 " + id, "caught " + id), (silent, stopped));
        Assert.Equal(("caught", "went on", "False"), (stopPreferred, ignorePreferred, silencePreferred));
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel nope -ErrorAction Stop", "ResourceNotFoundException 404 True")]
    [InlineData("Wait-BedrockCustomModel nope -ErrorAction Stop", "ResourceNotFoundException 404 True")]
    [InlineData("Remove-BedrockCustomModel nope -Force -ErrorAction Stop", "ResourceNotFoundException 404 True")]
    [InlineData("New-BedrockCustomModel a -ModelPackageArn $package -ErrorAction Stop", "ConflictException 400 True")]
    public void Error_of_the_service_can_be_caught_by_its_type(string command, string said)
    {
        _shell.Create("a", "");

        Assert.Equal(said,
            Said($"try {{ {command} }} catch [BedrockModels.BedrockException] {{ \"$($_.Exception.ErrorCode) "
                + $"$($_.Exception.StatusCode) $($_.Exception.RequestId.Length -gt 10)\" }}"));
    }

    [Theory]
    [InlineData("New-BedrockCustomModel a -ModelPackageArn $package", 1)]
    [InlineData("$a = @{ ModelName = 'a'; ModelPackageArn = $package }; New-BedrockCustomModel @a", 1)]
    [InlineData("function Make { New-BedrockCustomModel @args }; Make a -ModelPackageArn $package", 1)]
    [InlineData("function Make { [CmdletBinding(SupportsShouldProcess)] param($Name) New-BedrockCustomModel $Name -ModelPackageArn "
        + "$package }; Make a", 1)]
    [InlineData("function Make { [CmdletBinding(SupportsShouldProcess)] param($Name) New-BedrockCustomModel $Name -ModelPackageArn "
        + "$package }; Make a -WhatIf", 0)]
    [InlineData("$null = New-Module { function Make { [CmdletBinding(SupportsShouldProcess)] param($Name) New-BedrockCustomModel "
        + "$Name -ModelPackageArn $global:package -EndpointUrl $global:endpoint } }; Make a", 1)]
    [InlineData("$null = New-Module { function Make { [CmdletBinding(SupportsShouldProcess)] param($Name) New-BedrockCustomModel "
        + "$Name -ModelPackageArn $global:package -EndpointUrl $global:endpoint } }; Make a -WhatIf", 0)]
    [InlineData("& { param($Name) New-BedrockCustomModel -ModelName $Name -ModelPackageArn $package } a", 1)]
    [InlineData("'a' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }", 1)]
    [InlineData("$ConfirmPreference = 'Medium'; New-BedrockCustomModel a -ModelPackageArn $package -Confirm:$false", 1)]
    [InlineData("$WhatIfPreference = $true; New-BedrockCustomModel a -ModelPackageArn $package", 0)]
    public void New_works_from_functions_modules_and_script_blocks(string script, int made)
    {
        _shell.Run(script).Clean();

        Assert.Equal(made, _shell.Count("CreateCustomModel"));
    }

    [Fact]
    public async Task Runspaces_work_in_parallel()
    {
        using var other = new TestShell();
        var script = """
            1..20 | ForEach-Object { [pscustomobject]@{ ModelName = "m$_"; ModelPackageArn = $package } } |
                New-BedrockCustomModel -ThrottleLimit 4 | Wait-BedrockCustomModel | Remove-BedrockCustomModel -Force -ThrottleLimit 4
            1..20 | ForEach-Object { "m$_" } | Get-BedrockCustomModel -ErrorAction SilentlyContinue
            """;

        var results = await Task.WhenAll(new[] { _shell, other }.Select(shell => Task.Run(() => shell.Run(script))));

        Expect.Each(results, result => Assert.Empty(result.Clean().Output));
        Expect.Each([_shell, other], shell => Assert.Equal((20, 20), (shell.Count("CreateCustomModel"), shell.Count("DeleteCustomModel"))));
    }

    [Fact]
    public void ForEach_Parallel_creates_models_that_pipe_on()
    {
        _shell.Set("manifest", Repository.Manifest);

        var result = _shell.Run("""
            $keys = @{ AccessKey = $StoredAWSCredentials['AccessKey']; SecretKey = $StoredAWSCredentials['SecretKey'];
                Region = 'us-east-1'; EndpointUrl = $endpoint }
            1..4 | ForEach-Object -Parallel {
                Import-Module $using:manifest
                $keys = $using:keys
                New-BedrockCustomModel "m$_" -ModelPackageArn $using:package @keys
            } -ThrottleLimit 4 | Wait-BedrockCustomModel | Get-BedrockCustomModel | Remove-BedrockCustomModel -Force
            """).Clean();

        Assert.Empty(result.Output);
        Assert.Equal((4, 4), (_shell.Count("CreateCustomModel"), _shell.Count("DeleteCustomModel")));
    }

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput -ProvisionedModelName p -ModelId m -ModelUnit 1 -Tag @(@{ Key = 'k'; "
        + "Value = 'v' }) -ClientRequestToken t")]
    [InlineData("New-BedrockCustomModelDeployment -ModelDeploymentName p -ModelArn $arn -Description x -Tag @(@{ Key = 'k'; "
        + "Value = 'v' }) -ClientRequestToken t")]
    [InlineData("Add-BedrockResourceTag -ResourceARN $arn -Tag @(@{ Key = 'k'; Value = 'v' })")]
    [InlineData("Remove-BedrockResourceTag -ResourceARN $arn -TagKey k")]
    public void Parameters_of_AWS_Tools_are_accepted_by_the_commands_of_this_module(string script)
    {
        _shell.Run("$model = New-BedrockCustomModel m -ModelPackageArn $package -Wait; $arn = $model.ModelArn").Clean();

        _shell.Run(script).Clean();
    }

    private string Said(string script)
    {
        var result = _shell.Run(script);
        Assert.Null(result.Terminating);
        return Assert.Single(result.Output).ToString();
    }
}
