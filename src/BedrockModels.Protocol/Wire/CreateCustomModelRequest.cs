namespace BedrockModels.Protocol;

/// <summary>The body of CreateCustomModel.</summary>
internal sealed class CreateCustomModelRequest
{
    public string? ModelName { get; set; }

    public CustomModelDataSource? CustomModelDataSource { get; set; }

    public ModelDataSource? ModelSourceConfig { get; set; }

    public string? RoleArn { get; set; }

    public string? ModelKmsKeyArn { get; set; }

    public IReadOnlyList<ResourceTag>? ModelTags { get; set; }

    public string? ClientRequestToken { get; set; }
}
