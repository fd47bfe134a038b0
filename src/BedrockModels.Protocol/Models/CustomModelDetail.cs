namespace BedrockModels;

/// <summary>
/// A custom model with its tags and with the deployments and Provisioned Throughput that use it, as returned by Get-BedrockCustomModel
/// -Detailed.
/// </summary>
public sealed class CustomModelDetail : CustomModel
{
    /// <summary>
    /// Whether the model has a deployment or Provisioned Throughput in any status. A model without either cannot be used for inference.
    /// </summary>
    public bool InUse => Deployments.Count + ProvisionedModelThroughputs.Count > 0;

    /// <summary>The tags of the model.</summary>
    [JsonIgnore]
    public ResourceTagList Tags { get; internal set; } = new([], null);

    /// <summary>
    /// The model package or the S3 URI that the model was created from, as it stands in the tag of -SourceTag or of an SDK of AWS; null
    /// without such a tag. A source with more than 256 characters is shortened, and ends with a hash.
    /// </summary>
    [JsonIgnore]
    public string? Source { get; internal set; }

    /// <summary>The on-demand deployments of the model.</summary>
    [JsonIgnore]
    public ResourceList<CustomModelDeploymentSummary> Deployments { get; internal set; } = new([]);

    /// <summary>The Provisioned Throughput that serves the model, or that is being updated to serve it.</summary>
    [JsonIgnore]
    public ResourceList<ProvisionedModelThroughputSummary> ProvisionedModelThroughputs { get; internal set; } = new([]);
}
