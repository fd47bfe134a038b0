using System.Collections.Concurrent;
using BedrockModels.Preflight;

namespace BedrockModels;

/// <summary>
/// Checks whether custom models can be created, before New-BedrockCustomModel: the request, the role, the key, the artifacts, the model
/// package, the permissions and the quotas. Creates and changes nothing.
/// </summary>
/// <remarks>
/// <para>Without this check, a wrong role, key, bucket or quota causes a failure only after 9 to 45 minutes. The cmdlet accepts the
/// parameters and the input of New-BedrockCustomModel: rows of a CSV file, objects, and the JSON of the API.</para>
/// <para>It returns one object for each check that applies. Status is Pass; Fail, if the model cannot be created; Warning, if it may fail;
/// or Unknown, if the caller lacks a permission or a service did not respond. Every check runs, even if another one fails. Unknown is not
/// an error: with only the permissions of New-BedrockCustomModel, most checks are Unknown.</para>
/// <para>One model needs at most 11 requests, two more with -ModelUnits, one more for a session of IAM Identity Center, and more if IAM
/// does not simulate the actions together. Models that share a role, a key or an S3 URI share the requests about them. An endpoint on this
/// machine, for example of an emulator, serves all services unless AWS_ENDPOINT_URL_IAM and the like are set.</para>
/// <para>The checks: Request, Account, BucketName, Region, Name, Source, ModelQuota, ModelUnits, ModelPackage, Role, RoleTrust,
/// RolePermissions, CallerPermissions, Artifacts, Key, KeyPolicy.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:ListCustomModels, and for all checks: iam:GetRole, iam:SimulatePrincipalPolicy, s3:ListBucket, kms:DescribeKey,
/// kms:GetKeyPolicy, sagemaker:DescribeModelPackage, sagemaker:DescribeModelPackageGroup, servicequotas:GetServiceQuota and
/// tag:GetResources; for -ModelUnits also bedrock:ListProvisionedModelThroughputs. A check whose permission is missing is Unknown.
/// </notes>
/// <output type="System.Boolean">With -Quiet: $true if no check of any model fails.</output>
/// <example>Check one model before it is created. The command returns one object for each check.
/// <code>
/// Test-BedrockCustomModel support-assistant -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/2
/// </code></example>
/// <example>Check a model, splatted, and create it only if no check fails.
/// <code>
/// $model = @{
///     ModelName = 'claims-reader-v2'
///     S3Uri     = 's3://customer-escrow-123456789012-smtj-1a2b3c/claims-reader/step_200'
///     RoleArn   = 'arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock'
/// }
/// if (Test-BedrockCustomModel @model -Quiet) { New-BedrockCustomModel @model }
/// </code></example>
/// <example>Check all rows of a CSV file, four at a time, and show what is not in order.
/// <code>Import-Csv ./models.csv | Test-BedrockCustomModel -ThrottleLimit 4 | Where-Object Status -NE Pass</code></example>
[Cmdlet(VerbsDiagnostic.Test, "BedrockCustomModel", HelpUri = HelpPages.Folder + "Test-BedrockCustomModel.md")]
[OutputType(typeof(CustomModelCheck), typeof(bool))]
public sealed class TestBedrockCustomModelCommand : BedrockCmdlet
{
    private readonly ConcurrentDictionary<string, PreflightFacts> _facts = new();
    private bool? _passes;

    /// <inheritdoc cref="NewBedrockCustomModelCommand.ModelName"/>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Model")]
    [NotGivenWhenEmpty]
    public string? ModelName { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.ModelPackageArn"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(
        "CustomModelDataSource",
        "CustomModelDataSource_ModelPackageArnDataSource_ModelPackageArn",
        "ModelPackageArnDataSource_ModelPackageArn")]
    [SourceTransformation("modelPackageArnDataSource", "modelPackageArn")]
    public string? ModelPackageArn { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.S3Uri"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelSourceConfig", "S3DataSource_S3Uri", "ModelSourceConfig_S3DataSource_S3Uri")]
    [SourceTransformation("s3DataSource", "s3Uri")]
    public string? S3Uri { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.RoleArn"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? RoleArn { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.KmsKeyArn"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelKmsKeyArn")]
    [NotGivenWhenEmpty]
    public string? KmsKeyArn { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.Tag"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelTags", "ModelTag", "Tags")]
    [TagTransformation]
    public ResourceTag[]? Tag { get; set; }

    /// <summary>The idempotency token. The cmdlet validates it; no request uses it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? ClientRequestToken { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.InputObject"/>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// The value for New-BedrockCustomModel. With Return or ReplaceFailed, a model with the same name is a Warning; with Return, a Failed
    /// model with the name is a Fail.
    /// </summary>
    [Parameter]
    public IfExistsAction IfExists { get; set; } = IfExistsAction.Error;

    /// <inheritdoc cref="NewBedrockCustomModelCommand.SourceTag"/>
    [Parameter]
    public SwitchParameter SourceTag { get; set; }

    /// <summary>Skips the check Request, as with New-BedrockCustomModel.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    /// <summary>
    /// The number of model units without a commitment that you plan to buy. Adds the check ModelUnits, which compares it and the units in
    /// use with the quota.
    /// </summary>
    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? ModelUnits { get; set; }

    /// <summary>The names of checks that do not run, for example CallerPermissions.</summary>
    [Parameter]
    [ValidateSet(
        "Request", "Account", "BucketName", "Region", "Name", "Source", "ModelQuota", "ModelUnits", "ModelPackage", "Role", "RoleTrust",
        "RolePermissions", "CallerPermissions", "Artifacts", "Key", "KeyPolicy")]
    public string[] Skip { get; set; } = [];

    /// <summary>
    /// Returns $true if no check of any model fails, otherwise $false, instead of the checks. Unknown and Warning do not count as Fail.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, OrderedRequests.MostAtOnce)]
    public int ThrottleLimit { get; set; } = 1;

    internal override int RequestsAtOnce => ThrottleLimit;

    private protected override void ProcessItems()
    {
        _passes ??= true;
        var request = CreateCustomModelInput.Create(
            ModelName, InputObject, ModelPackageArn, S3Uri, RoleArn, KmsKeyArn, Tag, ClientRequestToken);
        var target = InputObject ?? (object?)request.ModelName ?? "";
        if (!Passes(CheckHashtable(InputObject)) || !TryConnectForRecord(target, out var client))
        {
            _passes = false;
            return;
        }

        var violation = SkipValidation ? null : CreateCustomModelInput.Check(request, InputObject, skipsValidation: false);
        var row = new PreflightRow(request, client.Region, violation?.Exception.Message)
        {
            IfExists = IfExists,
            IsTagged = SourceTag || IfExists != IfExistsAction.Error || request.ModelTags is { Count: > 0 },
            ModelUnits = ModelUnits,
        };
        string[] skip = SkipValidation ? [.. Skip, "Request"] : Skip;
        var facts = _facts.GetOrAdd(client.Region, _ => new PreflightFacts(client, TimeProvider.System, StopToken));
        Requests.Send(client, target, row.Name, ct => PreflightChecks.RunAsync(row, facts, skip, ct), Write);
    }

    private protected override void Finish()
    {
        if (Quiet && _passes is { } passes)
            WriteObject(passes);
    }

    private void Write(IReadOnlyList<CustomModelCheck> checks)
    {
        _passes &= checks.All(check => check.Status != CheckResult.FailStatus);
        if (!Quiet)
            WriteObject(checks, enumerateCollection: true);
    }
}
