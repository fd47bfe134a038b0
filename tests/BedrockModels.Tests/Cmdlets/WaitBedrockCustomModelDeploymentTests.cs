namespace BedrockModels.Tests.Cmdlets;

/// <summary>The tests of WaitForUseTests.</summary>
public sealed class WaitBedrockCustomModelDeploymentTests() : WaitForUseTests(
    "CustomModelDeployment", "custom model deployment d1 in us-east-1 was not Active", "Creating, ");
