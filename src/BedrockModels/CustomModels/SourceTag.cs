using System.Security.Cryptography;
using System.Text;

namespace BedrockModels;

/// <summary>
/// The tags in which AWS's SDKs keep the source of a model. The API does not return the source, so a tag is its only trace.
/// </summary>
internal static class SourceTag
{
    /// <summary>The tag of the SageMaker SDK for Python, which this module writes too.</summary>
    public const string Key = "sagemaker.amazonaws.com/model-source";

    /// <summary>The tag of the Nova Forge SDK. It is only read.</summary>
    public const string ForgeKey = "sagemaker.amazonaws.com/forge/escrow-uri";

    private const int MaxLength = 256;
    private const int HeadLength = 224;
    private const int DigestLength = 31;

    /// <summary>The source itself; if it has more than 256 code points, its first 224, a hyphen and 31 digits of its SHA-256.</summary>
    public static string ValueFor(string source)
    {
        var runes = source.EnumerateRunes().ToList();
        return runes.Count <= MaxLength
            ? source
            : string.Concat(runes.Take(HeadLength)) + "-"
                + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(source))).ToLowerInvariant()[..DigestLength];
    }

    /// <summary>An S3 URI that a person typed, as the SDK keeps it: with one slash at its end.</summary>
    public static string WithSlash(string s3Uri) => s3Uri.TrimEnd('/') + "/";

    public static bool IsOne(ResourceTag tag) => tag.Key is Key or ForgeKey;

    /// <summary>Whether a tag has this source. The SDKs differ in the slash at the end of an S3 URI.</summary>
    public static bool Matches(ResourceTag tag, string source) =>
        IsOne(tag) && new[] { source, source.TrimEnd('/'), WithSlash(source) }.Any(form => tag.Value == ValueFor(form));

    /// <summary>The source of a model as it stands in its tags, shortened if it is long; null if it has none.</summary>
    public static string? Find(IReadOnlyList<ResourceTag> tags) =>
        (tags.FirstOrDefault(tag => tag.Key == Key) ?? tags.FirstOrDefault(IsOne))?.Value;
}
