namespace BedrockModels;

/// <summary>Gets custom models by name, ARN or wildcard, or as a filtered list.</summary>
/// <remarks>
/// <para>With a name or an ARN, the cmdlet returns the full model. With a wildcard, with filters or without arguments, it returns
/// summaries, page by page as they arrive. Pipe summaries to Get-BedrockCustomModel to get the full models. -Detailed returns the full
/// models with their tags and with the deployments and Provisioned Throughput that use them.</para>
/// <para>$model.Tags.Team or $model.Tags['Team'] is the value of a tag. In a CSV file, Tags is a text such as 'Stage=test;Team=ML', which
/// -Tag of the other cmdlets reads. For JSON of several models with all members, use ConvertTo-Json -Depth 3: at the default depth,
/// ConvertTo-Json warns, and writes tags as texts and uses as ARNs.</para>
/// <para>An ARN or a piped object is read from its own Region. A model that does not exist is a non-terminating error
/// (ResourceNotFoundException); the cmdlet still returns the other models.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html and API_ListCustomModels.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModel for one model, and bedrock:ListCustomModels for wildcards and lists. With -Tag or -Source, also needs
/// bedrock:ListTagsForResource. With -Unused: bedrock:ListCustomModelDeployments and bedrock:ListProvisionedModelThroughputs. With
/// -Detailed: these, bedrock:GetCustomModel and bedrock:ListTagsForResource.
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
/// <example>Get the models of a team, with eight requests at the same time.
/// <code>Get-BedrockCustomModel -Tag @{ Team = 'ML*' } -ThrottleLimit 8</code></example>
/// <example>Get the models that were created from an S3 URI, whatever their names are.
/// <code>Get-BedrockCustomModel -Source s3://customer-escrow-123456789012-smtj-1a2b3c/claims-reader/step_200</code></example>
/// <example>Write all models, with their tags and uses, to a CSV file.
/// <code>Get-BedrockCustomModel -Detailed | Export-Csv ./inventory.csv</code></example>
/// <example>Get the models that no deployment and no Provisioned Throughput uses. Add -Detailed for their tags.
/// <code>Get-BedrockCustomModel -Unused</code></example>
[Cmdlet(VerbsCommon.Get, "BedrockCustomModel", DefaultParameterSetName = ListSet, SupportsPaging = true,
    HelpUri = HelpPages.Folder + "Get-BedrockCustomModel.md")]
[OutputType(typeof(CustomModel), ParameterSetName = [IdentifierSet])]
[OutputType(typeof(CustomModelSummary), ParameterSetName = [ListSet])]
[OutputType(typeof(CustomModelDetail))]
public sealed class GetBedrockCustomModelCommand : GetCmdlet
{
    private readonly ModelDetails _details = new();
    private TagFilter? _filter;

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
    /// Returns only models that have all these tags: a hashtable, or a string such as 'Team=ML'. Values can be wildcards; keys and values
    /// ignore case. It also filters the models of -ModelIdentifier. Tags need one request per model, with up to -ThrottleLimit requests at
    /// the same time. A model whose tags cannot be read is an error.
    /// </summary>
    [Parameter(ParameterSetName = IdentifierSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Tags")]
    [TagTransformation]
    [SupportsWildcards]
    public ResourceTag[]? Tag { get; set; }

    /// <summary>
    /// Returns only models of this source: the ARN of a model package, or an S3 URI. A model has a source if -SourceTag or -IfExists of
    /// New-BedrockCustomModel, or an SDK of AWS, wrote its tag. It needs the same requests as -Tag, and also filters the models of
    /// -ModelIdentifier.
    /// </summary>
    [Parameter(ParameterSetName = IdentifierSet)]
    [Parameter(ParameterSetName = ListSet)]
    public string? Source { get; set; }

    /// <summary>
    /// Returns whole models with their tags, deployments and Provisioned Throughput. The cmdlet lists deployments and Provisioned
    /// Throughput once per Region. Each model of a list needs two more requests, with up to -ThrottleLimit models at the same time.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>
    /// Returns only models that no deployment and no Provisioned Throughput uses. The cmdlet lists these once per Region. It also filters
    /// the models of -ModelIdentifier. A list does not show the model to which a deployment is being updated: until the update is complete,
    /// that model is returned too, but the service does not delete it.
    /// </summary>
    [Parameter]
    public SwitchParameter Unused { get; set; }

    private protected override string? FilterArn => BaseModelArn ?? FoundationModelArn;

    private protected override bool FiltersItems => FiltersByTags || Unused;

    private bool FiltersByTags => Tag is not null || Source is not null;

    /// <summary>-Owned; null if it is not given.</summary>
    private bool? OwnedSwitch => MyInvocation.BoundParameters.ContainsKey(nameof(Owned)) ? Owned.IsPresent : null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var error = Tag is null ? null : InputCheck.TagFilter(Tag);
        error ??= Source is null ? null : InputCheck.Source(Source);
        error ??= OwnedSwitch is { } owned && IsOwned == !owned ? Refusals.OwnedContradiction(owned) : null;
        if (error is not null)
            ThrowTerminatingError(error);
        _filter = Tag is null ? null : new TagFilter(Tag);
    }

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
            IsOwned = OwnedSwitch ?? IsOwned,
        });

    private protected override void WriteListed(BedrockClient client, IResource item)
    {
        if (Unused && Await(ct => _details.UsesAsync(client, ct)).UsesOf(item.Arn!).Count > 0)
            return;
        if (!Detailed && !FiltersByTags)
        {
            base.WriteListed(client, item);
            return;
        }

        // Reading the uses here ends the list with one error if the caller lacks permission, instead of one error per model.
        if (Detailed)
            Await(ct => _details.UsesAsync(client, ct));

        // Without -Tag and -Source, only the models in the window are read.
        if (FiltersByTags)
            Requests.Send(client, item, item.Name!, ct => ReadAsync(client, item, ct), WriteItem);
        else if (Window.TryAdmit())
            Requests.Send(client, item, item.Name!, ct => ReadAsync(client, item, ct), WriteObject);
    }

    private async Task<IResource?> GetOneAsync(BedrockClient client, string identifier, CancellationToken ct)
    {
        var model = Detailed
            ? await ModelDetails.GetAsync(client, identifier, ct).ConfigureAwait(false)
            : await Resources.CustomModels.GetAsync(client, identifier, ct).ConfigureAwait(false);
        if (Unused && (await _details.UsesAsync(client, ct).ConfigureAwait(false)).UsesOf(model.Arn!).Count > 0)
            return null;
        return Detailed || FiltersByTags ? await ReadAsync(client, model, ct).ConfigureAwait(false) : model;
    }

    /// <summary>A model, with -Detailed the whole one; null if its tags or its source do not match.</summary>
    private async Task<IResource?> ReadAsync(BedrockClient client, IResource model, CancellationToken ct)
    {
        var tags = await client.ListTagsAsync(model.Arn!, ct).ConfigureAwait(false);
        if (_filter?.Matches(tags) is false || (Source is not null && !tags.Any(tag => SourceTag.Matches(tag, Source))))
            return null;
        if (!Detailed)
            return model;
        var detail = model as CustomModelDetail ?? await ModelDetails.GetAsync(client, model.Arn!, ct).ConfigureAwait(false);
        return await _details.CompleteAsync(client, detail, tags, ct).ConfigureAwait(false);
    }
}
