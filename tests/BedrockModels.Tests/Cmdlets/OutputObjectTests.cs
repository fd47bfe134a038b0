using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Resources as objects that other commands work with: text, times, jobs and files.</summary>
public sealed class OutputObjectTests : IDisposable
{
    private readonly TestShell _shell = new();

    public OutputObjectTests() => _shell.Run("""
        $model = New-BedrockCustomModel m -ModelPackageArn $package -Tag @{ Team = 'ML' } -Wait
        New-BedrockCustomModelDeployment d -ModelArn $model.ModelArn | Out-Null
        New-BedrockProvisionedModelThroughput p -ModelId $model.ModelArn | Out-Null
        """).Clean();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BedrockCustomModel m", "ModelArn")]
    [InlineData("Get-BedrockCustomModel", "ModelArn")]
    [InlineData("Get-BedrockCustomModel -Detailed", "ModelArn")]
    [InlineData("New-BedrockCustomModel n -ModelPackageArn $package", "ModelArn")]
    [InlineData("Get-BedrockCustomModelDeployment d", "CustomModelDeploymentArn")]
    [InlineData("Get-BedrockCustomModelDeployment", "CustomModelDeploymentArn")]
    [InlineData("Get-BedrockProvisionedModelThroughput p", "ProvisionedModelArn")]
    [InlineData("Get-BedrockProvisionedModelThroughput", "ProvisionedModelArn")]
    public void Text_of_a_resource_is_its_ARN(string script, string property)
    {
        var result = _shell.Run($"$one = {script}; \"$one\"; $one.{property}").Clean().OutputOf<string>();

        Assert.StartsWith("arn:aws:bedrock:", result[0], StringComparison.Ordinal);
        Assert.Equal(result[1], result[0]);
    }

    [Fact]
    public void Resource_without_an_ARN_is_its_name_as_text()
    {
        Assert.Equal("m", new CustomModel { ModelName = "m" }.ToString());
        Assert.Equal("", new CustomModelDeploymentSummary().ToString());
    }

    [Theory]
    [InlineData("(Get-BedrockCustomModel m).CreationTime")]
    [InlineData("(Get-BedrockCustomModel).CreationTime")]
    [InlineData("(Get-BedrockCustomModelDeployment d).CreatedAt")]
    [InlineData("(Get-BedrockProvisionedModelThroughput p).LastModifiedTime")]
    public void Time_subtracts_from_the_local_time_and_compares_with_it(string time)
    {
        var result = _shell.Run(
            $"$now = [datetime]::Now; $time = {time}; $now - $time; $time -le $now.AddSeconds(1); $time -gt $now.AddMinutes(-10)").Clean();

        Assert.InRange((TimeSpan)result.Output[0].BaseObject, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(10));
        Assert.Equal([true, true], result.Output.Skip(1).Select(item => item.BaseObject));
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel m", "CreationTime")]
    [InlineData("Get-BedrockCustomModelDeployment d", "CreatedAt")]
    [InlineData("Get-BedrockProvisionedModelThroughput p", "CreationTime")]
    public void Job_returns_the_time_and_the_text_of_a_resource(string script, string time)
    {
        var result = _shell.Run($$"""
            $one = {{script}}
            $sent = [System.Management.Automation.PSSerializer]::Serialize($one, 1)
            $back = [System.Management.Automation.PSSerializer]::Deserialize($sent)
            $back.{{time}} -is [datetime]; $back.{{time}} -eq $one.{{time}}; "$back" -eq "$one"
            """).Clean();

        Assert.Equal([true, true, true], result.Output.Select(item => item.BaseObject));
    }

    [Fact]
    public void Job_returns_tags_and_uses_of_a_detailed_model_as_texts_that_bind()
    {
        var result = _shell.Run("""
            $one = Get-BedrockCustomModel -Detailed
            $sent = [System.Management.Automation.PSSerializer]::Serialize($one, 1)
            $back = [System.Management.Automation.PSSerializer]::Deserialize($sent)
            "$($back.Tags)"
            ($back.Deployments | Get-BedrockCustomModelDeployment).ModelDeploymentName
            ($back.ProvisionedModelThroughputs | Get-BedrockProvisionedModelThroughput).ProvisionedModelName
            """).Clean();

        Assert.Equal(["Team=ML", "d", "p"], result.OutputOf<string>());
    }

    [Fact]
    public void Parts_of_a_customization_job_are_JSON_as_text()
    {
        var model = new CustomModel { ModelArn = "arn", TrainingDataConfig = new() { S3Uri = "s3://b/k" } };
        _shell.Set("one", model);

        var result = _shell.Run("""
            $sent = [System.Management.Automation.PSSerializer]::Serialize($one, 1)
            [System.Management.Automation.PSSerializer]::Deserialize($sent).TrainingDataConfig
            """).Clean();

        Assert.Equal(["""{"s3Uri":"s3://b/k"}"""], result.OutputOf<string>());
    }
}
