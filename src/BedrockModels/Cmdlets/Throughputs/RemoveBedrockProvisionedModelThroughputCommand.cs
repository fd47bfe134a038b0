using System.Management.Automation;

namespace BedrockModels;

/// <summary>Deletes Provisioned Throughput, which ends its bill. While a commitment runs the service refuses.</summary>
/// <remarks>
/// <para>
/// Each is asked about; -Force asks nothing, and -WhatIf, also that of a calling script, wins over it. Where nobody can
/// answer, such as in CI, the question is refused at once (ConfirmationImpossible).
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:DeleteProvisionedModelThroughput.
/// </notes>
/// <example>
/// One, without a question.
/// <code>
/// Remove-BedrockProvisionedModelThroughput support-hourly -Force
/// </code>
/// </example>
/// <example>
/// All without a commitment: what would go, then for good.
/// <code>
/// $hourly = Get-BedrockProvisionedModelThroughput | Where-Object { -not $_.CommitmentDuration }
/// $hourly | Remove-BedrockProvisionedModelThroughput -WhatIf
/// $hourly | Remove-BedrockProvisionedModelThroughput -Force
/// </code>
/// </example>
/// <example>
/// Splatted, in a script that may run twice.
/// <code>
/// $remove = @{ ProvisionedModelId = 'support-hourly', 'long-gone'; Confirm = $false; ErrorAction = 'SilentlyContinue' }
/// Remove-BedrockProvisionedModelThroughput @remove
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BedrockProvisionedModelThroughput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveBedrockProvisionedModelThroughputCommand : RemoveCmdlet
{
    /// <summary>Names or ARNs of Provisioned Throughput, or objects that carry a ProvisionedModelArn or a ProvisionedModelName. Wildcards are not taken: pipe from Get-BedrockProvisionedModelThroughput.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName")]
    [IdentifierTransformation("ProvisionedModelArn", "ProvisionedModelName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    private protected override void ProcessItems() => Remove(Resources.Throughputs, ProvisionedModelId);
}
