namespace BedrockModels;

/// <summary>
/// Creates custom models from SageMaker model packages or from artifacts in S3. Before a model can be used for inference, it needs
/// Provisioned Throughput or, if the model supports it, an on-demand deployment.
/// </summary>
/// <remarks>
/// <para>A model needs a name and exactly one source: a SageMaker model package (-ModelPackageArn), or artifacts in the S3 bucket that
/// SageMaker created for the training job (-S3Uri) together with the IAM role that can read them (-RoleArn). The cmdlet validates all
/// values before it sends a request. An invalid record is a non-terminating error; the cmdlet processes the other records. Error ids
/// include ModelNameMissing, SourceMissing, TwoSources and RoleArnMissing.</para>
/// <para>The cmdlet returns while the model is still Creating. The returned object has what the request and the response say: the name, the
/// ARN, the status, the KMS key and the Region. The time of creation is known when the model is read again. To wait, pipe it to
/// Wait-BedrockCustomModel or use -Wait. With -Wait, the cmdlet returns each model when it is Active, and writes an error
/// (CustomModelFailed) with the service's reason for each model that fails.</para>
/// <para>The S3 URI is the value of checkpoint_s3_bucket in the manifest.json of the training job. The job writes it below its output
/// path: JOB/manifest.json (HyperPod), JOB/output/output/manifest.json (serverless), or inside JOB/output/output.tar.gz.</para>
/// <para>Records bind by property name: rows of a CSV file, objects, and the API's own JSON as read by ConvertFrom-Json. Splat a hashtable;
/// a piped hashtable is an error (HashtablePiped).</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:CreateCustomModel on all resources. With -Tag, also needs bedrock:TagResource. With a model package:
/// sagemaker:DescribeModelPackage, sagemaker:AccessModelPackage and sagemaker:AccessModelPackageData (the name on the API page). With S3:
/// iam:PassRole on the role. With -KmsKeyArn: kms:Decrypt, kms:GenerateDataKey, kms:DescribeKey and kms:CreateGrant on the key; with S3
/// the role needs them too. With -IfExists Return: bedrock:GetCustomModel and bedrock:ListTagsForResource. With -Wait:
/// bedrock:GetCustomModel, and bedrock:ListCustomModels to wait for more than two models of a Region.
/// </notes>
/// <syntax required="ModelName ModelPackageArn" without="S3Uri RoleArn InputObject"/>
/// <syntax required="ModelName S3Uri RoleArn" without="ModelPackageArn InputObject"/>
/// <syntax required="InputObject"/>
/// <example>Create a model from a SageMaker model package. The command returns at once, while the model is Creating.
/// <code>
/// New-BedrockCustomModel support-assistant-v2 -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/2
/// </code></example>
/// <example>Create a model from artifacts in S3, splatted, with tags. With -Wait, the command returns when the model is Active.
/// <code>
/// $model = @{
///     ModelName = 'claims-reader-v2'
///     S3Uri     = 's3://customer-escrow-123456789012-smtj-1a2b3c/claims-reader/step_200'
///     RoleArn   = 'arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock'
///     Tag       = @{ Environment = 'Test'; Team = 'Claims' }
/// }
/// New-BedrockCustomModel @model -Wait -PollInterval 1
/// </code></example>
/// <example>Create many models from a CSV file, four at a time. Columns bind by name. An invalid row does not stop the other rows.
/// <code>Import-Csv ./models.csv | New-BedrockCustomModel -ThrottleLimit 4</code></example>
/// <example>
/// In CI, create a model in a job that may run twice. If the model already exists, the command returns it and does not create another one.
/// <code>
/// $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/2'
/// New-BedrockCustomModel support-assistant -ModelPackageArn $package -IfExists Return -Wait -Timeout 1800
/// </code></example>
/// <example>Create a model and wait for it in a background job, and go on meanwhile.
/// <code>
/// $job = Start-ThreadJob {
///     $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/3'
///     New-BedrockCustomModel support-assistant-v3 -ModelPackageArn $package -Wait -PollInterval 1
/// }
/// Get-BedrockCustomModel
/// $job | Receive-Job -Wait -AutoRemoveJob
/// </code></example>
[Cmdlet(VerbsCommon.New, "BedrockCustomModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomModel))]
public sealed class NewBedrockCustomModelCommand : ChangeCmdlet
{
    private readonly RequestTokens _tokens = new();

    /// <summary>
    /// The name of the model, unique in the account and Region: 1 to 63 letters, digits, '-' and '_', starting with a letter or digit,
    /// without two separators in a row.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Model")]
    [NotGivenWhenEmpty]
    public string? ModelName { get; set; }

    /// <summary>
    /// The ARN of the restricted SageMaker model package that contains the model, or the API's own customModelDataSource object. For
    /// another package, use -S3Uri. Cannot be combined with -S3Uri.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(
        "CustomModelDataSource",
        "CustomModelDataSource_ModelPackageArnDataSource_ModelPackageArn",
        "ModelPackageArnDataSource_ModelPackageArn")]
    [SourceTransformation("modelPackageArnDataSource", "modelPackageArn")]
    public string? ModelPackageArn { get; set; }

    /// <summary>
    /// The S3 URI of the model artifacts in the bucket that SageMaker created, or the API's own modelSourceConfig object. Requires
    /// -RoleArn.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelSourceConfig", "S3DataSource_S3Uri", "ModelSourceConfig_S3DataSource_S3Uri")]
    [SourceTransformation("s3DataSource", "s3Uri")]
    public string? S3Uri { get; set; }

    /// <summary>
    /// The ARN of the IAM role that Amazon Bedrock assumes to read the artifacts in S3. The managed policies of AWS can pass only roles
    /// with AmazonBedrock in the name, or with a name that begins with SageMakerForBedrock.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? RoleArn { get; set; }

    /// <summary>The ARN of the KMS key that encrypts the model. If omitted, AWS manages the key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelKmsKeyArn")]
    [NotGivenWhenEmpty]
    public string? KmsKeyArn { get; set; }

    /// <summary>
    /// The tags: a hashtable, objects with a key and a value, or a string such as 'Environment=Production;Team=ML'. In a string, put a key
    /// or value with ; or = or a space at an end in double quotes, and double each quote in it. Keys are case-sensitive. A resource can
    /// have at most 50 tags.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelTags", "ModelTag", "Tags")]
    [TagTransformation]
    public ResourceTag[]? Tag { get; set; }

    /// <summary>
    /// The idempotency token: 1 to 256 letters, digits and '-'. If the service already received a request with this token, it creates
    /// nothing and returns the ARN from the first request. If omitted, the cmdlet generates a token for each resource.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? ClientRequestToken { get; set; }

    /// <summary>
    /// The piped record: an object, whose properties bind to the other parameters by name, or the name of the model as text. It is for the
    /// pipeline, and becomes the target of errors.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// The action if the name already exists. Error (the default) writes the service's error. Return returns the existing model, and warns
    /// if its KMS key or tags differ.
    /// </summary>
    [Parameter]
    public IfExistsAction IfExists { get; set; } = IfExistsAction.Error;

    /// <summary>Skips local validation, in case the service accepts values that this version rejects.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    private protected override void ProcessItems()
    {
        var request = CreateCustomModelInput.Create(
            ModelName, InputObject, ModelPackageArn, S3Uri, RoleArn, KmsKeyArn, Tag, ClientRequestToken);
        var target = InputObject ?? (object?)ModelName;
        if (!Passes(CheckHashtable(InputObject)
                ?? CreateCustomModelInput.Check(request, InputObject, SkipValidation)
                ?? _tokens.Check(ClientRequestToken, request.ModelName!, target))
            || !TryConnectForRecord(target, out var client))
            return;
        TellRequest(Operations.CreateCustomModel, request);
        var action = $"Create the custom model from {ModelPackageArn ?? S3Uri}";
        if (Confirms($"custom model {request.ModelName} in {client.Region}", action, Force))
            Change(client, target!, request.ModelName!, ct => CreateAsync(client, request, ct));
    }

    private protected override void Finish() => Changed.WaitFor(Resources.CustomModels, Schedule);

    private async Task<CustomModel> CreateAsync(BedrockClient client, CreateCustomModelRequest request, CancellationToken ct)
    {
        try
        {
            var created = await client.SendAsync(Operations.CreateCustomModel, request, ct).ConfigureAwait(false);
            return new CustomModel
            {
                ModelName = request.ModelName,
                ModelArn = created.ModelArn,
                ModelStatus = ResourceStatus.Creating,
                ModelKmsKeyArn = request.ModelKmsKeyArn,
                CustomizationType = "IMPORTED",
                Region = client.Region,
            };
        }
        catch (BedrockException exception) when (IfExists == IfExistsAction.Return && ExistingModel.MayBeMeant(exception))
        {
            var existing = new ExistingModel(client, text => Post(() => Tell(text)), text => Post(() => WriteWarning(text)));
            return await existing.FindAsync(request, exception, ct).ConfigureAwait(false);
        }
    }
}
