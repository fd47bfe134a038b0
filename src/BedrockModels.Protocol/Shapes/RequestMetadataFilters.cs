using System.Text.Json.Serialization;

namespace BedrockModels;

/// <summary>Filters on the metadata of logged requests. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_RequestMetadataFilters.html.</summary>
public sealed class RequestMetadataFilters
{
    /// <summary>One key and the value it must have (the API's <c>equals</c>, a name that every .NET object already has).</summary>
    [JsonPropertyName("equals")]
    public IDictionary<string, string>? EqualTo { get; set; }

    /// <summary>One key and the value it must not have.</summary>
    public IDictionary<string, string>? NotEquals { get; set; }

    /// <summary>Filters that must all hold.</summary>
    public IList<RequestMetadataBaseFilters>? AndAll { get; set; }

    /// <summary>Filters of which one must hold.</summary>
    public IList<RequestMetadataBaseFilters>? OrAll { get; set; }
}
