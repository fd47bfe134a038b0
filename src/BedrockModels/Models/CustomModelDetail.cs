namespace BedrockModels;

/// <summary>
/// A custom model with its tags and with the deployments and Provisioned Throughput that use it, as returned by Get-BedrockCustomModel
/// -Detailed.
/// </summary>
public sealed class CustomModelDetail
{
    /// <inheritdoc cref="CustomModel.ModelName"/>
    public string? ModelName { get; init; }

    /// <inheritdoc cref="CustomModel.ModelArn"/>
    public string? ModelArn { get; init; }

    /// <inheritdoc cref="CustomModel.ModelStatus"/>
    public string? ModelStatus { get; init; }

    /// <inheritdoc cref="CustomModelSummary.CreationTime"/>
    public DateTime? CreationTime { get; init; }

    /// <inheritdoc cref="CustomModel.CustomizationType"/>
    public string? CustomizationType { get; init; }

    /// <inheritdoc cref="CustomModelSummary.BaseModelArn"/>
    public string? BaseModelArn { get; init; }

    /// <summary>
    /// Whether the model has a deployment or Provisioned Throughput in any status. A model without either cannot be used for inference.
    /// </summary>
    public bool InUse => Deployments.Count + ProvisionedModelThroughputs.Count > 0;

    /// <summary>The tags of the model.</summary>
    public IReadOnlyList<ResourceTag> Tags { get; init; } = [];

    /// <summary>The on-demand deployments of the model.</summary>
    public IReadOnlyList<CustomModelDeploymentSummary> Deployments { get; init; } = [];

    /// <summary>The Provisioned Throughput that serves the model, or that is being updated to serve it.</summary>
    public IReadOnlyList<ProvisionedModelThroughputSummary> ProvisionedModelThroughputs { get; init; } = [];

    /// <inheritdoc cref="CustomModel.Region"/>
    public string? Region { get; init; }

    /// <summary>Returns the ARN.</summary>
    public override string ToString() => ModelArn ?? ModelName ?? "";
}
