using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Gets Provisioned Throughput: one by name or ARN, those whose names match a wildcard, or a filtered list.</summary>
/// <remarks>
/// <para>
/// A name or an ARN gives the whole. A wildcard, a filter or nothing gives summaries, page by page, as they come; pipe them
/// to Get-BedrockProvisionedModelThroughput for the whole. What is not there is an error of its own, and stops no other.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetProvisionedModelThroughput.html and API_ListProvisionedModelThroughputs.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetProvisionedModelThroughput for one; bedrock:ListProvisionedModelThroughputs for wildcards and lists.
/// </notes>
/// <example>
/// One, by its name; its ARN is the model id for inference.
/// <code>
/// (Get-BedrockProvisionedModelThroughput support-hourly).ProvisionedModelArn
/// </code>
/// </example>
/// <example>
/// What serves a model, splatted.
/// <code>
/// $filter = @{ ModelArn = (Get-BedrockCustomModel support-assistant).ModelArn; Status = 'InService' }
/// Get-BedrockProvisionedModelThroughput @filter
/// </code>
/// </example>
/// <example>
/// All that are paid for now, by name and units.
/// <code>
/// Get-BedrockProvisionedModelThroughput | ForEach-Object { "$($_.ProvisionedModelName): $($_.ModelUnits)" }
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "BedrockProvisionedModelThroughput", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(ProvisionedModelThroughput), ParameterSetName = [IdentifierSet])]
[OutputType(typeof(ProvisionedModelThroughputSummary), ParameterSetName = [ListSet])]
public sealed class GetBedrockProvisionedModelThroughputCommand : GetCmdlet
{
    /// <summary>Names or ARNs of Provisioned Throughput, or objects that carry a ProvisionedModelArn or a ProvisionedModelName. Wildcards of names give summaries.</summary>
    [Parameter(ParameterSetName = IdentifierSet, Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName")]
    [IdentifierTransformation("ProvisionedModelArn", "ProvisionedModelName")]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    /// <summary>Only Provisioned Throughput with this status: Creating, InService, Updating or Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("StatusEquals", "StatusEqual")]
    [ArgumentCompleter(typeof(ThroughputStatusCompleter))]
    [SpellingTransformation(nameof(Constraints.ThroughputStatus))]
    [ConstraintValidation("-Status", nameof(Constraints.ThroughputStatus))]
    public string? Status { get; set; }

    /// <summary>Only Provisioned Throughput of this model: its ARN, or an object that carries a ModelArn.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("ModelArnEquals", "ModelArnEqual")]
    [ModelArnTransformation]
    [ConstraintValidation("-ModelArn", nameof(Constraints.ModelArn))]
    public string? ModelArn { get; set; }

    private protected override string? FilterArn => ModelArn;

    private protected override void ProcessItems() => Get(
        Resources.Throughputs,
        ProvisionedModelId,
        Resources.Throughputs.GetAsync,
        (client, nameContains, pageSize, ct) => client.ListAsync(Operations.ListProvisionedModelThroughputs, new()
        {
            NameContains = nameContains,
            MaxResults = pageSize,
            StatusEquals = Status,
            ModelArnEquals = ModelArn,
            CreationTimeAfter = CreatedAfter,
            CreationTimeBefore = CreatedBefore,
            SortBy = "CreationTime",
            SortOrder = SortOrder,
        }, ct));
}
