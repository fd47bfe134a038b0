using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Cmdlets;

public sealed class DeploymentTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void One_pipeline_carries_a_model_to_inference()
    {
        var deployment = Assert.Single(_shell.Run("New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | New-BedrockCustomModelDeployment -Wait").Clean().OutputOf<CustomModelDeployment>());
        Assert.Equal(("a", "Active", "us-east-1"), (deployment.ModelDeploymentName, deployment.Status, deployment.Region));
        Assert.Matches("^arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/[a-z0-9]{12}$", deployment.CustomModelDeploymentArn);
    }

    [Fact]
    public void Without_Wait_one_call_emits_what_is_known()
    {
        _shell.Set("model", _shell.Create("a", ""));
        var deployment = _shell.Run("New-BedrockCustomModelDeployment my-deployment $model -Description 'Two words' -Tag 'k=v' -ClientRequestToken t").Clean().OutputOf<CustomModelDeployment>()[0];
        Assert.Equal(("my-deployment", "Creating", "Two words", null), (deployment.ModelDeploymentName, deployment.Status, deployment.Description, deployment.CreatedAt));
        Assert.Equal((((CustomModel)_shell.Runspace.SessionStateProxy.GetVariable("model")).ModelArn, "us-east-1"), (deployment.ModelArn, deployment.Region));
        Assert.Equal(2, _shell.Emulator.Requests.Count);
        Assert.Contains("\"clientRequestToken\":\"t\"", _shell.Emulator.Requests[^1].Body, StringComparison.Ordinal);
        Assert.Contains("\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]", _shell.Emulator.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ModelArn my-model", "InvalidModelArn", "'my-model'")]
    [InlineData("-ModelArn ([pscustomobject]@{ x = 1 })", "InvalidModelArn", "no ModelArn")]
    [InlineData("-ModelArn $arn", "ModelDeploymentNameMissing", "-ModelDeploymentName")]
    [InlineData("-ModelArn $arn -ModelDeploymentName a--b", "InvalidModelDeploymentName", "'a--b'")]
    [InlineData("-ModelArn $arn -ModelDeploymentName a -Description \"a`nb\"", "InvalidDescription", "\\n")]
    [InlineData("-ModelArn $arn -ModelDeploymentName a -Tag (1..51 | ForEach-Object { \"k$_=v\" })", "TooManyTags", "50")]
    public void Bad_input_is_refused_before_any_request(string parameters, string id, string says)
    {
        _shell.Set("arn", "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");
        var error = _shell.Run("New-BedrockCustomModelDeployment " + parameters).SingleError();
        Assert.Equal(id, ScriptResult.IdOf(error));
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_shell.Emulator.Requests);
    }

    [Fact]
    public void Gets_by_name_by_arn_by_wildcard_and_by_filter()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | Wait-BedrockCustomModel }; $d = $m | New-BedrockCustomModelDeployment -Wait").Clean();
        Assert.Equal(["one", "two"], Names("Get-BedrockCustomModelDeployment one, $d[1].CustomModelDeploymentArn", "ModelDeploymentName"));
        Assert.Equal(["two", "one"], Names("Get-BedrockCustomModelDeployment", "CustomModelDeploymentName"));
        Assert.Equal(["two"], Names("Get-BedrockCustomModelDeployment 't*'", "CustomModelDeploymentName"));
        Assert.Equal(["one"], Names("Get-BedrockCustomModelDeployment -ModelArn $m[0]", "CustomModelDeploymentName"));
        Assert.Equal(["one"], Names("Get-BedrockCustomModelDeployment -NameContains n -Status Active -First 1 -SortOrder Ascending", "CustomModelDeploymentName"));
        Assert.Equal(["one", "two"], Names("$d | Get-BedrockCustomModelDeployment -ThrottleLimit 4", "ModelDeploymentName"));
    }

    [Fact]
    public void Set_points_at_another_model_emits_the_updated_object_and_follows_the_update()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | Wait-BedrockCustomModel }; $null = $m[0] | New-BedrockCustomModelDeployment d -Wait").Clean();
        var updated = _shell.Run("Set-BedrockCustomModelDeployment d -ModelArn $m[1] -Wait; $m[1].ModelArn").Clean().Output;
        var deployment = Assert.IsType<CustomModelDeployment>(updated[0].BaseObject);
        Assert.Equal((updated[1].BaseObject, "UpdateCompleted"), (deployment.ModelArn, deployment.UpdateDetails?.UpdateStatus));
        Assert.Equal($"UpdateCompleted ({deployment.ModelArn})", deployment.UpdateDetails?.ToString());
    }

    [Fact]
    public void Remove_takes_what_Get_emits_and_WhatIf_wins_over_Force()
    {
        _shell.Run("$null = New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | New-BedrockCustomModelDeployment -Wait").Clean();
        _shell.Run("Get-BedrockCustomModelDeployment | Remove-BedrockCustomModelDeployment -Force -WhatIf").Clean();
        Assert.Equal(0, _shell.Count("DeleteCustomModelDeployment"));
        Assert.Empty(_shell.Run("Get-BedrockCustomModelDeployment | Remove-BedrockCustomModelDeployment -Force; Get-BedrockCustomModelDeployment").Clean().Output);
        Assert.Equal("WildcardNotAllowed", ScriptResult.IdOf(_shell.Run("Remove-BedrockCustomModelDeployment 'a*' -Force").SingleError()));
        Assert.Equal(("ResourceNotFoundException", ErrorCategory.ObjectNotFound), (ScriptResult.IdOf(_shell.Run("Remove-BedrockCustomModelDeployment a -Force").SingleError()), ErrorCategory.ObjectNotFound));
    }

    [Theory]
    [InlineData("New-BedrockCustomModelDeployment n $model", "custom model a (arn:")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $model", "custom model deployment d in us-east-1")]
    [InlineData("Get-BedrockCustomModelDeployment | Remove-BedrockCustomModelDeployment", "custom model deployment d (arn:")]
    public void WhatIf_changes_nothing_and_Confirm_asks_once(string command, string target)
    {
        _shell.Run("$model = New-BedrockCustomModel a -ModelPackageArn $package -Wait; $null = $model | New-BedrockCustomModelDeployment d -Wait").Clean();
        var before = Changes();
        _shell.Run($"{command} -WhatIf; $WhatIfPreference = $true; {command}; $WhatIfPreference = $false; function Change {{ [CmdletBinding(SupportsShouldProcess)] param() {command} }}; Change -WhatIf").Clean();
        _shell.Host.Interface.Answers.Enqueue("No");
        _shell.Run(command + " -Confirm").Clean();
        Assert.Equal(before, Changes());
        Assert.Equal(3, _shell.Host.Interface.Lines.Count(line => line.StartsWith("What if:", StringComparison.Ordinal) && line.Contains(target, StringComparison.Ordinal)));
        Assert.Contains(target, Assert.Single(_shell.Host.Interface.Prompts), StringComparison.Ordinal);
        _shell.Run(command + " -Confirm:$false").Clean();
        Assert.Equal(before + 1, Changes());

        long Changes() => _shell.Count("CreateCustomModelDeployment") + _shell.Count("UpdateCustomModelDeployment") + _shell.Count("DeleteCustomModelDeployment");
    }

    [Theory]
    [InlineData("Remove-BedrockCustomModelDeployment d -Force")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $model")]
    [InlineData("Remove-BedrockCustomModel a -Cascade -Force")]
    public void A_mutating_state_is_explained_with_the_wait_that_ends_it(string script)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromHours(1), TimeProvider = clock });
        shell.Set("model", shell.Create("a", ""));
        clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = $model | New-BedrockCustomModelDeployment d").Clean();
        var error = shell.Run(script).SingleError();
        Assert.Equal("ValidationException", ScriptResult.IdOf(error));
        Assert.Contains("is in a mutating state", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Wait-BedrockCustomModelDeployment", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_without_Wait_emits_the_deployment_with_the_update_under_way()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromHours(1), TimeProvider = clock });
        shell.Run("$models = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = $models[0] | New-BedrockCustomModelDeployment d").Clean();
        clock.Advance(TimeSpan.FromHours(2));
        var result = shell.Run("Set-BedrockCustomModelDeployment d -ModelArn $models[1]; $models.ModelArn").Clean().Output;
        var deployment = Assert.IsType<CustomModelDeployment>(result[0].BaseObject);
        Assert.Equal(("Active", result[1].BaseObject, "Updating", result[2].BaseObject), (deployment.Status, deployment.ModelArn, deployment.UpdateDetails?.UpdateStatus, deployment.UpdateDetails?.ModelArn));
    }

    [Fact]
    public void A_model_that_cannot_be_deployed_on_demand_is_sent_to_Provisioned_Throughput()
    {
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.Zero, Behavior = new EmulatorBehavior { AllowDeployments = false } });
        shell.Set("model", shell.Create("a", ""));
        var error = shell.Run("$model | New-BedrockCustomModelDeployment").SingleError();
        Assert.Contains("New-BedrockProvisionedModelThroughput", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private List<string?> Names(string script, string property) => [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties[property].Value)];
}
