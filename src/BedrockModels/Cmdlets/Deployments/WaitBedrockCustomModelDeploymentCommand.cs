using System.Management.Automation;

namespace BedrockModels;

/// <summary>Waits until deployments are Active and their updates done, and emits each as it becomes so.</summary>
/// <remarks>
/// <para>
/// All deployments of the pipeline are waited for together, as Wait-BedrockCustomModel does it for models. A deployment or an
/// update that ends Failed is an error (CustomModelDeploymentFailed), and so are one that was deleted meanwhile
/// (CustomModelDeploymentVanished) and the end of the time (WaitTimeout).
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetCustomModelDeployment; bedrock:ListCustomModelDeployments where several are waited for.
/// </notes>
/// <example>
/// One deployment.
/// <code>
/// Wait-BedrockCustomModelDeployment support
/// </code>
/// </example>
/// <example>
/// All that are being created, for at most 20 minutes.
/// <code>
/// Get-BedrockCustomModelDeployment -Status Creating | Wait-BedrockCustomModelDeployment -Timeout 1200
/// </code>
/// </example>
/// <example>
/// Splatted, in CI, where a failure ends the script.
/// <code>
/// $wait = @{ CustomModelDeploymentIdentifier = 'support'; PollInterval = 5; ErrorAction = 'Stop' }
/// Wait-BedrockCustomModelDeployment @wait
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "BedrockCustomModelDeployment")]
[OutputType(typeof(CustomModelDeployment))]
public sealed class WaitBedrockCustomModelDeploymentCommand : WaitCmdlet
{
    /// <summary>Names or ARNs of deployments, or objects that carry a CustomModelDeploymentArn or a ModelDeploymentName. Wildcards are not taken: pipe from Get-BedrockCustomModelDeployment.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName")]
    [IdentifierTransformation("CustomModelDeploymentArn", "ModelDeploymentName CustomModelDeploymentName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    private protected override void ProcessItems() => Collect(Resources.Deployments, CustomModelDeploymentIdentifier);

    private protected override void Finish() => Waits.WaitFor(Resources.Deployments, Collected, Schedule);
}
