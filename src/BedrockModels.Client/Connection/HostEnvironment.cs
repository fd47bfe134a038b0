namespace BedrockModels.Client;

/// <summary>What the connection reads of the machine: environment variables, the home folder, link-local addresses. Tests bring their own.</summary>
internal sealed record HostEnvironment(Func<string, string?> Variable, string HomeFolder)
{
    public static HostEnvironment Current { get; } = new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The longest pause before a retry.</summary>
    public TimeSpan LongestRetryPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What all waiting goes by, save the SDK's own pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where a container finds its credentials, when it is told a path only.</summary>
    public Uri ContainerHost { get; init; } = new("http://169.254.170.2");

    /// <summary>Where an instance finds its metadata, when no variable says otherwise.</summary>
    public Uri MetadataHost { get; init; } = new("http://169.254.169.254");

    /// <summary>A variable's value; null where it is not set or empty.</summary>
    public string? Get(string name) => Variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether a variable says yes.</summary>
    public bool IsTrue(string name) => string.Equals(Get(name), "true", StringComparison.OrdinalIgnoreCase);
}
