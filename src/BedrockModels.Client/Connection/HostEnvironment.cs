namespace BedrockModels.Client;

/// <summary>The parts of the machine that a connection reads: environment variables, home folder, clock, link-local addresses.</summary>
internal sealed record HostEnvironment(Func<string, string?> Variable, string HomeFolder)
{
    public static HostEnvironment Current { get; } =
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The keys in the environment variables; each null if it is not set.</summary>
    public (string? Key, string? Secret, string? Token) Keys =>
        (Get("AWS_ACCESS_KEY_ID"), Get("AWS_SECRET_ACCESS_KEY"), Get("AWS_SESSION_TOKEN"));

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

    /// <summary>Reads a file that contains a token. The name and code are those of the error if it cannot be read.</summary>
    public static async Task<string> ReadTokenAsync(string path, string name, string errorCode)
    {
        try
        {
            return (await File.ReadAllTextAsync(path).ConfigureAwait(false)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException(
                errorCode, $"The {name} could not be read from {path}. Check that the file exists and is readable.", exception);
        }
    }
}
