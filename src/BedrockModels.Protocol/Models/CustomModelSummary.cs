using System.Text.Json.Serialization;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>A custom model as ListCustomModels answers it. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomModelSummary.html.</summary>
public sealed class CustomModelSummary : IResource
{
    /// <summary>The name, unique in the account and Region.</summary>
    public string? ModelName { get; set; }

    /// <summary>The Amazon Resource Name.</summary>
    public string? ModelArn { get; set; }

    /// <summary><c>Creating</c>, <c>Active</c> or <c>Failed</c>. A value this module does not know is passed on as it came.</summary>
    public string? ModelStatus { get; set; }

    /// <summary>When the model was created. The service keeps milliseconds in UTC; views show local time.</summary>
    public DateTimeOffset? CreationTime { get; set; }

    /// <summary>How the model was made: <c>IMPORTED</c> for CreateCustomModel.</summary>
    public string? CustomizationType { get; set; }

    /// <summary>The base model's ARN.</summary>
    public string? BaseModelArn { get; set; }

    /// <summary>The base model's name; the service may leave it empty.</summary>
    public string? BaseModelName { get; set; }

    /// <summary>The account that owns the model.</summary>
    public string? OwnerAccountId { get; set; }

    /// <summary>The Region this was read from; commands further down the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    string? IResource.Name => ModelName;

    string? IResource.Arn => ModelArn;

    string? IResource.Status => ModelStatus;

    string? IResource.FailureMessage => null;

    string? IResponse.MissingMember => IResponse.IfMissing(ModelArn, "modelArn") ?? IResponse.IfMissing(ModelName, "modelName");
}
