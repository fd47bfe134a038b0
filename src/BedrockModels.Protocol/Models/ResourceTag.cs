using System.Text.Json.Serialization;

namespace BedrockModels;

/// <summary>A tag of a resource. Keys are case-sensitive. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Tag.html.</summary>
public sealed class ResourceTag
{
    /// <summary>The key: 1 to 128 characters.</summary>
    public string Key { get; set; } = "";

    /// <summary>The value: at most 256 characters; it may be empty.</summary>
    public string Value { get; set; } = "";

    /// <summary>The resource that carries the tag, on what Get-BedrockResourceTag emits.</summary>
    [JsonIgnore]
    public string? ResourceArn { get; set; }

    /// <summary>The tag as <c>key=value</c>.</summary>
    public override string ToString() => $"{Key}={Value}";
}
