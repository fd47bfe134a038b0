namespace BedrockModels;

/// <summary>
/// An on-demand deployment of a custom model, as returned by GetCustomModelDeployment. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModelDeployment.html.
/// </summary>
public sealed class CustomModelDeployment : IResource
{
    /// <summary>The deployment name, unique in the account and Region.</summary>
    public string? ModelDeploymentName { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the deployment. Use it as the model id for inference.</summary>
    public string? CustomModelDeploymentArn { get; set; }

    /// <summary>The ARN of the deployed custom model.</summary>
    public string? ModelArn { get; set; }

    /// <summary>
    /// The status: <c>Creating</c>, <c>Active</c> or <c>Failed</c>. A value that this module does not know is returned unchanged.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>The time when the deployment was created. Local time, with milliseconds.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The time when the deployment was last changed. Local time, with milliseconds.</summary>
    public DateTime? LastUpdatedAt { get; set; }

    /// <summary>The description of the deployment; null if it has none.</summary>
    public string? Description { get; set; }

    /// <summary>The current update, or the last one; null if the deployment was never updated.</summary>
    public CustomModelDeploymentUpdateDetails? UpdateDetails { get; set; }

    /// <summary>The reason of the failure; null if the deployment did not fail.</summary>
    public string? FailureMessage { get; set; }

    /// <inheritdoc cref="CustomModel.Name"/>
    public string? Name => ModelDeploymentName;

    /// <inheritdoc cref="CustomModel.Arn"/>
    public string? Arn => CustomModelDeploymentArn;

    /// <inheritdoc cref="CustomModel.Created"/>
    public DateTime? Created => CreatedAt;

    /// <summary>The Region that this object was read from. Cmdlets that receive this object from the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    /// <summary>Returns the ARN.</summary>
    public override string ToString() => Arn ?? Name ?? "";

    string? IResponse.MissingMember =>
        IResponse.IfMissing(CustomModelDeploymentArn, "customModelDeploymentArn")
        ?? IResponse.IfMissing(ModelDeploymentName, "modelDeploymentName");
}
