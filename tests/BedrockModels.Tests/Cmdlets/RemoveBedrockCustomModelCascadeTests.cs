using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The removal of a model that is in use, with and without -Cascade.</summary>
public sealed class RemoveBedrockCustomModelCascadeTests : IDisposable
{
    private readonly TestShell _shell = new();

    public RemoveBedrockCustomModelCascadeTests() =>
        _shell.Run("$m = 'used', 'idle', 'other' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Tag \"n=$_\" | "
            + "Wait-BedrockCustomModel }; $d = $m[0] | New-BedrockCustomModelDeployment d -Wait; $t = $m[0] | "
            + "New-BedrockProvisionedModelThroughput t -Wait").Clean();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Model_in_use_is_not_removed_and_the_error_names_its_uses()
    {
        var error = _shell.Run("Remove-BedrockCustomModel used -Force").SingleError();

        Assert.Equal("ConflictException", ScriptResult.IdOf(error));
        Assert.Contains("custom model deployment d (arn:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Provisioned Throughput t (arn:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Cascade", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cascade_removes_uses_before_the_model_and_confirms_each()
    {
        foreach (var answer in (string[])["Yes", "Yes", "Yes"])
            _shell.Host.Interface.Answers.Enqueue(answer);

        _shell.Run("Remove-BedrockCustomModel used -Cascade").Clean();

        Assert.Equal(3, _shell.Host.Interface.Prompts.Count);
        Assert.Equal(["DeleteProvisionedModelThroughput", "DeleteCustomModelDeployment", "DeleteCustomModel"], Deletions());
        Assert.Equal(2, _shell.Run("Get-BedrockCustomModel").Clean().Output.Count);
    }

    [Fact]
    public void Cascade_with_one_No_removes_nothing()
    {
        foreach (var answer in (string[])["Yes", "No", "Yes"])
            _shell.Host.Interface.Answers.Enqueue(answer);

        _shell.Run("Remove-BedrockCustomModel used -Cascade").Clean();

        Assert.Empty(Deletions());
    }

    [Fact]
    public void Cascade_with_a_commitment_is_an_error_before_any_deletion()
    {
        _shell.Run("$null = $m[0] | New-BedrockProvisionedModelThroughput committed -CommitmentDuration OneMonth -Force -Wait").Clean();

        var error = _shell.Run("Remove-BedrockCustomModel used -Cascade -Force").SingleError();

        Assert.Equal(("ConflictException", ErrorCategory.ResourceBusy, "used"),
            (ScriptResult.IdOf(error), error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("commitment ends", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("CommitmentExpirationTime", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("DeleteCustomModelDeployment", Deletions());
        Assert.DoesNotContain("DeleteCustomModel", Deletions());
    }

    [Fact]
    public void Cascade_of_many_models_removes_each_with_its_own_uses()
    {
        _shell.Run("$null = $m[2] | New-BedrockCustomModelDeployment d2 -Wait").Clean();

        Assert.Equal(["idle"], _shell.Run("Get-BedrockCustomModel *e* | Where-Object ModelName -ne idle | "
            + "Remove-BedrockCustomModel -Cascade -Force -ThrottleLimit 4; (Get-BedrockCustomModel).ModelName").Clean()
                .Output.Select(name => name.ToString()));
        Assert.Empty(_shell.Run("Get-BedrockCustomModelDeployment; Get-BedrockProvisionedModelThroughput").Clean().Output);
    }

    [Fact]
    public void Cascade_without_a_prompt_fails_and_removes_nothing()
    {
        Assert.Equal("ConfirmationImpossible", ScriptResult.IdOf(_shell.Run("Remove-BedrockCustomModel used -Cascade").SingleError()));
        Assert.Empty(Deletions());
    }

    [Fact]
    public void Denied_list_of_uses_is_an_error_with_Cascade_and_ignored_without()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "List*s", Error = "AccessDeniedException" });

        Assert.Equal("AccessDeniedException",
            ScriptResult.IdOf(_shell.Run("Remove-BedrockCustomModel used -Cascade -Force").SingleError()));
        Assert.Empty(Deletions());

        var error = _shell.Run("Remove-BedrockCustomModel used -Force").SingleError();

        Assert.Equal("ConflictException", ScriptResult.IdOf(error));
        Assert.Contains("is used by", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cascade_with_WhatIf_shows_every_deletion_and_removes_nothing()
    {
        _shell.Run("$m[0] | Remove-BedrockCustomModel -Cascade -Force -WhatIf").Clean();

        var lines = _shell.Host.Interface.Lines.Where(line => line.StartsWith("What if:", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, lines.Count);
        Assert.Contains("Provisioned Throughput 't' (arn:", lines[0], StringComparison.Ordinal);
        Assert.Contains("custom model deployment 'd' (arn:", lines[1], StringComparison.Ordinal);
        Assert.Contains("custom model 'used' (arn:", lines[2], StringComparison.Ordinal);
        Expect.Each(lines, line => Assert.Contains("in us-east-1", line, StringComparison.Ordinal));
        Assert.Empty(Deletions());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Cascade")]
    public void Deployment_that_is_being_switched_to_the_model_is_named(string cascade)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Update*", ActivationTime = TimeSpan.FromHours(1) });
        _shell.Run("$null = $m[2] | New-BedrockCustomModelDeployment unrelated -Wait; "
            + "$null = $d | Set-BedrockCustomModelDeployment -ModelArn $m[1].ModelArn").Clean();

        var error = _shell.Run($"Remove-BedrockCustomModel idle -Force {cascade}").SingleError();

        Assert.Equal("ConflictException", ScriptResult.IdOf(error));
        Assert.Contains("in use by the custom model deployment d (arn:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("an update to it is not complete. Wait until it is (Wait-BedrockCustomModelDeployment), then",
            error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("unrelated", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_that_is_being_switched_is_named_although_another_one_is_gone()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Update*", ActivationTime = TimeSpan.FromHours(1) });
        _shell.Run("$null = $m[2] | New-BedrockCustomModelDeployment gone -Wait; "
            + "$null = $d | Set-BedrockCustomModelDeployment -ModelArn $m[1].ModelArn").Clean();
        _shell.Emulator.AddFault(new FaultRule
        {
            Operation = "GetCustomModelDeployment",
            Name = "gone",
            Error = "ResourceNotFoundException",
        });

        var error = _shell.Run("Remove-BedrockCustomModel idle -Force").SingleError();

        Assert.Contains("in use by the custom model deployment d (arn:", error.Exception.Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Deletions() => _shell.Emulator.Requests.Select(request => request.Operation)
        .Where(operation => operation.StartsWith("Delete", StringComparison.Ordinal));
}
