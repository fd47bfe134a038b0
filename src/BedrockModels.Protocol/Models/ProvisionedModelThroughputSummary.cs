namespace BedrockModels;

/// <summary>
/// Provisioned Throughput, as returned by ListProvisionedModelThroughputs. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ProvisionedModelSummary.html.
/// </summary>
public sealed class ProvisionedModelThroughputSummary : IResource
{
    /// <inheritdoc cref="ProvisionedModelThroughput.ProvisionedModelName"/>
    public string? ProvisionedModelName { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.ProvisionedModelArn"/>
    public string? ProvisionedModelArn { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.ModelArn"/>
    public string? ModelArn { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.DesiredModelArn"/>
    public string? DesiredModelArn { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.FoundationModelArn"/>
    public string? FoundationModelArn { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.ModelUnits"/>
    public int? ModelUnits { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.DesiredModelUnits"/>
    public int? DesiredModelUnits { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.Status"/>
    public string? Status { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.CommitmentDuration"/>
    public string? CommitmentDuration { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.CommitmentExpirationTime"/>
    public DateTime? CommitmentExpirationTime { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.CreationTime"/>
    public DateTime? CreationTime { get; set; }

    /// <inheritdoc cref="ProvisionedModelThroughput.LastModifiedTime"/>
    public DateTime? LastModifiedTime { get; set; }

    /// <inheritdoc cref="CustomModel.Name"/>
    public string? Name => ProvisionedModelName;

    /// <inheritdoc cref="CustomModel.Arn"/>
    public string? Arn => ProvisionedModelArn;

    /// <inheritdoc cref="CustomModel.Created"/>
    public DateTime? Created => CreationTime;

    /// <inheritdoc cref="ProvisionedModelThroughput.Region"/>
    [JsonIgnore]
    public string? Region { get; set; }

    /// <summary>Returns the ARN.</summary>
    public override string ToString() => Arn ?? Name ?? "";

    string? IResponse.MissingMember => IResponse.IfMissing(ProvisionedModelArn, "provisionedModelArn");
}
