using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>
/// Creates custom models from SageMaker model packages or from artifacts in S3. For inference a model then needs Provisioned
/// Throughput or, where the model allows it, an on-demand deployment.
/// </summary>
/// <remarks>
/// <para>
/// A model takes a name and exactly one source: a SageMaker model package (-ModelPackageArn), or artifacts in the S3 bucket
/// that SageMaker made for the training job (-S3Uri), with the role that reads them (-RoleArn). Every value is checked before
/// it is sent. A record that is refused is an error of its own, and the others go on.
/// </para>
/// <para>
/// The call returns while the model is Creating; what comes out has the name, the ARN and the Region. Pipe it to
/// Wait-BedrockCustomModel, or give -Wait: then the model is emitted when it is Active, and one that ends Failed is an error
/// with the service's reason.
/// </para>
/// <para>
/// Records bind by the names of their properties: rows of a CSV file, objects, and the API's own JSON as ConvertFrom-Json
/// reads it. A hashtable is splatted.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:CreateCustomModel; with -Tag also bedrock:TagResource; with a model package sagemaker:DescribeModelPackage
/// and sagemaker:AccessModelPackageData; with S3 iam:PassRole on the role; with -KmsKeyArn kms:DescribeKey and
/// kms:CreateGrant; with -IfExists Return bedrock:GetCustomModel and bedrock:ListTagsForResource; with -Wait
/// bedrock:GetCustomModel, and bedrock:ListCustomModels where several are waited for.
/// </notes>
/// <example>
/// From a SageMaker model package. The call returns at once; the model is Creating.
/// <code>
/// New-BedrockCustomModel support-assistant-v2 -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/2
/// </code>
/// </example>
/// <example>
/// From artifacts in S3, splatted, with tags. -Wait returns when the model is Active.
/// <code>
/// $model = @{
///     ModelName = 'claims-reader-v2'
///     S3Uri     = 's3://customer-escrow-123456789012-smtj-1a2b3c/claims-reader/step_200'
///     RoleArn   = 'arn:aws:iam::123456789012:role/BedrockReadsArtifacts'
///     Tag       = @{ Environment = 'Test'; Team = 'Claims' }
/// }
/// New-BedrockCustomModel @model -Wait -PollInterval 1
/// </code>
/// </example>
/// <example>
/// Many from a CSV file, four at a time. Columns bind by their names, and a row that is refused stops no other.
/// <code>
/// Import-Csv ./models.csv | New-BedrockCustomModel -ThrottleLimit 4
/// </code>
/// </example>
/// <example>
/// In CI, in a pipeline that may run twice. The model that is there is taken, so it is made once.
/// <code>
/// New-BedrockCustomModel support-assistant -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/2 -IfExists Return -Wait -Timeout 1800
/// </code>
/// </example>
[Cmdlet(VerbsCommon.New, "BedrockCustomModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomModel))]
public sealed class NewBedrockCustomModelCommand : NewCmdlet
{
    /// <summary>The model's name, unique in the account and Region: 1 to 63 letters, digits, '-' and '_'.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NotGivenWhenEmpty]
    public string? ModelName { get; set; }

    /// <summary>The ARN of the SageMaker model package to take the model from; or the API's own customModelDataSource object. Not together with -S3Uri.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDataSource", "CustomModelDataSource_ModelPackageArnDataSource_ModelPackageArn", "ModelPackageArnDataSource_ModelPackageArn")]
    [SourceTransformation("modelPackageArnDataSource", "modelPackageArn")]
    public string? ModelPackageArn { get; set; }

    /// <summary>The S3 URI of the model's artifacts; or the API's own modelSourceConfig object. -RoleArn goes with it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelSourceConfig", "S3DataSource_S3Uri", "ModelSourceConfig_S3DataSource_S3Uri")]
    [SourceTransformation("s3DataSource", "s3Uri")]
    public string? S3Uri { get; set; }

    /// <summary>The ARN of the IAM role that Amazon Bedrock assumes to read the artifacts in S3.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? RoleArn { get; set; }

    /// <summary>The ARN of the KMS key to encrypt the model with; AWS holds the key where it is left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelKmsKeyArn")]
    [NotGivenWhenEmpty]
    public string? KmsKeyArn { get; set; }

    /// <summary>The record itself, whose members bind by their names: it is the target of its errors, and tells a record without members.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What to do when the name is taken: Error (the default) writes the service's error, Return emits the model that is there.</summary>
    [Parameter]
    public IfExistsAction IfExists { get; set; } = IfExistsAction.Error;

    /// <summary>Sends values that today's constraints refuse, for the day the service takes them.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    private protected override void ProcessItems()
    {
        var request = new CreateCustomModelRequest
        {
            ModelName = ModelName,
            CustomModelDataSource = ModelPackageArn is null ? null : new() { ModelPackageArnDataSource = new() { ModelPackageArn = ModelPackageArn } },
            ModelSourceConfig = S3Uri is null ? null : new() { S3DataSource = new() { S3Uri = S3Uri } },
            RoleArn = RoleArn,
            ModelKmsKeyArn = KmsKeyArn,
            ModelTags = Tag,
            ClientRequestToken = CreateToken(),
        };
        var target = InputObject ?? (object?)ModelName;
        if (!Passes(CheckHashtable(InputObject) ?? CreateCustomModelInput.Check(request, InputObject, SkipValidation) ?? CheckToken(request.ModelName!, target)) || !TryConnectForRecord(target, out var client))
            return;
        TellRequest(Operations.CreateCustomModel, request);
        if (Confirms($"custom model {request.ModelName} in {client.Region}", $"Create the custom model from {ModelPackageArn ?? S3Uri}"))
            Requests.Send(client, target!, request.ModelName!, ct => CreateAsync(client, request, ct), model => Changed.Write(model, target!, Wait));
    }

    private protected override void Finish() => Changed.WaitFor(Resources.CustomModels, Schedule);

    private async Task<CustomModel> CreateAsync(BedrockClient client, CreateCustomModelRequest request, CancellationToken ct)
    {
        try
        {
            var created = await client.SendAsync(Operations.CreateCustomModel, request, ct).ConfigureAwait(false);
            return new CustomModel { ModelName = request.ModelName, ModelArn = created.ModelArn, ModelStatus = ResourceStatus.Creating, Region = client.Region };
        }
        catch (BedrockException exception) when (IfExists == IfExistsAction.Return && ExistingModel.MayBeMeant(exception))
        {
            var existing = new ExistingModel(client, text => Post(() => Tell(text)), text => Post(() => WriteWarning(text)));
            return await existing.FindAsync(request, exception, ct).ConfigureAwait(false);
        }
    }
}
