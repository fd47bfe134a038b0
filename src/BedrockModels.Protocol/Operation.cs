namespace BedrockModels.Protocol;

/// <summary>One operation of the API: how it is called, and what its request may hold.</summary>
/// <param name="Name">The API's name, such as <c>GetCustomModel</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with at most one label in braces as its last segment.</param>
/// <param name="SuccessStatus">The HTTP status of a success.</param>
/// <param name="Members">The members of the request, wherever they travel.</param>
internal sealed record Operation(string Name, string Method, string Path, int SuccessStatus, params Member[] Members)
{
    /// <summary>The path up to its label; the whole path where there is none.</summary>
    public string PathPrefix { get; } = Path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at ? Path[..at] : Path;

    /// <summary>Whether the path ends in a label, which one percent-encoded segment fills.</summary>
    public bool HasLabel => PathPrefix.Length < Path.Length;

    /// <summary>The path with its label filled: everything outside <c>A-Za-z0-9-._~</c> percent-encoded, so that an ARN is one segment.</summary>
    public string PathFor(string label) => PathPrefix + Uri.EscapeDataString(label);
}
