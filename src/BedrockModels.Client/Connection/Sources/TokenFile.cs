using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BedrockModels.Client;

/// <summary>A file in which the AWS CLI stores a login. Its name is the hash of the name of the login.</summary>
internal sealed class TokenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _path;

    private TokenFile(string folder, byte[] hash) =>
        _path = Path.Combine(folder, Convert.ToHexString(hash).ToLowerInvariant() + ".json");

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The AWS CLI names its files so.")]
    public static TokenFile OfSso(string folder, string name) => new(folder, SHA1.HashData(Encoding.UTF8.GetBytes(name)));

    public static TokenFile OfLogin(string folder, string name) => new(folder, SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>A text in the stored object; null if it is missing, empty or not a text.</summary>
    public static string? GetText(JsonNode? stored, string name) =>
        stored is JsonObject json && json[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    /// <summary>Parses an object; null if the text is not one.</summary>
    public static JsonObject? Parse(string text)
    {
        try
        {
            // The count makes the object read its members now, and not where a member that is there twice would be a surprise.
            return JsonNode.Parse(text) is JsonObject { Count: > 0 } json ? json : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    public static string FormatTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The stored object; null if there is none.</summary>
    public async Task<JsonObject?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(_path, ct).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file at once, so that no other program reads a part of it. If it cannot be written, it stays as it is.</summary>
    public void Write(JsonObject stored)
    {
        var temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(temporary, options))
                writer.Write(stored.ToJsonString(Indented));
            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The caller has the token and can go on.
        }
    }
}
