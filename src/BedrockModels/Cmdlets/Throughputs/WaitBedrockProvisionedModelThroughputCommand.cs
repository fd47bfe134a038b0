using System.Management.Automation;

namespace BedrockModels;

/// <summary>Waits until Provisioned Throughput is InService, and emits each as it becomes so.</summary>
/// <remarks>
/// <para>
/// All of the pipeline are waited for together, as Wait-BedrockCustomModel does it for models; updates are waited for too.
/// What ends Failed is an error (ProvisionedModelThroughputFailed), and so are what was deleted meanwhile
/// (ProvisionedModelThroughputVanished) and the end of the time (WaitTimeout).
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetProvisionedModelThroughput; bedrock:ListProvisionedModelThroughputs where several are waited for.
/// </notes>
/// <example>
/// What was bought for a model, by its name.
/// <code>
/// Wait-BedrockProvisionedModelThroughput support-hourly
/// </code>
/// </example>
/// <example>
/// All that are being created.
/// <code>
/// Get-BedrockProvisionedModelThroughput -Status Creating | Wait-BedrockProvisionedModelThroughput -Timeout 1200
/// </code>
/// </example>
/// <example>
/// Splatted, in CI, where a failure ends the script.
/// <code>
/// $wait = @{ ProvisionedModelId = 'support-hourly'; PollInterval = 5; ErrorAction = 'Stop' }
/// Wait-BedrockProvisionedModelThroughput @wait
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "BedrockProvisionedModelThroughput")]
[OutputType(typeof(ProvisionedModelThroughput))]
public sealed class WaitBedrockProvisionedModelThroughputCommand : WaitCmdlet
{
    /// <summary>Names or ARNs of Provisioned Throughput, or objects that carry a ProvisionedModelArn or a ProvisionedModelName. Wildcards are not taken: pipe from Get-BedrockProvisionedModelThroughput.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName")]
    [IdentifierTransformation("ProvisionedModelArn", "ProvisionedModelName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    private protected override void ProcessItems() => Collect(Resources.Throughputs, ProvisionedModelId);

    private protected override void Finish() => Waits.WaitFor(Resources.Throughputs, Collected, Schedule);
}
