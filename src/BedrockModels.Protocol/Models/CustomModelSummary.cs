namespace BedrockModels;

/// <summary>
/// A custom model, as returned by ListCustomModels. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomModelSummary.html.
/// </summary>
public sealed class CustomModelSummary : IResource
{
    /// <inheritdoc cref="CustomModel.ModelName"/>
    public string? ModelName { get; set; }

    /// <inheritdoc cref="CustomModel.ModelArn"/>
    public string? ModelArn { get; set; }

    /// <inheritdoc cref="CustomModel.ModelStatus"/>
    public string? ModelStatus { get; set; }

    /// <summary>The time when the model was created. Local time, with milliseconds.</summary>
    public DateTime? CreationTime { get; set; }

    /// <inheritdoc cref="CustomModel.CustomizationType"/>
    public string? CustomizationType { get; set; }

    /// <summary>The ARN of the base model.</summary>
    public string? BaseModelArn { get; set; }

    /// <summary>The name of the base model; it can be empty.</summary>
    public string? BaseModelName { get; set; }

    /// <summary>The id of the account that owns the model: 12 digits.</summary>
    public string? OwnerAccountId { get; set; }

    /// <inheritdoc cref="CustomModel.Name"/>
    public string? Name => ModelName;

    /// <inheritdoc cref="CustomModel.Arn"/>
    public string? Arn => ModelArn;

    /// <inheritdoc cref="CustomModel.Status"/>
    public string? Status => ModelStatus;

    /// <inheritdoc cref="CustomModel.Created"/>
    public DateTime? Created => CreationTime;

    /// <inheritdoc cref="CustomModel.Region"/>
    [JsonIgnore]
    public string? Region { get; set; }

    /// <summary>Returns the ARN.</summary>
    public override string ToString() => Arn ?? Name ?? "";

    string? IResponse.MissingMember => IResponse.IfMissing(ModelArn, "modelArn") ?? IResponse.IfMissing(ModelName, "modelName");
}
