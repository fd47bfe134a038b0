namespace BedrockModels.Tests.Cmdlets;

/// <summary>The tests of WaitForUseTests.</summary>
public sealed class WaitBedrockProvisionedModelThroughputTests() : WaitForUseTests(
    "ProvisionedModelThroughput",
    "Provisioned Throughput d1 in us-east-1 was not InService",
    "Creating or Updating, ");
