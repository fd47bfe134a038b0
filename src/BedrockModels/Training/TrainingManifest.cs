using System.Text.Json;

namespace BedrockModels.Training;

/// <summary>
/// The manifest of a training job. Its member checkpoint_s3_bucket is the whole S3 URI of the artifacts, in spite of its name.
/// </summary>
internal static class TrainingManifest
{
    private const string Member = "checkpoint_s3_bucket";

    // A synonym in the questions and answers of AWS's Nova Forge SDK.
    private const string Synonym = "checkpoint_s3_path";

    /// <summary>The S3 URI, or the reason why there is none; the reason follows a subject.</summary>
    public static (string? S3Uri, string? Reason) Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (null, "is not a JSON object");
            return (NeighborJson.Text(root, Member) ?? NeighborJson.Text(root, Synonym)) switch
            {
                null => (null, $"has no {Member}; it has {DescribeMembers(root)}"),
                var uri when uri.StartsWith("s3://", StringComparison.Ordinal) => (uri, null),
                var other => (null, $"has {Member} {InputText.Quote(other)}, which is not an S3 URI"),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, "is not JSON");
        }
    }

    private static string DescribeMembers(JsonElement root)
    {
        var names = root.EnumerateObject().Select(member => InputText.Quote(member.Name)).Take(10).ToList();
        return names.Count == 0 ? "no members" : string.Join(", ", names);
    }
}
