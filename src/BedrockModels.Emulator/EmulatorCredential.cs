namespace BedrockModels.Emulator;

/// <summary>Keys that the emulator accepts. It is a class, not a record, so that nothing prints its members.</summary>
internal sealed class EmulatorCredential
{
    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    /// <summary>The token that must come with temporary keys; null for lasting keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When the token ends; null for never.</summary>
    public DateTimeOffset? Expiration { get; init; }
}
