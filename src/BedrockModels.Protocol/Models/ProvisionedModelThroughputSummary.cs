using System.Text.Json.Serialization;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Provisioned Throughput as ListProvisionedModelThroughputs answers it. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ProvisionedModelSummary.html.</summary>
public sealed class ProvisionedModelThroughputSummary : IResource
{
    /// <summary>The name.</summary>
    public string? ProvisionedModelName { get; set; }

    /// <summary>The Amazon Resource Name; inference takes it as its model id.</summary>
    public string? ProvisionedModelArn { get; set; }

    /// <summary>The model served now.</summary>
    public string? ModelArn { get; set; }

    /// <summary>The model asked for; it differs from ModelArn while an update runs.</summary>
    public string? DesiredModelArn { get; set; }

    /// <summary>The base model underneath.</summary>
    public string? FoundationModelArn { get; set; }

    /// <summary>Model units in service.</summary>
    public int? ModelUnits { get; set; }

    /// <summary>Model units asked for.</summary>
    public int? DesiredModelUnits { get; set; }

    /// <summary><c>Creating</c>, <c>InService</c>, <c>Updating</c> or <c>Failed</c>. A value this module does not know is passed on as it came.</summary>
    public string? Status { get; set; }

    /// <summary><c>OneMonth</c> or <c>SixMonths</c>; null without a commitment.</summary>
    public string? CommitmentDuration { get; set; }

    /// <summary>When the commitment ends. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? CommitmentExpirationTime { get; set; }

    /// <summary>When it was bought. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? CreationTime { get; set; }

    /// <summary>When it last changed. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? LastModifiedTime { get; set; }

    /// <summary>The Region this was read from; commands further down the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    string? IResource.Name => ProvisionedModelName;

    string? IResource.Arn => ProvisionedModelArn;

    string? IResource.FailureMessage => null;

    string? IResponse.MissingMember => IResponse.IfMissing(ProvisionedModelArn, "provisionedModelArn");
}
