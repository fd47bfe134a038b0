using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Gets custom models: one by name or ARN, those whose names match a wildcard, or a filtered list.</summary>
/// <remarks>
/// <para>
/// A name or an ARN gives the whole model. A wildcard, a filter or nothing gives summaries, page by page, as they come; pipe
/// them to Get-BedrockCustomModel for whole models. -Detailed adds to each model its tags, and the deployments and the
/// Provisioned Throughput that use it.
/// </para>
/// <para>
/// An ARN and a piped object are looked up in their own Region. A model that is not there is an error of its own, and stops
/// no other.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html and API_ListCustomModels.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModel for one model; bedrock:ListCustomModels for wildcards and lists; with -Detailed also
/// bedrock:ListTagsForResource, bedrock:ListCustomModelDeployments and bedrock:ListProvisionedModelThroughputs.
/// </notes>
/// <example>
/// One model, by its name. An ARN does as well, and is looked up in its own Region.
/// <code>
/// Get-BedrockCustomModel support-assistant
/// </code>
/// </example>
/// <example>
/// All whose names match a wildcard; these are summaries. Get-BedrockCustomModel turns them into whole models.
/// <code>
/// Get-BedrockCustomModel test-* | Get-BedrockCustomModel
/// </code>
/// </example>
/// <example>
/// A filtered list, splatted, oldest first.
/// <code>
/// $filter = @{
///     ModelStatus  = 'Active'
///     CreatedAfter = [DateTimeOffset]::Now.AddDays(-7)
///     SortOrder    = 'Ascending'
/// }
/// Get-BedrockCustomModel @filter
/// </code>
/// </example>
/// <example>
/// The models that nothing uses. They have neither a deployment nor Provisioned Throughput.
/// <code>
/// Get-BedrockCustomModel -Detailed | Where-Object { -not $_.InUse }
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "BedrockCustomModel", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(CustomModel), ParameterSetName = [IdentifierSet])]
[OutputType(typeof(CustomModelSummary), ParameterSetName = [ListSet])]
[OutputType(typeof(CustomModelDetail))]
public sealed class GetBedrockCustomModelCommand : GetCmdlet
{
    private readonly ModelDetails _details = new();

    /// <summary>Names or ARNs of models, or wildcards of names; or objects that carry a ModelArn or a ModelName. Wildcards give summaries.</summary>
    [Parameter(ParameterSetName = IdentifierSet, Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName")]
    [IdentifierTransformation("ModelArn", "ModelName")]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelIdentifier { get; set; } = [];

    /// <summary>Only models with this status: Active, Creating or Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("Status")]
    [ArgumentCompleter(typeof(ModelStatusCompleter))]
    [SpellingTransformation(nameof(Constraints.ModelStatus))]
    [ConstraintValidation("-ModelStatus", nameof(Constraints.ModelStatus))]
    public string? ModelStatus { get; set; }

    /// <summary>Only models made from this base model: the ARN of a custom or a foundation model.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("BaseModelArnEquals", "BaseModelArnEqual")]
    [ConstraintValidation("-BaseModelArn", nameof(Constraints.ModelArn))]
    public string? BaseModelArn { get; set; }

    /// <summary>Only models that descend from this foundation model.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("FoundationModelArnEquals", "FoundationModelArnEqual")]
    [ConstraintValidation("-FoundationModelArn", nameof(Constraints.FoundationModelArn))]
    public string? FoundationModelArn { get; set; }

    /// <summary>Only models that this account owns; with -Owned:$false only those shared with it.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("IsOwned")]
    public SwitchParameter Owned { get; set; }

    /// <summary>
    /// Adds the tags, the deployments and the Provisioned Throughput of each model. Deployments and Provisioned Throughput are read
    /// in bulk, once for each Region; tags cost one call for each model, up to -ThrottleLimit at once.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override string? FilterArn => BaseModelArn ?? FoundationModelArn;

    private bool? IsOwned => Owned ? true : MyInvocation.BoundParameters.ContainsKey(nameof(Owned)) ? false : null;

    private protected override void ProcessItems() => Get<object, CustomModelSummary>(
        Resources.CustomModels,
        ModelIdentifier,
        GetOneAsync,
        (client, nameContains, pageSize, ct) => client.ListAsync(Operations.ListCustomModels, new()
        {
            NameContains = nameContains,
            MaxResults = pageSize,
            ModelStatus = ModelStatus,
            CreationTimeAfter = CreatedAfter,
            CreationTimeBefore = CreatedBefore,
            BaseModelArnEquals = BaseModelArn,
            FoundationModelArnEquals = FoundationModelArn,
            IsOwned = IsOwned,
            SortBy = "CreationTime",
            SortOrder = SortOrder,
        }, ct));

    private protected override void Write(BedrockClient client, object item)
    {
        if (Detailed && item is CustomModelSummary model)
        {
            // Read here, what uses the models ends the list with one error where it may not be read, and not with one for each model.
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
