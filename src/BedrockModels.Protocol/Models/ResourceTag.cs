namespace BedrockModels;

/// <summary>
/// A tag of a resource. Keys are case-sensitive. A resource can have at most 50 tags. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Tag.html.
/// </summary>
public sealed partial class ResourceTag
{
    /// <summary>The key: 1 to 128 letters, digits, spaces and <c>. _ : / = + @ -</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary>The value: 0 to 256 letters, digits, spaces and <c>. _ : / = + @ -</c>.</summary>
    public string Value { get; set; } = "";

    /// <summary>The ARN of the resource that has the tag; null for a tag that a script created.</summary>
    [JsonIgnore]
    public string? ResourceArn { get; set; }

    /// <summary>
    /// Returns the tag as <c>key=value</c>, which -Tag reads. A part that this form could not show is in double quotes: with <c>;</c>, a
    /// quote (doubled), a space at an end, or an equals sign in a key or after a space in a value.
    /// </summary>
    public override string ToString() =>
        $"{(QuotedKey().IsMatch(Key) ? Quote(Key) : Key)}={(QuotedValue().IsMatch(Value) ? Quote(Value) : Value)}";

    private static string Quote(string part) => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex("""[;="]|^\s|\s\z""")]
    private static partial Regex QuotedKey();

    [GeneratedRegex("""[;"]|^\s|\s\z|\s[^\s=]+=""")]
    private static partial Regex QuotedValue();
}
