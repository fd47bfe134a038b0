using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>
/// -WhatIf, -Confirm and -Force of the cmdlets that change something. RemoveBedrockCustomModelTests has every combination.
/// </summary>
public sealed class ConfirmationTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("New-BedrockCustomModelDeployment n $model", "custom model 'a' (arn:")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $model", "custom model deployment 'd' in us-east-1 at http://127.0.0.1:")]
    [InlineData("Get-BedrockCustomModelDeployment | Remove-BedrockCustomModelDeployment", "custom model deployment 'd' (arn:")]
    public void WhatIf_of_deployment_cmdlets_changes_nothing_and_Confirm_prompts_once(string command, string target)
    {
        _shell.Run("$model = New-BedrockCustomModel a -ModelPackageArn $package -Wait; $null = $model | "
            + "New-BedrockCustomModelDeployment d -Wait").Clean();
        var before = Changes();

        _shell.Run($"{command} -WhatIf; $WhatIfPreference = $true; {command}; $WhatIfPreference = $false; "
            + $"function Change {{ [CmdletBinding(SupportsShouldProcess)] param() {command} }}; Change -WhatIf").Clean();
        _shell.Host.Interface.Answers.Enqueue("No");
        _shell.Run(command + " -Confirm").Clean();

        Assert.Equal(before, Changes());
        Assert.Equal(3, _shell.Host.Interface.Lines.Count(line => line.StartsWith("What if:", StringComparison.Ordinal)
            && line.Contains(target, StringComparison.Ordinal)));
        Assert.Contains(target, Assert.Single(_shell.Host.Interface.Prompts), StringComparison.Ordinal);

        _shell.Run(command + " -Confirm:$false").Clean();

        Assert.Equal(before + 1, Changes());

        long Changes() => _shell.Count("CreateCustomModelDeployment") + _shell.Count("UpdateCustomModelDeployment")
            + _shell.Count("DeleteCustomModelDeployment");
    }

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth -Force -WhatIf")]
    [InlineData("$WhatIfPreference = $true; New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth -Force")]
    [InlineData("function Buy { [CmdletBinding(SupportsShouldProcess)] param() New-BedrockProvisionedModelThroughput p a "
        + "-CommitmentDuration OneMonth -Force }; Buy -WhatIf")]
    [InlineData("New-BedrockProvisionedModelThroughput p a -WhatIf")]
    [InlineData("$null = New-BedrockProvisionedModelThroughput q a; $before = 1; "
        + "Set-BedrockProvisionedModelThroughput q -NewName p -WhatIf; Remove-BedrockProvisionedModelThroughput q -Force -WhatIf", 1)]
    public void WhatIf_of_throughput_cmdlets_changes_nothing_and_wins_over_Force(string script, int bought = 0)
    {
        _shell.Create("a", "");

        _shell.Run(script).Clean();

        Assert.Equal(bought, _shell.Count("CreateProvisionedModelThroughput"));
        Assert.Equal(0, _shell.Count("UpdateProvisionedModelThroughput") + _shell.Count("DeleteProvisionedModelThroughput"));
        Assert.Contains(_shell.Host.Interface.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal)
            && line.Contains("in us-east-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-BedrockCustomModel n -ModelPackageArn $package")]
    [InlineData("Remove-BedrockCustomModel a")]
    [InlineData("$model | New-BedrockCustomModelDeployment")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $model.Arn")]
    [InlineData("Remove-BedrockCustomModelDeployment d")]
    [InlineData("$model | New-BedrockProvisionedModelThroughput")]
    [InlineData("Set-BedrockProvisionedModelThroughput p -NewName q")]
    [InlineData("Remove-BedrockProvisionedModelThroughput p")]
    [InlineData("$model | Add-BedrockResourceTag -Tag k=v")]
    [InlineData("$model | Remove-BedrockResourceTag -TagKey k")]
    public void WhatIf_of_every_change_names_an_endpoint_that_is_not_one_of_AWS(string command)
    {
        _shell.Set("model", _shell.Create("a", ""));
        _shell.Run("$null = $model | New-BedrockCustomModelDeployment d; $null = $model | New-BedrockProvisionedModelThroughput p").Clean();

        _shell.Run(command + " -WhatIf").Clean();

        Assert.Contains(
            $" in us-east-1 at {_shell.Emulator.EndpointUrl}",
            Assert.Single(_shell.Host.Interface.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_of_tag_cmdlets_changes_nothing()
    {
        _shell.Set("model", _shell.Create("a", "-Tag 'Team=ML'"));

        _shell.Run("Add-BedrockResourceTag $model 'k=v' -WhatIf; Remove-BedrockResourceTag $model Team -WhatIf").Clean();

        Assert.Equal(0, _shell.Count("TagResource") + _shell.Count("UntagResource"));
        Assert.Contains(_shell.Host.Interface.Lines, line => line.Contains("Add the tags 'k=v'", StringComparison.Ordinal)
            && line.Contains("'a' (arn:aws:bedrock:us-east-1", StringComparison.Ordinal));
        Assert.Contains(_shell.Host.Interface.Lines, line => line.Contains("Remove the tags 'Team'", StringComparison.Ordinal)
            && line.Contains("in us-east-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("No", 0)]
    [InlineData("Yes", 1)]
    public void New_with_Confirm_prompts(string answer, int made)
    {
        _shell.Host.Interface.Answers.Enqueue(answer);

        _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package -Confirm").Clean();

        var prompt = Assert.Single(_shell.Host.Interface.Prompts);
        Assert.Contains("custom model 'a' in us-east-1 at http://127.0.0.1:", prompt, StringComparison.Ordinal);
        Assert.Equal(made, _shell.Count("CreateCustomModel"));
    }

    [Fact]
    public void WhatIf_names_only_the_Region_if_the_endpoint_is_one_of_AWS()
    {
        _shell.Set("own", "https://vpce-1.bedrock.us-east-1.vpce.amazonaws.com");

        _shell.Run("Remove-BedrockCustomModel a -EndpointUrl $own -WhatIf").Clean();

        var line = Assert.Single(_shell.Host.Interface.Lines);
        Assert.EndsWith("on target \"custom model 'a' in us-east-1\".", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_shows_no_request_if_the_answer_is_No()
    {
        _shell.Host.Interface.Answers.Enqueue("No");

        var result = _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package -Confirm -Verbose").Clean();

        Assert.DoesNotContain(result.Verbose, line => line.Contains("CreateCustomModel", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-BedrockCustomModel b -ModelPackageArn $package -Confirm")]
    [InlineData("New-BedrockCustomModelDeployment d -ModelArn $model.ModelArn -Confirm")]
    [InlineData("$ConfirmPreference = 'Low'; Add-BedrockResourceTag $model -Tag @{ k = 'v' }")]
    [InlineData("Remove-BedrockResourceTag $model -TagKey k -Confirm")]
    public void Confirmation_without_a_prompt_fails_and_names_the_missing_switch(string script)
    {
        _shell.Set("model", _shell.Create("a", ""));

        var error = _shell.Run(script).SingleError();

        Assert.Equal("ConfirmationImpossible", ScriptResult.IdOf(error));
        Assert.StartsWith("This session cannot prompt for confirmation. To ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(", add -Force or -Confirm:$false.", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_shell.Emulator.Requests);
    }
}
