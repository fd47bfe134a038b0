using System.Management.Automation;

namespace BedrockModels;

/// <summary>Waits until custom models are Active, and emits each as it becomes so. A model that ends Failed is an error, and so is the end of the time.</summary>
/// <remarks>
/// <para>
/// All models of the pipeline are waited for together, in any number of Regions; -Timeout is for all of them, and starts when
/// the input is complete. The first looks come soon, later ones every -PollInterval; where several models of a Region are
/// pending, one list answers for all. Throttling slows the looks down and ends nothing.
/// </para>
/// <para>
/// A bar shows how many are where. In CI, and where $ProgressPreference silences the bar, a line for each change and each
/// minute takes its place. Errors: CustomModelFailed, with the service's reason; CustomModelVanished, where a model was
/// deleted meanwhile; WaitTimeout, for each model that is not Active when the time is over.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModel; bedrock:ListCustomModels where several models are waited for.
/// </notes>
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
/// In CI, splatted. The first model that fails ends the script.
/// <code>
/// $models = Get-BedrockCustomModel test-*
/// $wait = @{ Timeout = [TimeSpan]::FromHours(1); PollInterval = 10; ErrorAction = 'Stop' }
/// $active = $models | Wait-BedrockCustomModel @wait
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
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelIdentifier { get; set; } = [];

    private protected override void ProcessItems() => Collect(Resources.CustomModels, ModelIdentifier);

    private protected override void Finish() => Waits.WaitFor(Resources.CustomModels, Collected, Schedule);
}
