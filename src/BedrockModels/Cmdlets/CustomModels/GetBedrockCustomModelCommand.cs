namespace BedrockModels;

/// <summary>Gets custom models by name, ARN or wildcard, or as a filtered list.</summary>
/// <remarks>
/// <para>With a name or an ARN, the cmdlet returns the full model. With a wildcard, with filters or without arguments, it returns
/// summaries, page by page as they arrive. Pipe summaries to Get-BedrockCustomModel to get the full models. -Detailed adds the tags of each
/// model and the deployments and Provisioned Throughput that use it.</para>
/// <para>An ARN or a piped object is read from its own Region. A model that does not exist is a non-terminating error
/// (ResourceNotFoundException); the cmdlet still returns the other models.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html and API_ListCustomModels.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModel for one model, and bedrock:ListCustomModels for wildcards and lists. With -Detailed, also needs
/// bedrock:ListTagsForResource, bedrock:ListCustomModelDeployments and bedrock:ListProvisionedModelThroughputs.
/// </notes>
/// <example>Get one model by name. An ARN works too; the model is then read from the Region of the ARN.
/// <code>Get-BedrockCustomModel support-assistant</code></example>
/// <example>Get all models whose names match a wildcard. The first command returns summaries; the second returns the full models.
/// <code>Get-BedrockCustomModel test-* | Get-BedrockCustomModel</code></example>
/// <example>Get a filtered list, splatted, oldest first.
/// <code>
/// $filter = @{
///     ModelStatus  = 'Active'
///     CreatedAfter = [DateTimeOffset]::Now.AddDays(-7)
///     SortOrder    = 'Ascending'
/// }
/// Get-BedrockCustomModel @filter
/// </code></example>
/// <example>Get the models that nothing uses. They have no deployment and no Provisioned Throughput.
/// <code>Get-BedrockCustomModel -Detailed | Where-Object { -not $_.InUse }</code></example>
[Cmdlet(VerbsCommon.Get, "BedrockCustomModel", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(CustomModel), ParameterSetName = [IdentifierSet])]
[OutputType(typeof(CustomModelSummary), ParameterSetName = [ListSet])]
[OutputType(typeof(CustomModelDetail))]
public sealed class GetBedrockCustomModelCommand : GetCmdlet
{
    private readonly ModelDetails _details = new();

    /// <summary>
    /// Names, ARNs or name wildcards of the models, or objects with a ModelArn or ModelName property. Wildcards ignore case and return
    /// summaries.
    /// </summary>
    [Parameter(
        ParameterSetName = IdentifierSet, Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName", "Name", "Model")]
    [IdentifierTransformation(typeof(CustomModel))]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelIdentifier { get; set; } = [];

    /// <summary>Returns only models with this status: Active, Creating or Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Status")]
    [ArgumentCompleter(typeof(ModelStatusCompleter))]
    [SpellingTransformation(nameof(Constraints.ModelStatus))]
    [ConstraintValidation("-ModelStatus", nameof(Constraints.ModelStatus))]
    public string? ModelStatus { get; set; }

    /// <summary>Returns only models that were created from the base model with this ARN (a custom model or a foundation model).</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("BaseModelArnEquals", "BaseModelArnEqual")]
    [ConstraintValidation("-BaseModelArn", nameof(Constraints.ModelArn))]
    [ArgumentCompleter(typeof(ModelArnCompleter))]
    public string? BaseModelArn { get; set; }

    /// <summary>Returns only models that are derived from the foundation model with this ARN.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("FoundationModelArnEquals", "FoundationModelArnEqual")]
    [ConstraintValidation("-FoundationModelArn", nameof(Constraints.FoundationModelArn))]
    public string? FoundationModelArn { get; set; }

    /// <summary>Returns only models that this account owns. -Owned:$false returns only models that are shared with this account.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter Owned { get; set; }

    /// <summary>
    /// -Owned in the form of AWS Tools: $true for models that this account owns, $false for models that are shared with it.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    public bool? IsOwned { get; set; }

    /// <summary>
    /// Adds the tags, the deployments and the Provisioned Throughput of each model. The cmdlet lists deployments and Provisioned Throughput
    /// once per Region. Tags need one request per model, with up to -ThrottleLimit requests at the same time.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override string? FilterArn => BaseModelArn ?? FoundationModelArn;

    private bool? OwnedFilter => MyInvocation.BoundParameters.ContainsKey(nameof(Owned)) ? Owned.IsPresent : IsOwned;

    private protected override void ProcessItems() => Get(
        Resources.CustomModels,
        ModelIdentifier,
        GetOneAsync,
        Operations.ListCustomModels,
        new()
        {
            ModelStatus = ModelStatus,
            CreationTimeAfter = CreatedAfter,
            CreationTimeBefore = CreatedBefore,
            BaseModelArnEquals = BaseModelArn,
            FoundationModelArnEquals = FoundationModelArn,
            IsOwned = OwnedFilter,
        });

    private protected override void Write(BedrockClient client, object item)
    {
        if (Detailed && item is CustomModelSummary model)
        {
            // Reading the uses here ends the list with one error if the caller lacks permission, instead of one error per model.
            Await(ct => _details.UsesAsync(client, ct));
            Requests.Send(client, model, model.ModelName!, ct => _details.ReadAsync(client, model, ct), WriteObject);
        }
        else
        {
            WriteObject(item);
        }
    }

    private async Task<object> GetOneAsync(BedrockClient client, string identifier, CancellationToken ct)
    {
        var model = await Resources.CustomModels.GetAsync(client, identifier, ct).ConfigureAwait(false);
        return Detailed ? await _details.ReadAsync(client, ModelDetails.Summary(model), ct).ConfigureAwait(false) : model;
    }
}
