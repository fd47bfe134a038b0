using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>What the service returned pipes back as it is. What a person typed is checked.</summary>
public sealed class ReturnedObjectTests : IDisposable
{
    private const string Unknown = "arn:aws:bedrock:us-east-1:123456789012:custom-model/of-a-later-api/x*y/1";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("$model | Get-BedrockCustomModel", "GetCustomModel")]
    [InlineData("$model | Remove-BedrockCustomModel -Force", "DeleteCustomModel")]
    [InlineData("$model | Add-BedrockResourceTag -Tag @{ a = 'b' }", "TagResource")]
    [InlineData("$model | Get-BedrockResourceTag", "ListTagsForResource")]
    [InlineData("$model | Remove-BedrockResourceTag -TagKey a", "UntagResource")]
    [InlineData("$model | Wait-BedrockCustomModel -Timeout 0", "GetCustomModel")]
    [InlineData("$model | New-BedrockCustomModelDeployment d", "CreateCustomModelDeployment")]
    [InlineData("$model | New-BedrockProvisionedModelThroughput p", "CreateProvisionedModelThroughput")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $model", "UpdateCustomModelDeployment")]
    [InlineData("Set-BedrockProvisionedModelThroughput p -DesiredModelId $model", "UpdateProvisionedModelThroughput")]
    [InlineData("Get-BedrockCustomModelDeployment -ModelArn $model", "ListCustomModelDeployments")]
    [InlineData("Get-BedrockProvisionedModelThroughput -ModelArn $model", "ListProvisionedModelThroughputs")]
    public void Identifier_of_a_returned_object_is_sent_even_if_its_form_is_unknown(string script, string operation)
    {
        _shell.Set("model", new CustomModel { ModelArn = Unknown, ModelName = "m", Region = "us-east-1" });

        _shell.Run(script);

        Assert.Equal(1, _shell.Count(operation));
    }

    [Theory]
    [InlineData("$arn | Get-BedrockCustomModel")]
    [InlineData("Remove-BedrockCustomModel $arn -Force")]
    [InlineData("Add-BedrockResourceTag $arn -Tag @{ a = 'b' }")]
    [InlineData("New-BedrockCustomModelDeployment d -ModelArn $arn")]
    [InlineData("New-BedrockProvisionedModelThroughput p -ModelId $arn")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $arn")]
    [InlineData("[pscustomobject]@{ ModelArn = $arn } | Remove-BedrockCustomModel -Force")]
    public void Identifier_typed_by_a_person_is_checked_before_any_request(string script)
    {
        _shell.Set("arn", Unknown);

        var result = _shell.Run(script);

        Assert.Contains(Unknown, result.SingleError().ToString(), StringComparison.Ordinal);
        Assert.Empty(_shell.Emulator.Requests);
    }

    [Fact]
    public void Object_of_a_job_counts_as_returned()
    {
        _shell.Set("model", new CustomModel { ModelArn = Unknown, ModelName = "m", Region = "us-east-1" });

        _shell.Run("""
            $sent = [System.Management.Automation.PSSerializer]::Serialize($model)
            [System.Management.Automation.PSSerializer]::Deserialize($sent) | Remove-BedrockCustomModel -Force
            """);

        Assert.Equal(1, _shell.Count("DeleteCustomModel"));
    }

    [Fact]
    public void Object_without_an_identifier_is_refused()
    {
        _shell.Set("tag", new ResourceTag { Key = "a", Value = "b" });

        var result = _shell.Run("$tag | Remove-BedrockCustomModel -Force");

        Assert.Equal("InvalidModelIdentifier", ScriptResult.IdOf(result.SingleError()));
        Assert.Empty(_shell.Emulator.Requests);
    }
}
