using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class RemoveBedrockCustomModelTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Remove-BedrockCustomModel m1, m2")]
    [InlineData("'m1', 'm2' | Remove-BedrockCustomModel")]
    [InlineData("Get-BedrockCustomModel -NameContains m | Remove-BedrockCustomModel")]
    [InlineData("Get-BedrockCustomModel m* | Remove-BedrockCustomModel")]
    [InlineData("'m1', 'm2' | Get-BedrockCustomModel | Remove-BedrockCustomModel")]
    [InlineData("(Get-BedrockCustomModel).ModelArn | Remove-BedrockCustomModel")]
    [InlineData("Remove-BedrockCustomModel -ModelIdentifier (Get-BedrockCustomModel)")]
    [InlineData("Remove-BedrockCustomModel -ModelName m1, m2")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize(@(Get-BedrockCustomModel))) | Remove-BedrockCustomModel")]
    [InlineData(
        "[pscustomobject]@{ ModelName = 'm1'; Cost = '3' }, [pscustomobject]@{ ModelName = 'm2'; Cost = '' } | Remove-BedrockCustomModel")]
    [InlineData("$all = @{ ModelIdentifier = 'm1', 'm2' }; Remove-BedrockCustomModel @all")]
    public void Remove_accepts_models_in_every_form_and_returns_nothing(string script)
    {
        Create("m1", "m2");

        Assert.Empty(_shell.Run("$ConfirmPreference = 'None'; " + script).Clean().Output);
        Assert.Empty(Left());
        Assert.Equal(2, _shell.Count("DeleteCustomModel"));
    }

    [Theory]
    [InlineData("Remove-BedrockCustomModel a", "Yes", 1, true)]
    [InlineData("Remove-BedrockCustomModel a", "No", 1, false)]
    [InlineData("Remove-BedrockCustomModel a -Confirm", "Yes", 1, true)]
    [InlineData("Remove-BedrockCustomModel a -Confirm", "No", 1, false)]
    [InlineData("Remove-BedrockCustomModel a -Confirm:$false", "", 0, true)]
    [InlineData("Remove-BedrockCustomModel a -Force", "", 0, true)]
    [InlineData("Remove-BedrockCustomModel a -Force:$false", "No", 1, false)]
    [InlineData("Remove-BedrockCustomModel a -Force -Confirm", "Yes", 1, true)]
    [InlineData("Remove-BedrockCustomModel a -Force -Confirm", "No", 1, false)]
    [InlineData("Remove-BedrockCustomModel a -Force -Confirm:$false", "", 0, true)]
    [InlineData("Remove-BedrockCustomModel a -WhatIf", "", 0, false)]
    [InlineData("Remove-BedrockCustomModel a -WhatIf -Confirm", "", 0, false)]
    [InlineData("Remove-BedrockCustomModel a -Force -WhatIf", "", 0, false)]
    [InlineData("Remove-BedrockCustomModel a -Force -WhatIf -Confirm:$false", "", 0, false)]
    [InlineData("$WhatIfPreference = $true; Remove-BedrockCustomModel a", "", 0, false)]
    [InlineData("$WhatIfPreference = $true; Remove-BedrockCustomModel a -Force", "", 0, false)]
    [InlineData("$WhatIfPreference = $true; Remove-BedrockCustomModel a -Force -WhatIf:$false", "", 0, true)]
    [InlineData("$ConfirmPreference = 'None'; Remove-BedrockCustomModel a", "", 0, true)]
    [InlineData("$ConfirmPreference = 'None'; Remove-BedrockCustomModel a -Confirm", "No", 1, false)]
    [InlineData("$ConfirmPreference = 'Low'; Remove-BedrockCustomModel a -Force", "", 0, true)]
    [InlineData("$ConfirmPreference = 'Low'; Remove-BedrockCustomModel a", "No", 1, false)]
    public void Prompt_and_deletion_follow_the_switches_and_preferences(string script, string answer, int prompts, bool deleted) =>
        AssertAsks(script, answer, prompts, deleted);

    [Theory]
    [InlineData("Clear-Models -WhatIf", "", 0, false)]
    [InlineData("Clear-Models", "", 0, true)]
    [InlineData("Clear-Models -Confirm:$false", "", 0, true)]
    [InlineData("$WhatIfPreference = $true; Clear-Models", "", 0, false)]
    [InlineData("Clear-Models -WhatIf:$false", "", 0, true)]
    public void WhatIf_of_an_advanced_function_wins_over_Force(string script, string answer, int prompts,
        bool deleted) =>
        AssertAsks("function Clear-Models { [CmdletBinding(SupportsShouldProcess)] param() Remove-BedrockCustomModel a -Force }; " + script,
            answer, prompts, deleted);

    [Theory]
    [InlineData("Clear-Models -WhatIf", "", 0, false)]
    [InlineData("Clear-Models", "", 0, true)]
    [InlineData("'a' | Clear-Models -WhatIf", "", 0, false)]
    public void WhatIf_of_a_module_function_wins_over_Force(string script, string answer, int prompts, bool deleted) =>
        AssertAsks("""
            $null = New-Module { function Clear-Models {
                [CmdletBinding(SupportsShouldProcess)] param([Parameter(ValueFromPipeline)] $Name = 'a')
                process { Remove-BedrockCustomModel $Name -Force -EndpointUrl $global:endpoint } } }
            """ + "\n" + script, answer, prompts, deleted);

    [Theory]
    [InlineData("Clear-Models -Confirm:$false", "", 0, true)]
    [InlineData("Clear-Models", "No", 1, false)]
    [InlineData("Clear-Models -Confirm", "Yes", 1, true)]
    [InlineData("Clear-Models -WhatIf", "", 0, false)]
    public void Confirm_and_WhatIf_of_an_advanced_function_are_inherited(string script, string answer, int prompts, bool deleted) =>
        AssertAsks("function Clear-Models { [CmdletBinding(SupportsShouldProcess)] param() Remove-BedrockCustomModel a }; " + script,
            answer, prompts, deleted);

    [Theory]
    [InlineData("Yes to All", 1, 0)]
    [InlineData("No to All", 1, 3)]
    public void Answer_for_all_is_requested_once(string answer, int prompts, int left)
    {
        Create("m1", "m2", "m3");
        _shell.Host.Interface.Answers.Enqueue(answer);

        _shell.Run("'m1', 'm2', 'm3' | Remove-BedrockCustomModel -ThrottleLimit 3").Clean();

        Assert.Equal((prompts, left), (_shell.Host.Interface.Prompts.Count, Left().Count));
    }

    [Fact]
    public void Prompt_comes_before_the_request_of_its_model()
    {
        Create("m1", "m2", "m3");
        var sent = new List<long>();
        _shell.Host.Interface.OnPrompt = () => sent.Add(_shell.Count("DeleteCustomModel"));
        foreach (var answer in new[] { "Yes", "No", "Yes" })
            _shell.Host.Interface.Answers.Enqueue(answer);

        _shell.Run("'m1', 'm2', 'm3' | Remove-BedrockCustomModel").Clean();

        Assert.Equal([0, 1, 1], sent);
        Assert.Equal(["m2"], Left());
    }

    [Theory]
    [InlineData("Remove-BedrockCustomModel a -WhatIf -Verbose", "'a' in us-east-1 at http://127.0.0.1:")]
    [InlineData("Get-BedrockCustomModel a | Remove-BedrockCustomModel -WhatIf",
        "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/")]
    [InlineData("Get-BedrockCustomModel a | Remove-BedrockCustomModel -WhatIf", "custom model 'a' (")]
    [InlineData("Remove-BedrockCustomModel a -WhatIf", "Delete")]
    public void WhatIf_names_the_model_its_ARN_its_Region_and_the_action(string script, string says)
    {
        Create("a");

        _shell.Run(script).Clean();

        Assert.Contains(says, string.Join('\n', _shell.Host.Interface.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-BedrockCustomModel a", "TestHost")]
    [InlineData("Remove-BedrockCustomModel a -Force -Confirm", "TestHost")]
    [InlineData("'a', 'a', 'a' | Remove-BedrockCustomModel", "TestHost")]
    [InlineData("Remove-BedrockCustomModel a", "ConsoleHost")]
    public void Remove_without_a_prompt_fails_and_names_the_missing_switch(string script, string host)
    {
        Create("a");
        using var deaf = new TestShell(createEmulator: false, hostName: host);
        foreach (var name in new[] { "StoredAWSRegion", "StoredAWSCredentials", "PSDefaultParameterValues" })
            deaf.Set(name, _shell.Runspace.SessionStateProxy.GetVariable(name));

        var error = deaf.Run(script).SingleError();

        Assert.Equal("ConfirmationImpossible", ScriptResult.IdOf(error));
        Assert.Contains("-Force", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(host == "TestHost" ? 1 : 0, deaf.Host.Interface.Prompts.Count);
        Assert.Equal(["a"], Left());
    }

    [Theory]
    [InlineData("ConsoleHost", "Remove-BedrockCustomModel a -Force", 0)]
    [InlineData("ConsoleHost", "Remove-BedrockCustomModel a -WhatIf", 1)]
    [InlineData("ConsoleHost", "Remove-BedrockCustomModel a -Confirm:$false", 0)]
    public void Remove_without_a_prompt_works_when_no_answer_is_needed(string host, string script, int left)
    {
        Create("a");
        using var deaf = new TestShell(createEmulator: false, hostName: host);
        foreach (var name in new[] { "StoredAWSRegion", "StoredAWSCredentials", "PSDefaultParameterValues" })
            deaf.Set(name, _shell.Runspace.SessionStateProxy.GetVariable(name));

        deaf.Run(script).Clean();

        Assert.Equal(left, Left().Count);
    }

    [Theory]
    [InlineData("'*'", "WildcardNotAllowed", "Get-BedrockCustomModel")]
    [InlineData("'a?'", "WildcardNotAllowed", "Get-BedrockCustomModel")]
    [InlineData("'a[bc]'", "WildcardNotAllowed", "Get-BedrockCustomModel")]
    [InlineData("''", "InvalidModelIdentifier", "empty")]
    [InlineData("'  '", "InvalidModelIdentifier", "'  '")]
    [InlineData("$null", "InvalidModelIdentifier", "(null)")]
    [InlineData("\"a`n\"", "InvalidModelIdentifier", "'a\\n'")]
    [InlineData("'аbc'", "InvalidModelIdentifier", "'аbc' is not valid (а, U+0430, is not allowed)")]
    [InlineData("('a' * 1MB)", "InvalidModelIdentifier", "1048576")]
    [InlineData("42", "InvalidModelIdentifier", "System.Int32")]
    [InlineData("([System.IO.DirectoryInfo]'x')", "InvalidModelIdentifier", "DirectoryInfo")]
    [InlineData("@{ ModelName = 5 }", "InvalidModelIdentifier", "")]
    public void Invalid_identifier_is_refused_and_valid_ones_are_deleted(string bad, string id, string says)
    {
        Create("good1", "good2", "other");
        foreach (var script in new[] { $"Remove-BedrockCustomModel good1, {bad} -Force",
            $"'good2', {bad} | Remove-BedrockCustomModel -Force" })
        {
            var error = _shell.Run(script).SingleError();

            Assert.Equal((id, ErrorCategory.InvalidArgument), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
            Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
            Assert.True(error.ToString().Length < 1000);
        }

        Assert.Equal(["other"], Left());
        Assert.Equal(2, _shell.Count("DeleteCustomModel"));
    }

    [Fact]
    public void Unknown_model_is_an_error_that_ErrorAction_can_silence()
    {
        Create("a");

        var error = _shell.Run("'nope', 'a' | Remove-BedrockCustomModel -Force").SingleError();

        Assert.Equal(("ResourceNotFoundException", ErrorCategory.ObjectNotFound, "nope"),
            (ScriptResult.IdOf(error), error.CategoryInfo.Category, error.TargetObject));
        Assert.NotEmpty(Assert.IsType<BedrockException>(error.Exception).RequestId);
        Assert.Empty(Left());

        _shell.Run("Remove-BedrockCustomModel nope -Force -ErrorAction SilentlyContinue").Clean();
    }

    [Fact]
    public void Region_of_a_piped_object_is_used()
    {
        Create("a");
        _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package -Region eu-west-1 | Remove-BedrockCustomModel -Force").Clean();

        _shell.Run("[pscustomobject]@{ ModelName = 'a'; Region = 'us-east-1' } | "
            + "Remove-BedrockCustomModel -Force -Region ap-south-1 -ErrorAction SilentlyContinue").Clean();

        Assert.Equal(["a"], Left());
        Assert.Empty(_shell.Run("Get-BedrockCustomModel -Region eu-west-1").Clean().Output);
    }

    [Fact]
    public void Delete_with_a_lost_response_succeeds()
    {
        Create("a");
        _shell.Emulator.AddFault(new FaultRule { Operation = "DeleteCustomModel", Drop = Drop.After, Times = 1 });

        _shell.Run("Remove-BedrockCustomModel a -Force").Clean();

        Assert.Empty(Left());
    }

    [Fact]
    public void Model_in_use_is_a_ResourceBusy_error_with_advice()
    {
        Create("a");
        _shell.Emulator.AddFault(
            new FaultRule { Operation = "DeleteCustomModel", Error = "ConflictException", Message = "The model is in use." });

        var error = _shell.Run("Remove-BedrockCustomModel a -Force").SingleError();

        Assert.Equal(("ConflictException", ErrorCategory.ResourceBusy), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("deployments", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private void AssertAsks(string script, string answer, int prompts, bool deleted)
    {
        Create("a");
        if (answer.Length > 0)
            _shell.Host.Interface.Answers.Enqueue(answer);
        _shell.Run(script).Clean();
        Assert.Equal(prompts, _shell.Host.Interface.Prompts.Count);
        Assert.Equal(deleted ? 0 : 1, Left().Count);
        Assert.Equal(deleted ? 1 : 0, _shell.Count("DeleteCustomModel"));
    }

    private void Create(params string[] names)
    {
        foreach (var name in names)
            _shell.Create(name, "");
    }

    private IReadOnlyList<string?> Left() =>
        [.. _shell.Run("Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>().Select(model => model.ModelName)];
}
