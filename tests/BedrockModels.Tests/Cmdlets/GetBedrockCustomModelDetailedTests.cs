using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Get-BedrockCustomModel -Detailed, with one model in use and two that are not.</summary>
public sealed class GetBedrockCustomModelDetailedTests : IDisposable
{
    private readonly TestShell _shell = new();

    public GetBedrockCustomModelDetailedTests() =>
        _shell.Run("$m = 'used', 'idle', 'other' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Tag \"n=$_\" | "
            + "Wait-BedrockCustomModel }; $d = $m[0] | New-BedrockCustomModelDeployment d -Wait; $t = $m[0] | "
            + "New-BedrockProvisionedModelThroughput t -Wait").Clean();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Detailed_adds_tags_deployments_and_throughput_with_one_list_of_each()
    {
        var models = _shell.Run("Get-BedrockCustomModel -Detailed -SortOrder Ascending -ThrottleLimit 2").Clean()
            .OutputOf<CustomModelDetail>();

        Assert.Equal([("used", true), ("idle", false), ("other", false)], models.Select(model => (model.ModelName, model.InUse)));
        Assert.Equal(("d", "t", "n=used"), (models[0].Deployments[0].CustomModelDeploymentName,
            models[0].ProvisionedModelThroughputs[0].ProvisionedModelName, models[0].Tags[0].ToString()));
        Assert.Equal((1, 1), (_shell.Count("ListCustomModelDeployments"), _shell.Count("ListProvisionedModelThroughputs")));
    }

    [Theory]
    [InlineData("New-BedrockCustomModelDeployment")]
    [InlineData("New-BedrockProvisionedModelThroughput")]
    public void Deployment_or_throughput_makes_a_model_InUse(string command) =>
        Assert.True(Assert.Single(_shell.Run($"$null = $m[1] | {command}; Get-BedrockCustomModel idle -Detailed").Clean()
            .OutputOf<CustomModelDetail>()).InUse);

    [Fact]
    public void Detailed_accepts_identifiers_and_its_output_pipes_to_Remove()
    {
        var models = _shell.Run("'idle', 'used' | Get-BedrockCustomModel -Detailed").Clean().OutputOf<CustomModelDetail>();

        Assert.Equal(["idle", "used"], models.Select(model => model.ModelName));
        Assert.Equal(1, _shell.Count("ListCustomModelDeployments"));
        Assert.Equal(["used"],
            _shell.Run("Get-BedrockCustomModel -Detailed | Where-Object InUse -eq $false | "
                + "Remove-BedrockCustomModel -Force; Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>()
                    .Select(model => model.ModelName));
    }

    [Fact]
    public void Denied_list_of_uses_is_one_error_for_all_models()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "ListProvisionedModelThroughputs", Error = "AccessDeniedException" });

        var error = _shell.Run("Get-BedrockCustomModel -Detailed -ThrottleLimit 4").SingleError();

        Assert.Contains("bedrock:ListProvisionedModelThroughputs", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1, _shell.Count("ListProvisionedModelThroughputs"));
    }

    [Fact]
    public void Uses_are_listed_once_for_each_Region_and_command()
    {
        _shell.Run(
            "$null = 'one', 'two', 'three' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Region eu-west-1 }")
                .Clean();

        Assert.Equal(6,
            _shell.Run("Get-BedrockCustomModel -Detailed -PageSize 1; Get-BedrockCustomModel -Detailed -Region eu-west-1 -PageSize 2")
                .Clean().Output.Count);
        Assert.Equal((2, 2, 6), (_shell.Count("ListCustomModelDeployments"), _shell.Count("ListProvisionedModelThroughputs"),
            _shell.Count("ListTagsForResource")));
        Assert.Equal(6,
            _shell.Run(
                "@(Get-BedrockCustomModel; Get-BedrockCustomModel -Region eu-west-1) | Get-BedrockCustomModel -Detailed -ThrottleLimit 6")
                    .Clean().Output.Count);
        Assert.Equal((4, 4), (_shell.Count("ListCustomModelDeployments"), _shell.Count("ListProvisionedModelThroughputs")));
    }

    [Fact]
    public void Details_from_a_job_are_complete_and_their_parts_pipe_on()
    {
        var result = _shell.Run("""
            $serialized = [System.Management.Automation.PSSerializer]::Serialize((Get-BedrockCustomModel used -Detailed), 1)
            $back = [System.Management.Automation.PSSerializer]::Deserialize($serialized)
            $back.InUse, $back.Tags[0], ($back.Deployments | Get-BedrockCustomModelDeployment).Status,
                ($back.ProvisionedModelThroughputs | Get-BedrockProvisionedModelThroughput).Status
            $back | Remove-BedrockCustomModel -Cascade -Force
            """).Clean();

        Assert.Equal([true, "n=used", "Active", "InService"], result.Output.Select(item => item.BaseObject));
        Assert.Equal(3, Deletions().Count());
    }

    private IEnumerable<string> Deletions() => _shell.Emulator.Requests.Select(request => request.Operation)
        .Where(operation => operation.StartsWith("Delete", StringComparison.Ordinal));
}
