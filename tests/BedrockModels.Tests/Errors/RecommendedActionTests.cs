using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Errors;

/// <summary>The advice fits the cause that the service's message names.</summary>
public sealed class RecommendedActionTests : IDisposable
{
    private const string Package = "New-BedrockCustomModel a -ModelPackageArn $package";
    private const string S3 = "New-BedrockCustomModel a -S3Uri s3://my-bucket/m/ -RoleArn $role";
    private const string Throughput = "New-BedrockProvisionedModelThroughput -ModelId a -ProvisionedModelName p";
    private const string Deployment =
        "New-BedrockCustomModelDeployment d -ModelArn arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456";
    private const string Denied =
        "User: arn:aws:sts::123456789012:assumed-role/admin/me is not authorized to perform: {0} on resource: x "
        + "because no policy allows it";
    private const string Legacy =
        "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model.";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(S3, "AccessDeniedException", "iam:PassRole", "AmazonBedrock in the name", "SageMakerForBedrock")]
    [InlineData(Package, "AccessDeniedException", "sagemaker:DescribeModelPackage", "sagemaker:AccessModelPackage ", "kms:GenerateDataKey")]
    [InlineData(Deployment, "AccessDeniedException", "kms:Decrypt", "bedrock:CreateCustomModelDeployment", "kms:Decrypt")]
    public void Denied_action_of_an_assumed_role_is_not_taken_for_a_trust_policy(
        string script, string code, string action, params string[] advice)
    {
        var denied = Denied.Replace("{0}", action, StringComparison.Ordinal);
        Assert.DoesNotContain("trust policy", AdviceOf(script, code, denied, advice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(S3, "AccessDeniedException", "The role is not authorized to perform: sts:AssumeRole on resource: x", "trust policy")]
    [InlineData(S3, "ValidationException", "No S3 objects found under S3 URL.", "checkpoint_s3_bucket", "JOB/manifest.json",
        "JOB/output/output/manifest.json", "JOB/output/output.tar.gz")]
    [InlineData(
        Package, "ValidationException", "The model package is not restricted.", "ManagedStorageType Restricted", "-S3Uri and -RoleArn")]
    [InlineData(Package, "ResourceNotFoundException", "Not found.", "exists in this Region", "ManagedStorageType Restricted")]
    [InlineData(Package, "ValidationException", "A resource of this name already exists.", "-IfExists Return")]
    [InlineData(Package, "ConflictException", "No.", "-IfExists Return")]
    [InlineData(Throughput, "ValidationException", Legacy, "base model is Legacy", "New-BedrockCustomModelDeployment")]
    [InlineData(Throughput, "ResourceNotFoundException", "This model version has reached the end of its life.", "train the model again")]
    [InlineData(Throughput, "ServiceQuotaExceededException", "No.", "AWS Support", "Model units per provisioned model for", "L-BE77399C")]
    [InlineData(Package, "ServiceQuotaExceededException", "No.", "Custom models per account", "L-CB5B847D")]
    [InlineData(Package, "UnknownOperationException", "No.", "documented for us-east-1", "this call used us-east-1")]
    public void Advice_fits_the_message(string script, string code, string message, params string[] advice) =>
        AdviceOf(script, code, message, advice);

    private string AdviceOf(string script, string code, string message, string[] parts)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Create*", Error = code, Message = message });

        var advice = _shell.Run(script).SingleError().ErrorDetails.RecommendedAction;

        Expect.Each(parts, part => Assert.Contains(part, advice, StringComparison.Ordinal));
        return advice;
    }

    [Theory]
    [InlineData("Remove-BedrockCustomModelDeployment d -Force")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $model")]
    [InlineData("Remove-BedrockCustomModel a -Cascade -Force")]
    public void Deployment_in_a_mutating_state_is_an_error_that_recommends_Wait(string script)
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
}
