using System.Management.Automation;
using BedrockModels.Protocol;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>Waits until custom models are Active, and emits each as it becomes so. A model that ends Failed is an error, and so is the end of the time.</summary>
/// <remarks>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html.</remarks>
/// <notes>Needs bedrock:GetCustomModel; bedrock:ListCustomModels where several models are waited for.</notes>
/// <example>
/// One model, by its name.
/// <code>
/// Wait-BedrockCustomModel support-assistant
/// </code>
/// </example>
/// <example>
/// Several, for at most half an hour. Each is emitted as it becomes Active; one that ends Failed is an error with the service's reason.
/// <code>
/// 'support-assistant', 'claims-reader' | Wait-BedrockCustomModel -Timeout 1800 -PollInterval 10
/// </code>
/// </example>
/// <example>
/// In CI: stop at the first model that fails, and go on with those that are Active.
/// <code>
/// $models = Get-BedrockCustomModel test-*
/// $active = $models | Wait-BedrockCustomModel -Timeout ([TimeSpan]::FromHours(1)) -ErrorAction Stop
/// "$(@($active).Count) models are Active."
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "BedrockCustomModel")]
[OutputType(typeof(CustomModel))]
public sealed class WaitBedrockCustomModelCommand : WaitCmdlet
{
    /// <summary>Names or ARNs of models, or objects that carry a ModelArn or a ModelName. Wildcards are not taken: pipe from Get-BedrockCustomModel.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName")]
    [IdentifierTransformation("ModelArn", "ModelName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelIdentifierCompleter))]
    public string[] ModelIdentifier { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Collect("-ModelIdentifier", ModelIdentifier, Constraints.ModelIdentifier, "Get-BedrockCustomModel");

    private protected override void Wait(IReadOnlyList<WaitItem> items, WaitSchedule schedule) => WaitForCustomModels(items, schedule);
}
