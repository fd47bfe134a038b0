using System.Text.Json.Serialization;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>
/// A custom model, as returned by ListCustomModels. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomModelSummary.html.
/// </summary>
public sealed class CustomModelSummary : IResource
{
    /// <summary>The model name, unique in the account and Region.</summary>
    public string? ModelName { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the model. It does not contain the model name.</summary>
    public string? ModelArn { get; set; }

    /// <summary>
    /// The status: <c>Creating</c>, <c>Active</c> or <c>Failed</c>. A value that this module does not know is returned unchanged.
    /// </summary>
    public string? ModelStatus { get; set; }

    /// <summary>The time when the model was created. UTC, with milliseconds; the views of this module show local time.</summary>
    public DateTimeOffset? CreationTime { get; set; }

    /// <summary>How the model was created: <c>IMPORTED</c> for models from CreateCustomModel.</summary>
    public string? CustomizationType { get; set; }

    /// <summary>The ARN of the base model.</summary>
    public string? BaseModelArn { get; set; }

    /// <summary>The name of the base model; it can be empty.</summary>
    public string? BaseModelName { get; set; }

    /// <summary>The id of the account that owns the model: 12 digits.</summary>
    public string? OwnerAccountId { get; set; }

    /// <summary>The Region that this object was read from. Cmdlets that receive this object from the pipeline use it.</summary>
    [JsonIgnore]
    public string? Region { get; set; }

    string? IResource.Name => ModelName;

    string? IResource.Arn => ModelArn;

    string? IResource.Status => ModelStatus;

    string? IResource.FailureMessage => null;

    string? IResponse.MissingMember => IResponse.IfMissing(ModelArn, "modelArn") ?? IResponse.IfMissing(ModelName, "modelName");
}
