namespace BedrockModels.Tests.Client;

/// <summary>Tests of what the process shares. They run when no other test does.</summary>
[CollectionDefinition(nameof(SharedConnections), DisableParallelization = true)]
public sealed class SharedConnections;
