namespace BedrockModels;

/// <summary>
/// Provisioned Throughput, as returned by GetProvisionedModelThroughput. AWS bills it by the hour until it is deleted. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetProvisionedModelThroughput.html.
/// </summary>
public sealed class ProvisionedModelThroughput : IResource
{
    /// <summary>The name of the Provisioned Throughput.</summary>
    public string? ProvisionedModelName { get; set; }

    /// <summary>The Amazon Resource Name (ARN). Use it as the model id for inference.</summary>
    public string? ProvisionedModelArn { get; set; }

    /// <summary>The ARN of the model that is served now.</summary>
    public string? ModelArn { get; set; }

    /// <summary>The ARN of the requested model. It differs from ModelArn while an update is running.</summary>
    public string? DesiredModelArn { get; set; }

    /// <summary>The ARN of the base model.</summary>
    public string? FoundationModelArn { get; set; }

    /// <summary>The number of model units in service.</summary>
    public int? ModelUnits { get; set; }

    /// <summary>The number of requested model units.</summary>
    public int? DesiredModelUnits { get; set; }

    /// <summary>
    /// The status: <c>Creating</c>, <c>InService</c>, <c>Updating</c> or <c>Failed</c>. A value that this module does not know is
    /// returned unchanged.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>The commitment: <c>OneMonth</c> or <c>SixMonths</c>; null without a commitment.</summary>
    public string? CommitmentDuration { get; set; }

    /// <summary>
    /// The time when the commitment ends; null without a commitment. Local time, with milliseconds.
    /// </summary>
    public DateTime? CommitmentExpirationTime { get; set; }

    /// <summary>
    /// The time when the Provisioned Throughput was bought. Local time, with milliseconds.
    /// </summary>
    public DateTime? CreationTime { get; set; }

    /// <summary>The time when the Provisioned Throughput was last changed. Local time, with milliseconds.</summary>
    public DateTime? LastModifiedTime { get; set; }

    /// <summary>The reason of the failure; null unless Status is <c>Failed</c>.</summary>
    public string? FailureMessage { get; set; }

    /// <inheritdoc cref="CustomModel.Name"/>
    public string? Name => ProvisionedModelName;

    /// <inheritdoc cref="CustomModel.Arn"/>
    public string? Arn => ProvisionedModelArn;

    /// <inheritdoc cref="CustomModel.Created"/>
    public DateTime? Created => CreationTime;

    /// <summary>The Region that this object was read from. Cmdlets that receive this object from the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    /// <summary>Returns the ARN.</summary>
    public override string ToString() => Arn ?? Name ?? "";

    string? IResponse.MissingMember =>
        IResponse.IfMissing(ProvisionedModelArn, "provisionedModelArn")
        ?? IResponse.IfMissing(ProvisionedModelName, "provisionedModelName");
}
