namespace BedrockModels;

/// <summary>Gets Provisioned Throughput by name, ARN or wildcard, or as a filtered list.</summary>
/// <remarks>
/// <para>With a name or an ARN, the cmdlet returns the full Provisioned Throughput. With a wildcard, with filters or without arguments, it
/// returns summaries, page by page as they arrive. Pipe summaries to Get-BedrockProvisionedModelThroughput to get the full objects.</para>
/// <para>A Provisioned Throughput that does not exist is a non-terminating error (ResourceNotFoundException); the cmdlet still returns the
/// others.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetProvisionedModelThroughput.html and
/// API_ListProvisionedModelThroughputs.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetProvisionedModelThroughput for one Provisioned Throughput, and bedrock:ListProvisionedModelThroughputs for wildcards
/// and lists.
/// </notes>
/// <example>Get the ARN of one Provisioned Throughput. This ARN is the model id for inference.
/// <code>(Get-BedrockProvisionedModelThroughput support-hourly).ProvisionedModelArn</code></example>
/// <example>Get the Provisioned Throughput that serves a model, splatted.
/// <code>
/// $filter = @{ ModelArn = (Get-BedrockCustomModel support-assistant).ModelArn; Status = 'InService' }
/// Get-BedrockProvisionedModelThroughput @filter
/// </code></example>
/// <example>List the names and model units of everything that is billed now.
/// <code>Get-BedrockProvisionedModelThroughput | ForEach-Object { "$($_.ProvisionedModelName): $($_.ModelUnits)" }</code></example>
[Cmdlet(VerbsCommon.Get, "BedrockProvisionedModelThroughput", DefaultParameterSetName = ListSet, SupportsPaging = true,
    HelpUri = HelpPages.Folder + "Get-BedrockProvisionedModelThroughput.md")]
[OutputType(typeof(ProvisionedModelThroughput), ParameterSetName = [IdentifierSet])]
[OutputType(typeof(ProvisionedModelThroughputSummary), ParameterSetName = [ListSet])]
public sealed class GetBedrockProvisionedModelThroughputCommand : GetCmdlet
{
    /// <summary>
    /// Names, ARNs or name wildcards of Provisioned Throughput, or objects with a ProvisionedModelArn or ProvisionedModelName property.
    /// Wildcards ignore case and return summaries.
    /// </summary>
    [Parameter(
        ParameterSetName = IdentifierSet, Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName", "Name")]
    [IdentifierTransformation(typeof(ProvisionedModelThroughput))]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    /// <summary>Returns only Provisioned Throughput with this status: Creating, InService, Updating or Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("StatusEquals", "StatusEqual")]
    [ArgumentCompleter(typeof(ThroughputStatusCompleter))]
    [SpellingTransformation(nameof(Constraints.ThroughputStatus))]
    [ConstraintValidation("-Status", nameof(Constraints.ThroughputStatus))]
    public string? Status { get; set; }

    /// <summary>Returns only Provisioned Throughput of this model: its ARN, or an object with a ModelArn property.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("ModelArnEquals", "ModelArnEqual", "Model")]
    [ModelArnTransformation]
    [ConstraintValidation("-ModelArn", nameof(Constraints.ModelArn))]
    [ArgumentCompleter(typeof(ModelArnCompleter))]
    public string? ModelArn { get; set; }

    private protected override string? FilterArn => ModelArn;

    private protected override void ProcessItems() => Get(
        Resources.Throughputs,
        ProvisionedModelId,
        Resources.Throughputs.GetAsync,
        Operations.ListProvisionedModelThroughputs,
        new()
        {
            StatusEquals = Status,
            ModelArnEquals = ModelArn,
            CreationTimeAfter = CreatedAfter,
            CreationTimeBefore = CreatedBefore,
        });
}
