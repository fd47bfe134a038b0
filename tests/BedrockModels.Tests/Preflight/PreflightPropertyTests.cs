using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Preflight;

/// <summary>What preflight passes becomes Active in the emulator, and what it fails is refused or ends Failed.</summary>
public sealed class PreflightPropertyTests
{
    private const string S3 = "-S3Uri s3://customer-escrow-123456789012-smtj-1a2b3c/claims/step_100 -RoleArn $role -KmsKeyArn $key";
    private const string Package = "-ModelPackageArn $package";
    private const string Bucket = "customer-escrow-123456789012-smtj-1a2b3c";
    private const string Trust = "{ Statement = @{ Effect = 'Allow'; Principal = @{ Service = 'x' }; Action = 'sts:AssumeRole' } }";
    private const string Exact = "{ Statement = @{ Effect = 'Allow'; Principal = @{ Service = 'bedrock.amazonaws.com' }; "
        + "Action = 'sts:AssumeRole'; Condition = @{ StringEquals = @{ 'aws:SourceArn' = 'arn:aws:bedrock:*' } } } }";

    [Theory]
    [InlineData(S3, "@{}", null)]
    [InlineData(S3, "@{ Roles = @{ other = @{} } }", "Role")]
    [InlineData(S3, "@{ Roles = @{ 'SageMakerForBedrock-AmazonBedrock' = @{ TrustPolicy = @" + Trust + " } } }", "RoleTrust")]
    [InlineData(S3, "@{ Roles = @{ 'SageMakerForBedrock-AmazonBedrock' = @{ TrustPolicy = @" + Exact + " } } }", "RoleTrust")]
    [InlineData(S3, "@{ Roles = @{ 'SageMakerForBedrock-AmazonBedrock' = @{ Deny = 's3:GetObject' } } }", "RolePermissions")]
    [InlineData(S3, "@{ Buckets = @{ other = @{} } }", "Artifacts")]
    [InlineData(S3, "@{ Buckets = @{ '" + Bucket + "' = @{ Objects = @{ 'claims/step_10/a' = 'x' } } } }", "Artifacts")]
    [InlineData(S3, "@{ Buckets = @{ '" + Bucket + "' = @{ Objects = @{ 'claims/step_100/a' = 'x' } } } }", null)]
    [InlineData(S3, "@{ Keys = @{ '11111111-2222-3333-4444-555555555555' = @{ State = 'Disabled' } } }", "Key")]
    [InlineData(S3, "@{ Keys = @{ '11111111-2222-3333-4444-555555555555' = @{ Spec = 'RSA_2048' } } }", "Key")]
    [InlineData(S3, "@{ Keys = @{ other = @{} } }", "Key")]
    [InlineData(S3, "@{ Deny = 'iam:PassRole' }", "CallerPermissions")]
    [InlineData(Package, "@{}", null)]
    [InlineData(Package, "@{ ModelPackages = @{ 'my-model-package/1' = @{ Restricted = $false } } }", "ModelPackage")]
    [InlineData(Package, "@{ ModelPackages = @{ 'my-model-package/1' = @{ Status = 'Failed' } } }", "ModelPackage")]
    [InlineData(Package, "@{ ModelPackages = @{ other = @{} } }", "ModelPackage")]
    [InlineData(Package, "@{ Quotas = @{ 'L-CB5B847D' = 0 } }", "ModelQuota")]
    public void Result_of_the_checks_is_the_result_of_the_creation(string model, string account, string? failing)
    {
        using var shell = new TestShell(createEmulator: false);
        shell.Set("package", TestShell.Package);
        shell.Set("role", TestShell.Role);
        shell.Set("key", "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555");

        var result = shell.Run($$"""
            $emulator = Start-BedrockEmulator -ActivationTime 0.01 -Account {{account}}
            try {
                $call = @{ EndpointUrl = $emulator.EndpointUrl; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' }
                Test-BedrockCustomModel m {{model}} @call
                New-BedrockCustomModel m {{model}} @call -Wait -PollInterval 0.05 -ErrorAction SilentlyContinue
            }
            finally { $emulator | Stop-BedrockEmulator }
            """);

        var output = result.Output.Select(item => item.BaseObject).ToList();
        var failed = output.OfType<CustomModelCheck>().Where(check => check.Status == "Fail").Select(check => check.Check).ToList();
        Assert.Equal(failing is null ? [] : [failing], failed);
        Assert.Equal(failing is null ? ["Active"] : [], output.OfType<CustomModel>().Select(created => created.ModelStatus));
    }
}
