using System.Security.Cryptography;
using System.Text;

namespace BedrockModels.Preflight;

/// <summary>The value of the tags in which AWS's SDKs keep the source of a model.</summary>
internal static class SourceTag
{
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
}
