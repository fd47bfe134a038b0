using System.Text.RegularExpressions;

namespace BedrockModels.Client;

/// <summary>The parts of the machine that a connection reads: environment variables, folders, clock, link-local addresses.</summary>
internal sealed partial record HostEnvironment(Func<string, string?> Variable, string HomeFolder)
{
    public static HostEnvironment Current =>
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The folder of relative paths: the location of the PowerShell session, which its process does not follow.</summary>
    public string WorkingFolder { get; init; } = HomeFolder;

    /// <summary>The keys in the environment variables; each null if it is not set. As in the AWS CLI, the older token name wins.</summary>
    public (string? Key, string? Secret, string? Token) Keys =>
        (Get("AWS_ACCESS_KEY_ID"), Get("AWS_SECRET_ACCESS_KEY"), Get("AWS_SECURITY_TOKEN") ?? Get("AWS_SESSION_TOKEN"));

    /// <summary>The keys in the environment variables; null if both are not set.</summary>
    public AccessKeys? FindKeys() => Keys is ({ } key, { } secret, var token) ? new AccessKeys(key, secret, token) : null;

    /// <summary>The longest pause before a retry.</summary>
    public TimeSpan LongestRetryPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock of all waits, except the SDK's own pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The host of the container credentials if only a path is configured.</summary>
    public Uri ContainerHost { get; init; } = new("http://169.254.170.2");

    /// <summary>The host of the instance metadata if no other is configured.</summary>
    public Uri MetadataHost { get; init; } = new("http://169.254.169.254");

    /// <summary>The value of a variable; null if it is not set or empty.</summary>
    public string? Get(string name) => Variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>
    /// The full path of a path that a person wrote, as the AWS CLI reads it: <c>$NAME</c>, <c>${NAME}</c> (on Windows also
    /// <c>%NAME%</c>) and a leading <c>~</c> are replaced, and a relative path starts in the working folder.
    /// </summary>
    public string ResolvePath(string path)
    {
        var expanded = VariablePattern().Replace(path, match => Variable(match.Groups[1].Value) ?? match.Value);
        if (OperatingSystem.IsWindows())
            expanded = Environment.ExpandEnvironmentVariables(expanded);
        if (expanded is "~" || expanded.StartsWith("~/", StringComparison.Ordinal)
            || (OperatingSystem.IsWindows() && expanded.StartsWith(@"~\", StringComparison.Ordinal)))
        {
            expanded = HomeFolder + expanded[1..];
        }

        return Path.GetFullPath(expanded, WorkingFolder);
    }

    [GeneratedRegex(@"\$(?:(?<1>\w+)|\{(?<1>[^}]*)\})")]
    private static partial Regex VariablePattern();

    /// <summary>Reads a file that contains a token. The name and code are those of the error if it cannot be read.</summary>
    public static async Task<string> ReadTokenAsync(string path, string name, string errorCode, CancellationToken ct)
    {
        try
        {
            return (await File.ReadAllTextAsync(path, ct).ConfigureAwait(false)).Trim() is { Length: > 0 } token
                ? token
                : throw new BedrockException(errorCode, $"The {name} could not be read from {path}, because the file is empty.", null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException(
                errorCode, $"The {name} could not be read from {path}. Check that the file exists and is readable.", exception);
        }
    }
}
