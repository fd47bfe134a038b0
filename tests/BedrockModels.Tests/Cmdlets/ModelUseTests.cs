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
        Assert.Equal(["DeleteCustomModelDeployment", "DeleteProvisionedModelThroughput", "DeleteCustomModel"],
            _shell.Emulator.Requests.Select(request => request.Operation).Where(operation => operation.StartsWith("Delete", StringComparison.Ordinal)));
        Assert.Equal(2, _shell.Run("Get-BedrockCustomModel").Clean().Output.Count);
    }

    [Fact]
    public void Cascade_with_one_refusal_removes_nothing()
    {
        foreach (var answer in (string[])["Yes", "No", "Yes"])
            _shell.Host.Interface.Answers.Enqueue(answer);
        _shell.Run("Remove-BedrockCustomModel used -Cascade").Clean();
        Assert.DoesNotContain(_shell.Emulator.Requests, request => request.Operation.StartsWith("Delete", StringComparison.Ordinal));
    }

    [Fact]
    public void Cascade_with_WhatIf_shows_all_and_removes_nothing_even_with_Force()
    {
        _shell.Run("$m[0] | Remove-BedrockCustomModel -Cascade -Force -WhatIf").Clean();
        Assert.Equal(3, _shell.Host.Interface.Lines.Count(line => line.StartsWith("What if:", StringComparison.Ordinal)));
        Assert.DoesNotContain(_shell.Emulator.Requests, request => request.Operation.StartsWith("Delete", StringComparison.Ordinal));
    }
}
