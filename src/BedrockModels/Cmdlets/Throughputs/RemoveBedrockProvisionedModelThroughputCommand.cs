namespace BedrockModels;

/// <summary>
/// Deletes Provisioned Throughput permanently, which ends its billing. The service refuses to delete it before the commitment ends.
/// </summary>
/// <remarks>
/// <para>The cmdlet prompts for confirmation before it deletes each Provisioned Throughput. -Force suppresses the prompts. -WhatIf
/// overrides -Force, even if -WhatIf is inherited from the calling script. If the session cannot prompt, for example in CI, the cmdlet ends
/// at once with an error (ConfirmationImpossible).</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:DeleteProvisionedModelThroughput. With -PassThru and a name or an ARN, also needs bedrock:GetProvisionedModelThroughput.
/// </notes>
/// <example>Delete one Provisioned Throughput without a confirmation prompt.
/// <code>Remove-BedrockProvisionedModelThroughput support-hourly -Force</code></example>
/// <example>Delete all Provisioned Throughput without a commitment. The first Remove- command shows what the second one deletes.
/// <code>
/// $hourly = Get-BedrockProvisionedModelThroughput | Where-Object { -not $_.CommitmentDuration }
/// $hourly | Remove-BedrockProvisionedModelThroughput -WhatIf
/// $hourly | Remove-BedrockProvisionedModelThroughput -Force
/// </code></example>
/// <example>
/// In a script that may run twice, delete Provisioned Throughput, splatted. One that no longer exists does not stop the script.
/// <code>
/// $remove = @{ ProvisionedModelId = 'support-hourly', 'long-gone'; Confirm = $false; ErrorAction = 'SilentlyContinue' }
/// Remove-BedrockProvisionedModelThroughput @remove
/// </code></example>
[Cmdlet(VerbsCommon.Remove, "BedrockProvisionedModelThroughput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = HelpPages.Folder + "Remove-BedrockProvisionedModelThroughput.md")]
[OutputType(typeof(ProvisionedModelThroughput))]
public sealed class RemoveBedrockProvisionedModelThroughputCommand : RemoveCmdlet
{
    /// <summary>
    /// Names or ARNs of Provisioned Throughput, or objects with a ProvisionedModelArn or ProvisionedModelName property. Wildcards are not
    /// supported: pipe from Get-BedrockProvisionedModelThroughput instead.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName", "Name")]
    [IdentifierTransformation(typeof(ProvisionedModelThroughput))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    private protected override void ProcessItems() => Remove(Resources.Throughputs, ProvisionedModelId);
}
