namespace BedrockModels;

/// <summary>
/// An on-demand deployment of a custom model, as returned by ListCustomModelDeployments. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomModelDeploymentSummary.html.
/// </summary>
public sealed class CustomModelDeploymentSummary : IResource
{
    /// <inheritdoc cref="CustomModelDeployment.ModelDeploymentName"/>
    public string? CustomModelDeploymentName { get; set; }

    /// <inheritdoc cref="CustomModelDeployment.CustomModelDeploymentArn"/>
    public string? CustomModelDeploymentArn { get; set; }

    /// <inheritdoc cref="CustomModelDeployment.ModelArn"/>
    public string? ModelArn { get; set; }

    /// <inheritdoc cref="CustomModelDeployment.Status"/>
    public string? Status { get; set; }

    /// <inheritdoc cref="CustomModelDeployment.CreatedAt"/>
    public DateTime? CreatedAt { get; set; }

    /// <inheritdoc cref="CustomModelDeployment.LastUpdatedAt"/>
    public DateTime? LastUpdatedAt { get; set; }

    /// <inheritdoc cref="CustomModelDeployment.FailureMessage"/>
    public string? FailureMessage { get; set; }

    /// <inheritdoc cref="CustomModel.Name"/>
    public string? Name => CustomModelDeploymentName;

    /// <inheritdoc cref="CustomModel.Arn"/>
    public string? Arn => CustomModelDeploymentArn;

    /// <inheritdoc cref="CustomModel.Created"/>
    public DateTime? Created => CreatedAt;

    /// <inheritdoc cref="CustomModelDeployment.Region"/>
    [JsonIgnore]
    public string? Region { get; set; }

    /// <summary>Returns the ARN.</summary>
    public override string ToString() => Arn ?? Name ?? "";

    string? IResponse.MissingMember => IResponse.IfMissing(CustomModelDeploymentArn, "customModelDeploymentArn");
}
