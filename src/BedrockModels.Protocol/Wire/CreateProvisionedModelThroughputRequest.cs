namespace BedrockModels.Protocol;

/// <summary>The body of CreateProvisionedModelThroughput.</summary>
internal sealed class CreateProvisionedModelThroughputRequest
{
    public string? ClientRequestToken { get; set; }

    public int? ModelUnits { get; set; }

    public string? ProvisionedModelName { get; set; }

    public string? ModelId { get; set; }

    public string? CommitmentDuration { get; set; }

    public IReadOnlyList<ResourceTag>? Tags { get; set; }
}
