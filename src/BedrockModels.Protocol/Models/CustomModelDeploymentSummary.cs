using System.Text.Json.Serialization;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>A deployment as ListCustomModelDeployments answers it. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomModelDeploymentSummary.html.</summary>
public sealed class CustomModelDeploymentSummary : IResource
{
    /// <summary>The name, unique in the account and Region.</summary>
    public string? CustomModelDeploymentName { get; set; }

    /// <summary>The Amazon Resource Name.</summary>
    public string? CustomModelDeploymentArn { get; set; }

    /// <summary>The custom model that is deployed.</summary>
    public string? ModelArn { get; set; }

    /// <summary><c>Creating</c>, <c>Active</c> or <c>Failed</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When the deployment was created. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When the deployment last changed. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? LastUpdatedAt { get; set; }

    /// <summary>Why the deployment failed.</summary>
    public string? FailureMessage { get; set; }

    /// <summary>The Region this was read from; commands further down the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    string? IResource.Name => CustomModelDeploymentName;

    string? IResource.Arn => CustomModelDeploymentArn;

    string? IResponse.MissingMember => IResponse.IfMissing(CustomModelDeploymentArn, "customModelDeploymentArn");
}
