namespace BedrockModels.Emulator;

/// <summary>An error that the service answers.</summary>
internal sealed class ServiceError(string code, string message, string? resourceName = null) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>The resource that TooManyTagsException names.</summary>
    public string? ResourceName { get; } = resourceName;
}
