namespace BedrockModels;

/// <summary>Gets on-demand deployments of custom models by name, ARN or wildcard, or as a filtered list.</summary>
/// <remarks>
/// <para>With a name or an ARN, the cmdlet returns the full deployment. With a wildcard, with filters or without arguments, it returns
/// summaries, page by page as they arrive. Pipe summaries to Get-BedrockCustomModelDeployment to get the full deployments.</para>
/// <para>A deployment that does not exist is a non-terminating error (ResourceNotFoundException); the cmdlet still returns the other
/// deployments.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModelDeployment.html and
/// API_ListCustomModelDeployments.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModelDeployment for one deployment, and bedrock:ListCustomModelDeployments for wildcards and lists.
/// </notes>
/// <example>Get the ARN of one deployment. This ARN is the model id for inference.
/// <code>(Get-BedrockCustomModelDeployment support).CustomModelDeploymentArn</code></example>
/// <example>Get the deployments of a model, splatted.
/// <code>
/// $filter = @{ ModelArn = (Get-BedrockCustomModel support-assistant).ModelArn; Status = 'Active' }
/// Get-BedrockCustomModelDeployment @filter
/// </code></example>
/// <example>Get the full deployments whose names match a wildcard.
/// <code>Get-BedrockCustomModelDeployment support* | Get-BedrockCustomModelDeployment</code></example>
[Cmdlet(VerbsCommon.Get, "BedrockCustomModelDeployment", DefaultParameterSetName = ListSet, SupportsPaging = true,
    HelpUri = HelpPages.Folder + "Get-BedrockCustomModelDeployment.md")]
[OutputType(typeof(CustomModelDeployment), ParameterSetName = [IdentifierSet])]
[OutputType(typeof(CustomModelDeploymentSummary), ParameterSetName = [ListSet])]
public sealed class GetBedrockCustomModelDeploymentCommand : GetCmdlet
{
    /// <summary>
    /// Names, ARNs or name wildcards of the deployments, or objects with a CustomModelDeploymentArn, ModelDeploymentName or
    /// CustomModelDeploymentName property. Wildcards ignore case and return summaries.
    /// </summary>
    [Parameter(
        ParameterSetName = IdentifierSet, Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName", "Name")]
    [IdentifierTransformation(typeof(CustomModelDeployment))]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    /// <summary>Returns only deployments with this status: Active, Creating or Failed.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("StatusEquals", "StatusEqual")]
    [ArgumentCompleter(typeof(ModelStatusCompleter))]
    [SpellingTransformation(nameof(Constraints.ModelStatus))]
    [ConstraintValidation("-Status", nameof(Constraints.ModelStatus))]
    public string? Status { get; set; }

    /// <summary>Returns only deployments of this model: its ARN, or an object with a ModelArn property.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("ModelArnEquals", "ModelArnEqual", "Model")]
    [ModelArnTransformation]
    [ConstraintValidation("-ModelArn", nameof(Constraints.CustomModelArn))]
    [ArgumentCompleter(typeof(ModelArnCompleter))]
    public string? ModelArn { get; set; }

    private protected override string? FilterArn => ModelArn;

    private protected override void ProcessItems() => Get(
        Resources.Deployments,
        CustomModelDeploymentIdentifier,
        Resources.Deployments.GetAsync,
        Operations.ListCustomModelDeployments,
        new()
        {
            StatusEquals = Status,
            ModelArnEquals = ModelArn,
            CreatedAfter = CreatedAfter,
            CreatedBefore = CreatedBefore,
        });
}
