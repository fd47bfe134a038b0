namespace BedrockModels;

/// <summary>
/// A custom model with its tags and with the deployments and Provisioned Throughput that use it, as returned by
/// Get-BedrockCustomModel -Detailed.
/// </summary>
public sealed class CustomModelDetail
{
    /// <summary>The model name, unique in the account and Region.</summary>
    public string? ModelName { get; init; }

    /// <summary>The Amazon Resource Name (ARN) of the model. It does not contain the model name.</summary>
    public string? ModelArn { get; init; }

    /// <summary>
    /// The status: <c>Creating</c>, <c>Active</c> or <c>Failed</c>. A value that this module does not know is returned unchanged.
    /// </summary>
    public string? ModelStatus { get; init; }

    /// <summary>The time when the model was created. UTC, with milliseconds; the views of this module show local time.</summary>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>How the model was created: <c>IMPORTED</c> for models from CreateCustomModel.</summary>
    public string? CustomizationType { get; init; }

    /// <summary>The ARN of the base model.</summary>
    public string? BaseModelArn { get; init; }

    /// <summary>
    /// Whether the model has a deployment or Provisioned Throughput in any status. A model without either cannot be used for
    /// inference.
    /// </summary>
    public bool InUse => Deployments.Count + ProvisionedModelThroughputs.Count > 0;

    /// <summary>The tags of the model.</summary>
    public IReadOnlyList<ResourceTag> Tags { get; init; } = [];

    /// <summary>The on-demand deployments of the model.</summary>
    public IReadOnlyList<CustomModelDeploymentSummary> Deployments { get; init; } = [];

    /// <summary>The Provisioned Throughput that serves the model, or that is being updated to serve it.</summary>
    public IReadOnlyList<ProvisionedModelThroughputSummary> ProvisionedModelThroughputs { get; init; } = [];

    /// <summary>The Region that this object was read from. Cmdlets that receive this object from the pipeline use it.</summary>
    public string? Region { get; init; }
}
