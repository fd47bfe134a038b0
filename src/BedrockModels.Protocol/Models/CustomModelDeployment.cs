using System.Text.Json.Serialization;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>An on-demand deployment of a custom model as GetCustomModelDeployment answers it. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModelDeployment.html.</summary>
public sealed class CustomModelDeployment : IResource
{
    /// <summary>The name, unique in the account and Region.</summary>
    public string? ModelDeploymentName { get; set; }

    /// <summary>The Amazon Resource Name; inference takes it as its model id.</summary>
    public string? CustomModelDeploymentArn { get; set; }

    /// <summary>The custom model that is deployed.</summary>
    public string? ModelArn { get; set; }

    /// <summary><c>Creating</c>, then <c>Active</c> or <c>Failed</c>. A value this module does not know is passed on as it came.</summary>
    public string? Status { get; set; }

    /// <summary>When the deployment was created. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When the deployment last changed. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? LastUpdatedAt { get; set; }

    /// <summary>The description.</summary>
    public string? Description { get; set; }

    /// <summary>The update under way, or the last one.</summary>
    public CustomModelDeploymentUpdateDetails? UpdateDetails { get; set; }

    /// <summary>Why the deployment failed.</summary>
    public string? FailureMessage { get; set; }

    /// <summary>The Region this was read from; commands further down the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    string? IResource.Name => ModelDeploymentName;

    string? IResource.Arn => CustomModelDeploymentArn;

    string? IResponse.MissingMember => IResponse.IfMissing(CustomModelDeploymentArn, "customModelDeploymentArn") ?? IResponse.IfMissing(ModelDeploymentName, "modelDeploymentName");
}
