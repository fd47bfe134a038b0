namespace BedrockModels;

/// <summary>The Region that a call or its input names, and what names it; without a name the chain is asked.</summary>
internal readonly record struct RequestedRegion(string? Name, string? Source);
