namespace BedrockModels;

/// <summary>
/// A tag of a resource. Keys are case-sensitive. A resource can have at most 50 tags. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Tag.html.
/// </summary>
public sealed class ResourceTag
{
    /// <summary>The key: 1 to 128 letters, digits, spaces and <c>. _ : / = + @ -</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary>The value: 0 to 256 letters, digits, spaces and <c>. _ : / = + @ -</c>.</summary>
    public string Value { get; set; } = "";

    /// <summary>The ARN of the resource that has the tag, in the output of the tag cmdlets; otherwise null.</summary>
    [JsonIgnore]
    public string? ResourceArn { get; set; }

    /// <summary>Returns the tag as <c>key=value</c>.</summary>
    public override string ToString() => $"{Key}={Value}";
}
