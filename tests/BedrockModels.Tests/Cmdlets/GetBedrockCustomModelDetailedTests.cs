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
    [InlineData("Get-BedrockCustomModel -Unused -SortOrder Ascending", "idle,other")]
    [InlineData("Get-BedrockCustomModel -Unused -SortOrder Ascending -First 1", "idle")]
    [InlineData("Get-BedrockCustomModel -Unused -Detailed -Tag n=o*", "other")]
    [InlineData("Get-BedrockCustomModel i*, u* -Unused", "idle")]
    [InlineData("$m | Get-BedrockCustomModel -Unused", "idle,other")]
    public void Unused_returns_only_models_that_nothing_uses_with_one_list_of_each_use(string script, string names)
    {
        var models = _shell.Run(script).Clean().Output;

        Assert.Equal(names, string.Join(',', models.Select(model => model.Properties["ModelName"].Value)));
        Assert.Equal((1, 1), (_shell.Count("ListCustomModelDeployments"), _shell.Count("ListProvisionedModelThroughputs")));
    }

    /// <summary>The client sends a request three times.</summary>
    [Fact]
    public void Detailed_reads_the_uses_again_after_a_model_whose_uses_could_not_be_read()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "ListCustomModelDeployments", Error = "InternalServerException", Times = 3 });

        var result = _shell.Run("$m | Get-BedrockCustomModel -Detailed");

        Assert.Equal("InternalServerException", ScriptResult.IdOf(result.SingleError()));
        Assert.Equal(["idle", "other"], result.OutputOf<CustomModelDetail>().Select(model => model.ModelName));
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel bad -Detailed")]
    [InlineData("Get-BedrockCustomModel -Detailed | Where-Object Name -EQ bad")]
    [InlineData("Get-BedrockCustomModel bad | Get-BedrockCustomModel -Detailed")]
    public void Detailed_returns_the_whole_model(string script)
    {
        _shell.Emulator.AddFault(new FaultRule { Name = "bad", Fail = "There is no room." });
        _shell.Create("bad", "-KmsKeyArn arn:aws:kms:us-east-1:123456789012:key/0e1f2a3b-4c5d-6e7f-8a9b-0c1d2e3f4a5b");

        var whole = Assert.Single(_shell.Run("Get-BedrockCustomModel bad").Clean().OutputOf<CustomModel>());
        var detailed = Assert.Single(_shell.Run(script).Clean().OutputOf<CustomModelDetail>());

        Assert.Equal("There is no room.", detailed.FailureMessage);
        Expect.Each(typeof(CustomModel).GetProperties(), property =>
            Assert.Equal(property.GetValue(whole), property.GetValue(detailed)));
    }

    [Fact]
    public void Tags_are_members_of_the_list_and_the_list_is_a_list()
    {
        _shell.Create("tagged", "-Tag @{ Team = 'ML'; 'a b' = 'x'; Count = 'many'; team2 = 'T' }");

        var result = _shell.Run("""
            $tags = (Get-BedrockCustomModel tagged -Detailed).Tags
            $tags.Team; $tags.TEAM; $tags['Team']; $tags['team']; $tags.'a b'; $tags['Count']; "$($null -eq $tags.Missing)"
            "$($tags.Count)"; "$($tags[0])"; "$($tags[-1])"; @($tags).Count; ($tags | Where-Object Key -EQ Team).Value; $tags.Key -join ','
            $tags.ToString()
            """).Clean();

        Assert.Equal(["ML", "ML", "ML", "ML", "x", "many", "True", "4", "a b=x", "team2=T", "4", "ML", "a b,Count,Team,team2",
            "a b=x;Count=many;Team=ML;team2=T"], result.Output.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("(Get-BedrockCustomModel used -Detailed).Tags")]
    [InlineData("(Get-BedrockCustomModel -Detailed).Tags")]
    [InlineData("Get-BedrockCustomModel used | Get-BedrockResourceTag")]
    public void Tag_knows_its_resource_so_it_pipes_to_Remove(string script)
    {
        _shell.Run($"{script} | Remove-BedrockResourceTag").Clean();

        Assert.Empty(_shell.Run("$m[0] | Get-BedrockResourceTag").Clean().Output);
    }

    [Fact]
    public void Uses_are_ARNs_as_text()
    {
        _shell.Run("$null = $m[0] | New-BedrockCustomModelDeployment second -Wait").Clean();

        var texts = _shell.Run("$one = Get-BedrockCustomModel used -Detailed; $one.Deployments.ToString(); "
            + "$one.Deployments.Arn -join ';'; $one.ProvisionedModelThroughputs.ToString(); $one.ProvisionedModelThroughputs[0].Arn")
            .Clean().OutputOf<string>();

        Assert.Contains(';', texts[0]);
        Assert.Equal((texts[1], texts[3]), (texts[0], texts[2]));
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
        Assert.Equal(6 + 3, _shell.Count("GetCustomModel"));
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
