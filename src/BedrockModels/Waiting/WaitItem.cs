namespace BedrockModels.Waiting;

/// <summary>What is waited for.</summary>
/// <param name="Identifier">The name or ARN, as it was given.</param>
/// <param name="Region">The Region to look in.</param>
/// <param name="Target">What the user passed, for error records.</param>
internal sealed record WaitItem(string Identifier, string Region, object? Target);
