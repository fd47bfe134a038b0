namespace BedrockModels;

/// <summary>
/// Waits for deployments to become Active and for their updates to complete, and returns each one. Reports an error for each deployment
/// that fails or times out.
/// </summary>
/// <remarks>
/// <para>The cmdlet waits for all piped deployments together, in the same way as Wait-BedrockCustomModel waits for models. Errors:
/// CustomModelDeploymentFailed (the deployment failed), CustomModelDeploymentVanished (the deployment was deleted during the wait), and
/// WaitTimeout (the deployment was not ready when the time was over).</para>
/// <para>A deployment whose update failed still serves the old model. It is Active, so the cmdlet returns it; UpdateDetails shows the
/// failed update.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModelDeployment, and bedrock:ListCustomModelDeployments to wait for more than two deployments of a Region.
/// </notes>
/// <example>Wait for one deployment by name.
/// <code>Wait-BedrockCustomModelDeployment support</code></example>
/// <example>Wait for all deployments that are being created, for at most 20 minutes.
/// <code>Get-BedrockCustomModelDeployment -Status Creating | Wait-BedrockCustomModelDeployment -Timeout 1200</code></example>
/// <example>In CI, wait for a deployment, splatted. A failure ends the script.
/// <code>
/// $wait = @{ CustomModelDeploymentIdentifier = 'support'; PollInterval = 5; ErrorAction = 'Stop' }
/// Wait-BedrockCustomModelDeployment @wait
/// </code></example>
[Cmdlet(VerbsLifecycle.Wait, "BedrockCustomModelDeployment", HelpUri = HelpPages.Folder + "Wait-BedrockCustomModelDeployment.md")]
[OutputType(typeof(CustomModelDeployment))]
public sealed class WaitBedrockCustomModelDeploymentCommand : WaitCmdlet
{
    /// <inheritdoc cref="RemoveBedrockCustomModelDeploymentCommand.CustomModelDeploymentIdentifier"/>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName", "Name")]
    [IdentifierTransformation(typeof(CustomModelDeployment))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    private protected override void ProcessItems() => Collect(Resources.Deployments, CustomModelDeploymentIdentifier);

    private protected override void Finish() => Waits.WaitFor(Resources.Deployments, Collected, Schedule);
}
