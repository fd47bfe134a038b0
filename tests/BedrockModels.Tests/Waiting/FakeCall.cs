namespace BedrockModels.Tests.Waiting;

/// <summary>A call that a waiter made: Get, or List for one page.</summary>
internal sealed record FakeCall(string Kind, string Region, string Identifier, TimeSpan At);
