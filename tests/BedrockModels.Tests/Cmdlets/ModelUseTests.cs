using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class ModelUseTests : IDisposable
{
    private readonly TestShell _shell = new();

    public ModelUseTests() =>
        _shell.Run("$m = 'used', 'idle', 'other' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Tag \"n=$_\" | Wait-BedrockCustomModel }; $d = $m[0] | New-BedrockCustomModelDeployment d -Wait; $t = $m[0] | New-BedrockProvisionedModelThroughput t -Wait").Clean();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Detailed_joins_tags_deployments_and_throughput_and_reads_uses_in_bulk()
    {
        var models = _shell.Run("Get-BedrockCustomModel -Detailed -SortOrder Ascending -ThrottleLimit 2").Clean().OutputOf<CustomModelDetail>();
        Assert.Equal([("used", true), ("idle", false), ("other", false)], models.Select(model => (model.ModelName, model.InUse)));
        Assert.Equal(("d", "t", "n=used"), (models[0].Deployments[0].CustomModelDeploymentName, models[0].ProvisionedModelThroughputs[0].ProvisionedModelName, models[0].Tags[0].ToString()));
        Assert.Equal((1, 1), (_shell.Count("ListCustomModelDeployments"), _shell.Count("ListProvisionedModelThroughputs")));
    }

    [Theory]
    [InlineData("New-BedrockCustomModelDeployment")]
    [InlineData("New-BedrockProvisionedModelThroughput")]
    public void Either_way_to_inference_is_a_use(string command) =>
        Assert.True(Assert.Single(_shell.Run($"$null = $m[1] | {command}; Get-BedrockCustomModel idle -Detailed").Clean().OutputOf<CustomModelDetail>()).InUse);

    [Fact]
    public void Detailed_goes_with_identifiers_and_pipes_on()
    {
        var models = _shell.Run("'idle', 'used' | Get-BedrockCustomModel -Detailed").Clean().OutputOf<CustomModelDetail>();
        Assert.Equal(["idle", "used"], models.Select(model => model.ModelName));
        Assert.Equal(1, _shell.Count("ListCustomModelDeployments"));
        Assert.Equal(["used"], _shell.Run("Get-BedrockCustomModel -Detailed | Where-Object InUse -eq $false | Remove-BedrockCustomModel -Force; Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>().Select(model => model.ModelName));
    }

    [Fact]
    public void Removing_a_model_in_use_is_refused_with_what_uses_it()
    {
        var error = _shell.Run("Remove-BedrockCustomModel used -Force").SingleError();
        Assert.Equal("ConflictException", ScriptResult.IdOf(error));
        Assert.Contains("custom model deployment d (arn:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Provisioned Throughput t (arn:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Cascade", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cascade_removes_what_uses_the_model_first_each_confirmed_on_its_own()
    {
        foreach (var answer in (string[])["Yes", "Yes", "Yes"])
            _shell.Host.Interface.Answers.Enqueue(answer);
        _shell.Run("Remove-BedrockCustomModel used -Cascade").Clean();
        Assert.Equal(3, _shell.Host.Interface.Prompts.Count);
        Assert.Equal(["DeleteProvisionedModelThroughput", "DeleteCustomModelDeployment", "DeleteCustomModel"], Deletions());
        Assert.Equal(2, _shell.Run("Get-BedrockCustomModel").Clean().Output.Count);
    }

    [Fact]
    public void Cascade_with_one_refusal_removes_nothing()
    {
        foreach (var answer in (string[])["Yes", "No", "Yes"])
            _shell.Host.Interface.Answers.Enqueue(answer);
        _shell.Run("Remove-BedrockCustomModel used -Cascade").Clean();
        Assert.Empty(Deletions());
    }

    [Fact]
    public void A_commitment_refuses_the_cascade_in_words_before_anything_is_lost()
    {
        _shell.Run("$null = $m[0] | New-BedrockProvisionedModelThroughput committed -CommitmentDuration OneMonth -Force -Wait").Clean();
        var error = _shell.Run("Remove-BedrockCustomModel used -Cascade -Force").SingleError();
        Assert.Equal(("ConflictException", ErrorCategory.ResourceBusy, "used"), (ScriptResult.IdOf(error), error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("commitment ends", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("CommitmentExpirationTime", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("DeleteCustomModelDeployment", Deletions());
        Assert.DoesNotContain("DeleteCustomModel", Deletions());
    }

    [Fact]
    public void Cascade_over_many_models_takes_each_with_its_own_uses()
    {
        _shell.Run("$null = $m[2] | New-BedrockCustomModelDeployment d2 -Wait").Clean();
        Assert.Equal(["idle"], _shell.Run("Get-BedrockCustomModel *e* | Where-Object ModelName -ne idle | Remove-BedrockCustomModel -Cascade -Force -ThrottleLimit 4; (Get-BedrockCustomModel).ModelName").Clean().Output.Select(name => name.ToString()));
        Assert.Empty(_shell.Run("Get-BedrockCustomModelDeployment; Get-BedrockProvisionedModelThroughput").Clean().Output);
    }

    [Fact]
    public void Where_nobody_can_be_asked_the_cascade_fails_at_once_and_removes_nothing()
    {
        Assert.Equal("ConfirmationImpossible", ScriptResult.IdOf(_shell.Run("Remove-BedrockCustomModel used -Cascade").SingleError()));
        Assert.Empty(Deletions());
    }

    [Fact]
    public void Who_may_not_list_what_uses_a_model_is_told_so_with_Cascade_and_hears_the_service_without()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "List*s", Error = "AccessDeniedException" });
        Assert.Equal("AccessDeniedException", ScriptResult.IdOf(_shell.Run("Remove-BedrockCustomModel used -Cascade -Force").SingleError()));
        Assert.Empty(Deletions());
        var error = _shell.Run("Remove-BedrockCustomModel used -Force").SingleError();
        Assert.Equal("ConflictException", ScriptResult.IdOf(error));
        Assert.Contains("is used by", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_error_says_that_the_uses_may_not_be_read_and_not_one_for_each_model()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "ListProvisionedModelThroughputs", Error = "AccessDeniedException" });
        var error = _shell.Run("Get-BedrockCustomModel -Detailed -ThrottleLimit 4").SingleError();
        Assert.Contains("bedrock:ListProvisionedModelThroughputs", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1, _shell.Count("ListProvisionedModelThroughputs"));
    }

    [Fact]
    public void Uses_are_read_once_for_each_Region_however_many_models_and_pages_there_are()
    {
        _shell.Run("$null = 'one', 'two', 'three' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Region eu-west-1 }").Clean();
        Assert.Equal(6, _shell.Run("Get-BedrockCustomModel -Detailed -PageSize 1; Get-BedrockCustomModel -Detailed -Region eu-west-1 -PageSize 2").Clean().Output.Count);
        Assert.Equal((2, 2, 6), (_shell.Count("ListCustomModelDeployments"), _shell.Count("ListProvisionedModelThroughputs"), _shell.Count("ListTagsForResource")));
        Assert.Equal(6, _shell.Run("@(Get-BedrockCustomModel; Get-BedrockCustomModel -Region eu-west-1) | Get-BedrockCustomModel -Detailed -ThrottleLimit 6").Clean().Output.Count);
        Assert.Equal((4, 4), (_shell.Count("ListCustomModelDeployments"), _shell.Count("ListProvisionedModelThroughputs")));
    }

    [Fact]
    public void Details_come_whole_from_a_job_and_what_is_in_them_pipes_on()
    {
        var result = _shell.Run("""
            $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-BedrockCustomModel used -Detailed), 1))
            $back.InUse, $back.Tags[0].Key, ($back.Deployments | Get-BedrockCustomModelDeployment).Status, ($back.ProvisionedModelThroughputs | Get-BedrockProvisionedModelThroughput).Status
            $back | Remove-BedrockCustomModel -Cascade -Force
            """).Clean();
        Assert.Equal([true, "n", "Active", "InService"], result.Output.Select(item => item.BaseObject));
        Assert.Equal(3, Deletions().Count());
    }

    [Fact]
    public void Cascade_with_WhatIf_shows_all_and_removes_nothing_even_with_Force()
    {
        _shell.Run("$m[0] | Remove-BedrockCustomModel -Cascade -Force -WhatIf").Clean();
        var lines = _shell.Host.Interface.Lines.Where(line => line.StartsWith("What if:", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Contains("Provisioned Throughput t (arn:", lines[0], StringComparison.Ordinal);
        Assert.Contains("custom model deployment d (arn:", lines[1], StringComparison.Ordinal);
        Assert.Contains("custom model used (arn:", lines[2], StringComparison.Ordinal);
        Expect.Each(lines, line => Assert.Contains("in us-east-1", line, StringComparison.Ordinal));
        Assert.Empty(Deletions());
    }

    private IEnumerable<string> Deletions() => _shell.Emulator.Requests.Select(request => request.Operation).Where(operation => operation.StartsWith("Delete", StringComparison.Ordinal));
}
