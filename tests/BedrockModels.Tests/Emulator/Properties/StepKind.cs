namespace BedrockModels.Tests.Emulator.Properties;

/// <summary>What a step does.</summary>
internal enum StepKind
{
    Wait,
    CreateModel,
    DeleteModel,
    Tag,
    Untag,
    CreateDeployment,
    UpdateDeployment,
    DeleteDeployment,
    CreateThroughput,
    UpdateThroughput,
    DeleteThroughput,
}
