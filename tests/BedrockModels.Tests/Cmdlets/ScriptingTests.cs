using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The cmdlets as scripts use them: functions, modules, preferences, variables, strict mode, and several runspaces.</summary>
public sealed class ScriptingTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_whole_job_runs_in_strict_mode_with_errors_that_stop()
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
    public void Each_error_goes_where_the_preference_says(string command, string id)
    {
        Assert.Equal([id], _shell.Run($"{command} -ErrorVariable problems").ErrorIds);
        Assert.Equal(
            "1 " + id,
            Said($"{command} -ErrorVariable problems -ErrorAction SilentlyContinue; "
                + $"\"$($problems.Count) $($problems[0].FullyQualifiedErrorId.Split(',')[0])\""));
        Assert.Equal(
            "caught " + id,
            Said($"try {{ {command} -ErrorAction Stop; 'went on' }} "
                + "catch { \"caught $($_.FullyQualifiedErrorId.Split(',')[0])\" }"));
        Assert.Equal("caught", Said($"$ErrorActionPreference = 'Stop'; try {{ {command}; 'went on' }} catch {{ 'caught' }}"));
        Assert.Equal("went on", Said($"$ErrorActionPreference = 'Ignore'; {command}; 'went on'"));
        Assert.Equal("False", Said($"$ErrorActionPreference = 'SilentlyContinue'; {command}; \"$?\""));
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel nope -ErrorAction Stop", "ResourceNotFoundException 404 True")]
    [InlineData("Wait-BedrockCustomModel nope -ErrorAction Stop", "ResourceNotFoundException 404 True")]
    [InlineData("Remove-BedrockCustomModel nope -Force -ErrorAction Stop", "ResourceNotFoundException 404 True")]
    [InlineData("New-BedrockCustomModel a -ModelPackageArn $package -ErrorAction Stop", "ConflictException 400 True")]
    public void Scripts_catch_the_services_error_by_its_type(string command, string said)
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
    public void A_model_is_made_from_everywhere_a_script_calls_from(string script, int made)
    {
        _shell.Run(script).Clean();
        Assert.Equal(made, _shell.Count("CreateCustomModel"));
    }

    [Theory]
    [InlineData("No", 0)]
    [InlineData("Yes", 1)]
    public void New_asks_where_it_is_told_to(string answer, int made)
    {
        _shell.Host.Interface.Answers.Enqueue(answer);
        _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package -Confirm").Clean();
        Assert.Contains("custom model a in us-east-1", Assert.Single(_shell.Host.Interface.Prompts), StringComparison.Ordinal);
        Assert.Equal(made, _shell.Count("CreateCustomModel"));
    }

    [Theory]
    [InlineData("New-BedrockCustomModel b -ModelPackageArn $package -Confirm")]
    [InlineData("New-BedrockCustomModelDeployment d -ModelArn $model.ModelArn -Confirm")]
    [InlineData("$ConfirmPreference = 'Low'; Add-BedrockResourceTag $model -Tag @{ k = 'v' }")]
    [InlineData("Remove-BedrockResourceTag $model -TagKey k -Confirm")]
    public void Where_nobody_can_be_asked_it_fails_at_once_and_says_so(string script)
    {
        _shell.Set("model", _shell.Create("a", ""));
        var error = _shell.Run(script).SingleError();
        Assert.Equal("ConfirmationImpossible", ScriptResult.IdOf(error));
        Assert.StartsWith("This session cannot prompt for confirmation. To ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(", add -Confirm:$false.", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_shell.Emulator.Requests);
    }

    [Fact]
    public async Task Two_runspaces_work_at_once()
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
    public void ForEach_Parallel_reaches_the_service_and_its_objects_pipe_on()
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

    [Fact]
    public void The_timeout_of_New_with_Wait_names_the_model_and_its_ARN()
    {
        using var slow = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromDays(1) });
        var result = slow.Run(
            "'a', 'b' | ForEach-Object { [pscustomobject]@{ ModelName = $_; ModelPackageArn = $package } } | "
                + "New-BedrockCustomModel -Wait -Timeout 0 -ErrorAction Stop");
        Assert.StartsWith("WaitTimeout", result.Terminating?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("custom model a (arn:", result.Terminating?.Message, StringComparison.Ordinal);
    }

    private string Said(string script)
    {
        var result = _shell.Run(script);
        Assert.Null(result.Terminating);
        return Assert.Single(result.Output).ToString();
    }
}
