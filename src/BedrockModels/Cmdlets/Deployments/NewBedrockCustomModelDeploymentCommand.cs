namespace BedrockModels;

/// <summary>
/// Deploys custom models for on-demand inference, if the model supports it. Other models need Provisioned Throughput. Use the
/// CustomModelDeploymentArn of the deployment as the model id for inference.
/// </summary>
/// <remarks>
/// <para>The model must be Active: pipe it from Wait-BedrockCustomModel, or from New-BedrockCustomModel with -Wait. If -ModelDeploymentName
/// is omitted, the deployment gets the name of the piped model. Without a name, the cmdlet writes an error
/// (ModelDeploymentNameMissing).</para>
/// <para>The cmdlet returns while the deployment is still Creating. With -Wait, it returns each deployment when it is Active, and writes an
/// error (CustomModelDeploymentFailed) for each deployment that fails.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:CreateCustomModelDeployment. With -Tag, also needs bedrock:TagResource. For a model with your own KMS key, also needs
/// kms:Decrypt. With -Wait: bedrock:GetCustomModelDeployment, and bedrock:ListCustomModelDeployments to wait for more than two deployments
/// of a Region.
/// </notes>
/// <example>Deploy a model. The command returns at once, while the deployment is Creating.
/// <code>Get-BedrockCustomModel support-assistant | New-BedrockCustomModelDeployment -ModelDeploymentName support-v2</code></example>
/// <example>Deploy a model with a description and tags, splatted. With -Wait, the command returns when the deployment is Active.
/// <code>
/// $deployment = @{
///     ModelArn            = (Get-BedrockCustomModel claims-reader).ModelArn
///     ModelDeploymentName = 'claims'
///     Description         = 'Reads claims'
///     Tag                 = @{ Team = 'Claims' }
/// }
/// New-BedrockCustomModelDeployment @deployment -Wait -PollInterval 1
/// </code></example>
/// <example>Create a model and deploy it in one pipeline.
/// <code>
/// $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/2'
/// New-BedrockCustomModel support-next -ModelPackageArn $package -Wait -PollInterval 1 |
///     New-BedrockCustomModelDeployment -ModelDeploymentName support-next
/// </code></example>
[Cmdlet(VerbsCommon.New, "BedrockCustomModelDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Folder + "New-BedrockCustomModelDeployment.md")]
[OutputType(typeof(CustomModelDeployment))]
public sealed class NewBedrockCustomModelDeploymentCommand : ChangeCmdlet
{
    private readonly RequestTokens _tokens = new();

    /// <summary>The ARNs of Active models, or objects with a ModelArn property.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Model")]
    [IdentifierTransformation(typeof(CustomModel))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelArnCompleter))]
    public string[] ModelArn { get; set; } = [];

    /// <summary>
    /// The name of the deployment, unique in the account and Region: 1 to 63 letters, digits, '-' and '_'. If omitted, the deployment gets
    /// the name of the piped model.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NotGivenWhenEmpty]
    public string? ModelDeploymentName { get; set; }

    /// <summary>A description: 1 to 2048 characters, in one line.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? Description { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.Tag"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelTags", "ModelTag", "Tags")]
    [TagTransformation]
    public ResourceTag[]? Tag { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.ClientRequestToken"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? ClientRequestToken { get; set; }

    private protected override void ProcessItems()
    {
        foreach (var model in ModelArn)
        {
            var target = TargetOf(model);
            var name = NewName(nameof(ModelDeploymentName), ModelDeploymentName, model);
            if (!Passes(CheckHashtable(target)
                    ?? InputCheck.ModelToDeploy(model, ModelDeploymentName, target)
                    ?? InputCheck.Name(ErrorId.ModelDeploymentNameMissing, "-ModelDeploymentName", name, Constraints.ModelName, target)
                    ?? InputCheck.Value("-Description", Description, Constraints.Description, target)
                    ?? InputCheck.Tags(Tag, target)
                    ?? InputCheck.Value("-ClientRequestToken", ClientRequestToken, Constraints.ClientRequestToken, target)
                    ?? _tokens.Check(ClientRequestToken, name!, target))
                || !TryConnect(model, out var client))
                continue;
            var request = new CreateCustomModelDeploymentRequest
            {
                ModelDeploymentName = name,
                ModelArn = model,
                Description = Description,
                Tags = Tag,
                ClientRequestToken = ClientRequestToken ?? Guid.NewGuid().ToString(),
            };
            var action = $"Deploy for on-demand inference as '{name}'";
            var confirmed = Confirms($"custom model {Labels.Quoted(model)} in {client.Place}", action, Force);
            if (ShowRequest(confirmed, Operations.CreateCustomModelDeployment, request))
                Change(client, target, name!, ct => CreateAsync(client, request, ct));
        }
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Deployments, Schedule);

    private static async Task<CustomModelDeployment> CreateAsync(
        BedrockClient client, CreateCustomModelDeploymentRequest request, CancellationToken ct)
    {
        var created = await client.SendAsync(Operations.CreateCustomModelDeployment, request, ct).ConfigureAwait(false);
        return new CustomModelDeployment
        {
            CustomModelDeploymentArn = created.CustomModelDeploymentArn,
            ModelDeploymentName = request.ModelDeploymentName,
            ModelArn = request.ModelArn,
            Description = request.Description,
            Status = ResourceStatus.Creating,
            Region = client.Region,
        };
    }
}
