namespace BedrockModels.Tests.Steadiness;

/// <summary>The result of all rounds of a command.</summary>
/// <param name="Stopped">The rounds that sent a request and then ended by the stop.</param>
/// <param name="Failure">The defect that ended the rounds, or null.</param>
/// <param name="Threads">The growth of the process's threads over the counted rounds.</param>
/// <param name="Handles">The growth of the process's handles over the counted rounds.</param>
internal sealed record StopReport(int Stopped, string? Failure, int Threads, int Handles);
