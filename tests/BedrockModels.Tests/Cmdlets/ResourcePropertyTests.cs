using System.Text.Json;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Name, Arn, Status and Created on every resource, in lists and items alike, without an effect on requests and binding.</summary>
public sealed class ResourcePropertyTests : IDisposable
{
    private readonly TestShell _shell = new();

    public ResourcePropertyTests() => _shell.Run("""
        $model = New-BedrockCustomModel m -ModelPackageArn $package -Wait
        $deployment = New-BedrockCustomModelDeployment d -ModelArn $model.ModelArn -Wait
        $throughput = New-BedrockProvisionedModelThroughput p -ModelId $model.ModelArn -Wait
        """).Clean();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BedrockCustomModel m", "ModelName", "ModelArn", "ModelStatus", "CreationTime")]
    [InlineData("Get-BedrockCustomModel", "ModelName", "ModelArn", "ModelStatus", "CreationTime")]
    [InlineData("Get-BedrockCustomModel -Detailed", "ModelName", "ModelArn", "ModelStatus", "CreationTime")]
    [InlineData("Get-BedrockCustomModelDeployment d", "ModelDeploymentName", "CustomModelDeploymentArn", "Status", "CreatedAt")]
    [InlineData("Get-BedrockCustomModelDeployment", "CustomModelDeploymentName", "CustomModelDeploymentArn", "Status", "CreatedAt")]
    [InlineData("Get-BedrockProvisionedModelThroughput p", "ProvisionedModelName", "ProvisionedModelArn", "Status", "CreationTime")]
    [InlineData("Get-BedrockProvisionedModelThroughput", "ProvisionedModelName", "ProvisionedModelArn", "Status", "CreationTime")]
    public void Heads_of_the_tables_are_properties_also_in_a_job(string script, string name, string arn, string status, string created)
    {
        var result = _shell.Run($$"""
            $one = {{script}}
            $sent = [System.Management.Automation.PSSerializer]::Serialize($one, 1)
            $back = [System.Management.Automation.PSSerializer]::Deserialize($sent)
            foreach ($each in $one, $back) {
                $null -ne $each.Name -and $each.Name -eq $one.{{name}}
                $null -ne $each.Arn -and $each.Arn -eq $one.{{arn}}
                $null -ne $each.Status -and $each.Status -eq $one.{{status}}
                $each.Created -is [datetime] -and $each.Created -eq $one.{{created}}
            }
            """).Clean();

        Assert.Equal(Enumerable.Repeat(true, 8), result.OutputOf<bool>());
    }

    [Fact]
    public void Heads_of_the_tables_are_no_members_of_requests_and_responses()
    {
        var model = new CustomModelDetail { ModelName = "m", ModelArn = "arn", ModelStatus = "Active", CreationTime = DateTime.UnixEpoch };
        var deployment = new CustomModelDeploymentSummary { CustomModelDeploymentName = "d", CreatedAt = DateTime.UnixEpoch };

        Assert.Equal(["modelName", "modelArn", "modelStatus", "creationTime"], Members(model));
        Assert.Equal(["modelName", "modelArn", "modelStatus", "creationTime"], Members<CustomModel>(model));
        Assert.Equal(["customModelDeploymentName", "createdAt"], Members(
            new ListCustomModelDeploymentsResponse([deployment], null).ModelDeploymentSummaries![0]));
    }

    [Theory]
    [InlineData("$deployment | New-BedrockProvisionedModelThroughput -Force", "ProvisionedModelNameMissing")]
    [InlineData("Get-BedrockCustomModelDeployment | New-BedrockProvisionedModelThroughput -Force", "ProvisionedModelNameMissing")]
    [InlineData("Get-BedrockCustomModelDeployment | New-BedrockCustomModelDeployment -Force", "ModelDeploymentNameMissing")]
    [InlineData("$throughput | New-BedrockCustomModelDeployment -Force", "ModelDeploymentNameMissing")]
    public void Name_of_a_resource_of_another_kind_names_no_new_resource(string script, string error)
    {
        Assert.Equal(error, ScriptResult.IdOf(_shell.Run(script).SingleError()));
        Assert.Equal((1, 1), (_shell.Count("CreateCustomModelDeployment"), _shell.Count("CreateProvisionedModelThroughput")));
    }

    [Theory]
    [InlineData("$deployment | New-BedrockProvisionedModelThroughput -Name d", "d")]
    [InlineData("$deployment | New-BedrockProvisionedModelThroughput other", "other")]
    [InlineData("$model | New-BedrockProvisionedModelThroughput", "m")]
    [InlineData("Get-BedrockCustomModel | New-BedrockProvisionedModelThroughput", "m")]
    [InlineData("Get-BedrockCustomModel -Detailed | New-BedrockProvisionedModelThroughput", "m")]
    [InlineData("[pscustomobject]@{ ModelArn = $model.Arn; Name = 'row' } | New-BedrockProvisionedModelThroughput", "row")]
    public void New_resource_has_the_given_name_or_that_of_the_piped_model(string script, string name) =>
        Assert.Equal(name, _shell.Run(script).Clean().OutputOf<ProvisionedModelThroughput>()[0].Name);

    [Fact]
    public void New_model_has_what_the_request_says_and_no_time()
    {
        var model = _shell.Create("n", "-KmsKeyArn arn:aws:kms:us-east-1:123456789012:key/0e1f2a3b-4c5d-6e7f-8a9b-0c1d2e3f4a5b");

        Assert.Equal(("n", "Creating", "IMPORTED", "us-east-1", null),
            (model.Name, model.Status, model.CustomizationType, model.Region, model.Created));
        Assert.EndsWith(":key/0e1f2a3b-4c5d-6e7f-8a9b-0c1d2e3f4a5b", model.ModelKmsKeyArn, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Members<T>(T value)
        where T : class => JsonDocument.Parse(WireJson.Text(value)).RootElement.EnumerateObject().Select(member => member.Name);
}
