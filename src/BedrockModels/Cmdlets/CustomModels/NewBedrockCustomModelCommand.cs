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
/// <para>The cmdlet returns while the model is still Creating. The returned object contains the values of the request and the response: the
/// name, the ARN, the status, the KMS key and the Region. The time of creation is known when the model is read again. To wait, pipe it to
/// Wait-BedrockCustomModel or use -Wait. With -Wait, the cmdlet returns each model when it is Active, and writes an error
/// (CustomModelFailed) with the service's reason for each model that fails.</para>
/// <para>The S3 URI is the value of checkpoint_s3_bucket in the manifest.json of the training job. The job writes it below its output
/// path: JOB/manifest.json (HyperPod), JOB/output/output/manifest.json (serverless), or inside JOB/output/output.tar.gz.</para>
/// <para>-IfExists Return and ReplaceFailed make a command safe to repeat: the same source gives the same model. They identify the source
/// of a model by the tag sagemaker.amazonaws.com/model-source or sagemaker.amazonaws.com/forge/escrow-uri, which AWS's SDKs write too.
/// They write the first one on the models that they create. If no tag can have the source, for example because of a parenthesis in the S3
/// URI, they write a warning instead.</para>
/// <para>A model with the name and the same source is returned. A model with the name and another source is an error (ModelSourceDiffers).
/// A model with the name and without such a tag is returned with a warning, because it may have another source. A Failed model with the
/// name is an error (CustomModelFailed); ReplaceFailed deletes it, unless it has another source, and creates it again. ReplaceFailed never
/// deletes another model. -WhatIf and -Confirm name the model that it deletes. ReplaceFailed does not send the value of
/// -ClientRequestToken, for which the service could return the ARN of the deleted model.</para>
/// <para>If the name is free, but an Active or Creating model under another name has the same source, that model is returned with a
/// warning, as the SageMaker SDK does with reuse_resources. If a model or its tags may not be read, it is an error and nothing is created.
/// The cmdlet reads the tags of all models of the account once, with one request per model, so that new rows of one command can share a
/// source. It warns if the KMS key or the other tags differ.</para>
/// <para>Records bind by property name: rows of a CSV file, objects, and the API's own JSON as read by ConvertFrom-Json. Splat a hashtable;
/// a piped hashtable is an error (HashtablePiped).</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:CreateCustomModel on all resources. With -Tag, also needs bedrock:TagResource. With a model package:
/// sagemaker:DescribeModelPackage, sagemaker:AccessModelPackage and sagemaker:AccessModelPackageData (the name on the API page). With S3:
/// iam:PassRole on the role. With -KmsKeyArn: kms:Decrypt, kms:GenerateDataKey, kms:DescribeKey and kms:CreateGrant on the key; with S3
/// the role needs them too. With -SourceTag: bedrock:TagResource. With -IfExists Return: bedrock:TagResource, bedrock:GetCustomModel,
/// bedrock:ListTagsForResource and bedrock:ListCustomModels. With -IfExists ReplaceFailed: these and bedrock:DeleteCustomModel. With -Wait:
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
/// <example>
/// After the cause of a failure is corrected, run the same command again. It deletes the models that are Failed and creates them again. The
/// others are returned.
/// <code>Import-Csv ./models.csv | New-BedrockCustomModel -IfExists ReplaceFailed -ThrottleLimit 4 -Wait</code></example>
/// <example>Create a model and wait for it in a background job, and go on meanwhile.
/// <code>
/// $job = Start-ThreadJob {
///     $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/3'
///     New-BedrockCustomModel support-assistant-v3 -ModelPackageArn $package -Wait -PollInterval 1
/// }
/// Get-BedrockCustomModel
/// $job | Receive-Job -Wait -AutoRemoveJob
/// </code></example>
[Cmdlet(VerbsCommon.New, "BedrockCustomModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Folder + "New-BedrockCustomModel.md")]
[OutputType(typeof(CustomModel))]
public sealed class NewBedrockCustomModelCommand : ChangeCmdlet
{
    private readonly RequestTokens _tokens = new();
    private ExistingModels? _existing;

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
    /// The action if the model already exists. Error (the default) writes the service's error about a used name. Return returns the model
    /// with the name, or another model of the same source. ReplaceFailed does the same, but deletes a Failed model with the name and
    /// creates it again. Return and ReplaceFailed include -SourceTag.
    /// </summary>
    [Parameter]
    public IfExistsAction IfExists { get; set; } = IfExistsAction.Error;

    /// <summary>
    /// Adds the tag sagemaker.amazonaws.com/model-source with the source of the model, as the SageMaker SDK for Python does. Models can
    /// then be found by their source: Get-BedrockCustomModel -Source. It counts as one of the 50 tags.
    /// </summary>
    [Parameter]
    public SwitchParameter SourceTag { get; set; }

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
        if (SourceTag || IfExists != IfExistsAction.Error)
            request = CreateCustomModelInput.AddSourceTag(request, InputObject, WriteWarning);
        if (!TryFindFailed(client, request, target!, out var failed))
            return;
        var begin = failed is null ? "Create" : $"Delete the Failed custom model {failed.ModelArn}, then create";
        var action = $"{begin} the custom model from '{ModelPackageArn ?? S3Uri}'";
        var confirmed = Confirms($"custom model '{request.ModelName}' in {client.Place}", action, Force);
        if (ShowRequest(confirmed, Operations.CreateCustomModel, request))
            Change(client, target!, request.ModelName!, ct => ChangeAsync(client, request, failed, ct));
    }

    private protected override void Finish() => Changed.WaitFor(Resources.CustomModels, Schedule);

    /// <summary>
    /// With -IfExists ReplaceFailed, finds the Failed model to replace, before the prompt names it. Writes an error and returns false if
    /// that cannot be read.
    /// </summary>
    private bool TryFindFailed(BedrockClient client, CreateCustomModelRequest request, object target, out CustomModel? failed)
    {
        failed = null;
        if (IfExists != IfExistsAction.ReplaceFailed)
            return true;

        // For a token that created the Failed model, the service would return the ARN of that model.
        request.ClientRequestToken = Guid.NewGuid().ToString();
        return Requests.TryAwait(
            client, target, request.ModelName!, ct => ExistingModels.FindFailedAsync(client, request, ct), out failed);
    }

    private async Task<(CustomModel Model, bool IsNew)> ChangeAsync(
        BedrockClient client, CreateCustomModelRequest request, CustomModel? failed, CancellationToken ct)
    {
        if (IfExists == IfExistsAction.Error)
            return (await CreateAsync(client, request, ct).ConfigureAwait(false), true);
        _existing ??= new ExistingModels(text => Post(() => Tell(text)), text => Post(() => WriteWarning(text)));
        return await _existing.FindOrCreateAsync(client, request, failed, () => CreateAsync(client, request, ct), ct).ConfigureAwait(false);
    }

    private static async Task<CustomModel> CreateAsync(BedrockClient client, CreateCustomModelRequest request, CancellationToken ct)
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
}
