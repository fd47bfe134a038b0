namespace BedrockModels;

/// <summary>
/// Waits for custom models to become Active and returns each one. Reports an error for each model that fails or times out.
/// </summary>
/// <remarks>
/// <para>The cmdlet waits for all piped models together, in any number of Regions. -Timeout applies to all of them and starts when the
/// pipeline input is complete. The cmdlet polls often at first, and later every -PollInterval. If more than two models of a Region are
/// pending, it polls with one list request for all of them. Throttling slows polling down but does not end the wait.</para>
/// <para>A progress bar shows how many models are Active, the time since the start and the time until the timeout. If the bar is not seen,
/// the cmdlet writes a line for each status change and one line per minute: in CI, if $ProgressPreference hides the bar, if the output of
/// pwsh is redirected, or if pwsh was started with -NonInteractive.</para>
/// <para>Errors: CustomModelFailed (the model failed; the message has the service's reason), CustomModelVanished (the model was deleted
/// during the wait), and WaitTimeout (the model was not Active when the time was over).</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModel.html.</para>
/// </remarks>
/// <notes>Needs bedrock:GetCustomModel, and bedrock:ListCustomModels to wait for more than two models of a Region.</notes>
/// <example>Wait for one model by name.
/// <code>Wait-BedrockCustomModel support-assistant</code></example>
/// <example>
/// Wait for several models, for at most half an hour. The command returns each model when it is Active. A model that fails is an error with
/// the service's reason.
/// <code>'support-assistant', 'claims-reader' | Wait-BedrockCustomModel -Timeout 1800 -PollInterval 10</code></example>
/// <example>In CI, wait for models, splatted. The first model that fails ends the script.
/// <code>
/// $models = Get-BedrockCustomModel test-*
/// $wait = @{ Timeout = [TimeSpan]::FromHours(1); PollInterval = 10; ErrorAction = 'Stop' }
/// $active = $models | Wait-BedrockCustomModel @wait
/// "$(@($active).Count) models are Active."
/// </code></example>
/// <example>Wait for a model in a background job, and go on meanwhile. Receive-Job returns the model and its errors.
/// <code>
/// $job = Start-ThreadJob { Wait-BedrockCustomModel support-assistant -Timeout 1800 }
/// Get-BedrockCustomModel
/// $job | Receive-Job -Wait -AutoRemoveJob
/// </code></example>
[Cmdlet(VerbsLifecycle.Wait, "BedrockCustomModel", HelpUri = HelpPages.Folder + "Wait-BedrockCustomModel.md")]
[OutputType(typeof(CustomModel))]
public sealed class WaitBedrockCustomModelCommand : WaitCmdlet
{
    /// <inheritdoc cref="RemoveBedrockCustomModelCommand.ModelIdentifier"/>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName", "Name", "Model")]
    [IdentifierTransformation(typeof(CustomModel))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelIdentifier { get; set; } = [];

    private protected override void ProcessItems() => Collect(Resources.CustomModels, ModelIdentifier);

    private protected override void Finish() => Waits.WaitFor(Resources.CustomModels, Collected, Schedule);
}
