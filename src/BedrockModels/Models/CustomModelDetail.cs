namespace BedrockModels;

/// <summary>A custom model with its tags and with what makes it usable, as Get-BedrockCustomModel -Detailed emits it.</summary>
public sealed class CustomModelDetail
{
    /// <summary>The name, unique in the account and Region.</summary>
    public string? ModelName { get; init; }

    /// <summary>The Amazon Resource Name.</summary>
    public string? ModelArn { get; init; }

    /// <summary><c>Creating</c>, <c>Active</c> or <c>Failed</c>. A value this module does not know is passed on as it came.</summary>
    public string? ModelStatus { get; init; }

    /// <summary>When the model was created. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>How the model was made: <c>IMPORTED</c> for CreateCustomModel.</summary>
    public string? CustomizationType { get; init; }

    /// <summary>The base model's ARN.</summary>
    public string? BaseModelArn { get; init; }

    /// <summary>Whether the model has a deployment or Provisioned Throughput, whatever its status. A model without either answers no inference.</summary>
    public bool InUse => Deployments.Count + ProvisionedModelThroughputs.Count > 0;

    /// <summary>The model's tags.</summary>
    public IReadOnlyList<ResourceTag> Tags { get; init; } = [];

    /// <summary>The on-demand deployments of the model.</summary>
    public IReadOnlyList<CustomModelDeploymentSummary> Deployments { get; init; } = [];

    /// <summary>The Provisioned Throughput that serves the model, or is to serve it.</summary>
    public IReadOnlyList<ProvisionedModelThroughputSummary> ProvisionedModelThroughputs { get; init; } = [];

    /// <summary>The Region this was read from; commands further down the pipeline use it.</summary>
    public string? Region { get; init; }
}
