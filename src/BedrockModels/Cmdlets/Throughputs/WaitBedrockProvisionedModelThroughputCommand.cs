namespace BedrockModels;

/// <summary>
/// Waits for Provisioned Throughput to become InService and returns each one. Reports an error for each one that fails or times out.
/// </summary>
/// <remarks>
/// <para>The cmdlet waits for all piped Provisioned Throughput together, in the same way as Wait-BedrockCustomModel waits for models. It
/// also waits for updates. Errors: ProvisionedModelThroughputFailed (the Provisioned Throughput failed), ProvisionedModelThroughputVanished
/// (it was deleted during the wait), and WaitTimeout (it was not InService when the time was over).</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:GetProvisionedModelThroughput, and bedrock:ListProvisionedModelThroughputs to wait for more than two in a Region.
/// </notes>
/// <example>Wait for one Provisioned Throughput by name.
/// <code>Wait-BedrockProvisionedModelThroughput support-hourly</code></example>
/// <example>Wait for all Provisioned Throughput that is being created, for at most 20 minutes.
/// <code>Get-BedrockProvisionedModelThroughput -Status Creating | Wait-BedrockProvisionedModelThroughput -Timeout 1200</code></example>
/// <example>In CI, wait for Provisioned Throughput, splatted. A failure ends the script.
/// <code>
/// $wait = @{ ProvisionedModelId = 'support-hourly'; PollInterval = 5; ErrorAction = 'Stop' }
/// Wait-BedrockProvisionedModelThroughput @wait
/// </code></example>
[Cmdlet(VerbsLifecycle.Wait, "BedrockProvisionedModelThroughput", HelpUri = HelpPages.Folder + "Wait-BedrockProvisionedModelThroughput.md")]
[OutputType(typeof(ProvisionedModelThroughput))]
public sealed class WaitBedrockProvisionedModelThroughputCommand : WaitCmdlet
{
    /// <inheritdoc cref="RemoveBedrockProvisionedModelThroughputCommand.ProvisionedModelId"/>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName", "Name")]
    [IdentifierTransformation(typeof(ProvisionedModelThroughput))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    private protected override void ProcessItems() => Collect(Resources.Throughputs, ProvisionedModelId);

    private protected override void Finish() => Waits.WaitFor(Resources.Throughputs, Collected, Schedule);
}
