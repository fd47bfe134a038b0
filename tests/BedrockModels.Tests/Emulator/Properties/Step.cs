namespace BedrockModels.Tests.Emulator.Properties;

/// <summary>One thing to do.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">With which resource.</param>
/// <param name="Other">For which model.</param>
/// <param name="Number">Seconds to wait, a token (0 for none), or how many tags.</param>
internal sealed record Step(StepKind Kind, string Name, string Other, int Number);
