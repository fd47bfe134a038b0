using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Gets on-demand deployments of custom models: one by name or ARN, those whose names match a wildcard, or a filtered list.</summary>
/// <remarks>
/// <para>
/// A name or an ARN gives the whole deployment. A wildcard, a filter or nothing gives summaries, page by page, as they come;
/// pipe them to Get-BedrockCustomModelDeployment for whole ones. What is not there is an error of its own, and stops no
/// other.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModelDeployment.html and API_ListCustomModelDeployments.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModelDeployment for one deployment; bedrock:ListCustomModelDeployments for wildcards and lists.
/// </notes>
/// <example>
/// One deployment, by its name; its ARN is the model id for inference.
/// <code>
/// (Get-BedrockCustomModelDeployment support).CustomModelDeploymentArn
/// </code>
/// </example>
/// <example>
/// The deployments of a model, splatted.
/// <code>
/// $filter = @{ ModelArn = (Get-BedrockCustomModel support-assistant).ModelArn; Status = 'Active' }
/// Get-BedrockCustomModelDeployment @filter
/// </code>
/// </example>
/// <example>
/// All whose names match a wildcard, whole.
/// <code>
/// Get-BedrockCustomModelDeployment support* | Get-BedrockCustomModelDeployment
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "BedrockCustomModelDeployment", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(CustomModelDeployment), ParameterSetName = [IdentifierSet])]
[OutputType(typeof(CustomModelDeploymentSummary), ParameterSetName = [ListSet])]
public sealed class GetBedrockCustomModelDeploymentCommand : GetCmdlet
{
    /// <summary>Names or ARNs of deployments, or objects that carry a CustomModelDeploymentArn or a ModelDeploymentName. Wildcards of names give summaries.</summary>
    [Parameter(ParameterSetName = IdentifierSet, Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName")]
    [IdentifierTransformation("CustomModelDeploymentArn", "ModelDeploymentName CustomModelDeploymentName")]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    /// <summary>Only deployments with this status: Active, Creating or Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("StatusEquals", "StatusEqual")]
    [ArgumentCompleter(typeof(ModelStatusCompleter))]
    [SpellingTransformation(nameof(Constraints.ModelStatus))]
    [ConstraintValidation("-Status", nameof(Constraints.ModelStatus))]
    public string? Status { get; set; }

    /// <summary>Only deployments of this model: its ARN, or an object that carries a ModelArn.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("ModelArnEquals", "ModelArnEqual")]
    [ModelArnTransformation]
    [ConstraintValidation("-ModelArn", nameof(Constraints.CustomModelArn))]
    public string? ModelArn { get; set; }

    private protected override string? FilterArn => ModelArn;

    private protected override void ProcessItems() => Get(
        Resources.Deployments,
        CustomModelDeploymentIdentifier,
        Resources.Deployments.GetAsync,
        (client, nameContains, pageSize, ct) => client.ListAsync(Operations.ListCustomModelDeployments, new()
        {
            NameContains = nameContains,
            MaxResults = pageSize,
            StatusEquals = Status,
            ModelArnEquals = ModelArn,
            CreatedAfter = CreatedAfter,
            CreatedBefore = CreatedBefore,
            SortBy = "CreationTime",
            SortOrder = SortOrder,
        }, ct));
}
