using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Renames Provisioned Throughput, or points it at another model of the same base model.</summary>
/// <remarks>
/// <para>
/// Its ARN stays, so callers change nothing; the old model serves until the new one does. Give a new name, another model, or
/// both; neither is an error (NothingToChange).
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:UpdateProvisionedModelThroughput and bedrock:GetProvisionedModelThroughput; with -Wait
/// bedrock:ListProvisionedModelThroughputs where several are changed.
/// </notes>
/// <example>
/// Another name.
/// <code>
/// Set-BedrockProvisionedModelThroughput support-hourly -DesiredProvisionedModelName support-by-the-hour
/// </code>
/// </example>
/// <example>
/// Another model, splatted, and wait until it serves.
/// <code>
/// $update = @{ ProvisionedModelId = 'support-hourly'; DesiredModelId = 'claims-reader'; Wait = $true; PollInterval = 1 }
/// Set-BedrockProvisionedModelThroughput @update
/// </code>
/// </example>
/// <example>
/// What would be changed.
/// <code>
/// Get-BedrockProvisionedModelThroughput support* | Set-BedrockProvisionedModelThroughput -DesiredModelId claims-reader -WhatIf
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Set, "BedrockProvisionedModelThroughput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ProvisionedModelThroughput))]
public sealed class SetBedrockProvisionedModelThroughputCommand : SetCmdlet
{
    /// <summary>Names or ARNs of Provisioned Throughput, or objects that carry a ProvisionedModelArn or a ProvisionedModelName.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName")]
    [IdentifierTransformation("ProvisionedModelArn", "ProvisionedModelName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    /// <summary>The new name.</summary>
    [Parameter]
    [Alias("NewName")]
    [ConstraintValidation("-DesiredProvisionedModelName", nameof(Constraints.Name))]
    public string? DesiredProvisionedModelName { get; set; }

    /// <summary>The model to serve from now on: its name or ARN, or an object that carries a ModelArn.</summary>
    [Parameter]
    [ModelArnTransformation]
    [ConstraintValidation("-DesiredModelId", nameof(Constraints.ModelIdentifier))]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string? DesiredModelId { get; set; }

    private string Change => string.Join(" and ", new[]
    {
        DesiredModelId is null ? null : $"Serve the model {DesiredModelId}",
        DesiredProvisionedModelName is null ? null : $"Rename to {DesiredProvisionedModelName}",
    }.OfType<string>());

    private protected override void ProcessItems()
    {
        foreach (var identifier in ProvisionedModelId)
        {
            var target = TargetOf(identifier);
            if (Passes(Change.Length > 0 ? null : Refusals.NothingToChange(identifier, target))
                && TryGetOne(Resources.Throughputs, identifier, out var client, DesiredModelId)
                && Confirms($"Provisioned Throughput {Labels.For(identifier)} in {client.Region}", Change))
                Requests.Send(client, target, Labels.For(identifier), ct => UpdateAsync(client, identifier, ct), throughput => Changed.Write(throughput, target, Wait));
        }
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Throughputs, Schedule);

    private async Task<ProvisionedModelThroughput> UpdateAsync(BedrockClient client, string identifier, CancellationToken ct)
    {
        var change = new UpdateProvisionedModelThroughputRequest { Label = identifier, DesiredProvisionedModelName = DesiredProvisionedModelName, DesiredModelId = DesiredModelId };
        await client.SendAsync(Operations.UpdateProvisionedModelThroughput, change, ct).ConfigureAwait(false);

        // Under its old name it may be gone.
        return await Resources.Throughputs.GetAsync(client, Arn.LooksLikeOne(identifier) ? identifier : DesiredProvisionedModelName ?? identifier, ct).ConfigureAwait(false);
    }
}
