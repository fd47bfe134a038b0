using System.Diagnostics.CodeAnalysis;
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

    [SuppressMessage("Security", "CA5350", Justification = "The AWS CLI names its files so.")]
    public static TokenFile OfSso(string folder, string name) => new(folder, SHA1.HashData(Encoding.UTF8.GetBytes(name)));

    public static TokenFile OfLogin(string folder, string name) => new(folder, SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>The stored object; null if there is none.</summary>
    public async Task<JsonObject?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return IssuedKeys.Parse(await File.ReadAllTextAsync(_path, ct).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file at once, so that no program reads a part of it. A file that cannot be written stays as it is.</summary>
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
