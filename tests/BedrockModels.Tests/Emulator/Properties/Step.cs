namespace BedrockModels.Tests.Emulator.Properties;

/// <summary>One operation to perform.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Name">The name of the resource.</param>
/// <param name="Other">The name of the model.</param>
/// <param name="Number">Seconds to wait, a token (0 for none), or the number of tags.</param>
internal sealed record Step(StepKind Kind, string Name, string Other, int Number);

/// <summary>The operation of a step.</summary>
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
