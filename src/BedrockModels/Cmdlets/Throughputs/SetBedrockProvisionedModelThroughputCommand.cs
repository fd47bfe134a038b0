namespace BedrockModels;

/// <summary>Renames Provisioned Throughput, or changes it to serve another model of the same base model.</summary>
/// <remarks>
/// <para>The Provisioned Throughput keeps its ARN, so callers do not need to change anything. The old model serves until the new model is
/// ready. Specify a new name, another model or both; without either, the cmdlet writes an error (NothingToChange).</para>
/// <para>The cmdlet returns while the update is still running. With -Wait, it returns when the Provisioned Throughput is InService again,
/// and writes an error (ProvisionedModelThroughputFailed) if it fails.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:UpdateProvisionedModelThroughput and bedrock:GetProvisionedModelThroughput. With -Wait, also needs
/// bedrock:ListProvisionedModelThroughputs to wait for more than two in a Region.
/// </notes>
/// <syntax required="DesiredProvisionedModelName"/>
/// <syntax required="DesiredModelId"/>
/// <example>Rename Provisioned Throughput.
/// <code>Set-BedrockProvisionedModelThroughput support-hourly -DesiredProvisionedModelName support-by-the-hour</code></example>
/// <example>Change to another model, splatted, and wait until the new model serves.
/// <code>
/// $update = @{ ProvisionedModelId = 'support-hourly'; DesiredModelId = 'claims-reader'; Wait = $true; PollInterval = 1 }
/// Set-BedrockProvisionedModelThroughput @update
/// </code></example>
/// <example>Show what would change for all Provisioned Throughput whose names match a wildcard.
/// <code>
/// Get-BedrockProvisionedModelThroughput support* | Set-BedrockProvisionedModelThroughput -DesiredModelId claims-reader -WhatIf
/// </code></example>
[Cmdlet(VerbsCommon.Set, "BedrockProvisionedModelThroughput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Folder + "Set-BedrockProvisionedModelThroughput.md")]
[OutputType(typeof(ProvisionedModelThroughput))]
public sealed class SetBedrockProvisionedModelThroughputCommand : ChangeCmdlet
{
    /// <inheritdoc cref="RemoveBedrockProvisionedModelThroughputCommand.ProvisionedModelId"/>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedModelArn", "ProvisionedModelName", "Name")]
    [IdentifierTransformation(typeof(ProvisionedModelThroughput))]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<ProvisionedModelThroughput>))]
    public string[] ProvisionedModelId { get; set; } = [];

    /// <summary>The new name: 1 to 63 letters, digits, '-' and '_'.</summary>
    [Parameter]
    [Alias("NewName")]
    [ConstraintValidation("-DesiredProvisionedModelName", nameof(Constraints.Name))]
    public string? DesiredProvisionedModelName { get; set; }

    /// <summary>The model to serve: its name or ARN, or an object with a ModelArn property.</summary>
    [Parameter]
    [Alias("Model")]
    [ModelArnTransformation]
    [ConstraintValidation("-DesiredModelId", nameof(Constraints.ModelIdentifier))]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string? DesiredModelId { get; set; }

    private string Action => string.Join(" and ", new[]
    {
        DesiredModelId is null ? null : $"Serve the model '{DesiredModelId}'",
        DesiredProvisionedModelName is null ? null : $"Rename to '{DesiredProvisionedModelName}'",
    }.OfType<string>());

    private protected override void ProcessItems()
    {
        foreach (var identifier in ProvisionedModelId)
        {
            var target = TargetOf(identifier);
            if (Passes(Action.Length > 0 ? null : Refusals.NothingToChange(identifier, target))
                && TryGetOne(Resources.Throughputs, identifier, out var client, DesiredModelId)
                && Confirms($"Provisioned Throughput {Labels.Quoted(identifier)} in {client.Place}", Action, Force))
                Change(client, target, Labels.For(identifier), ct => UpdateAsync(client, identifier, ct));
        }
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Throughputs, Schedule);

    private async Task<ProvisionedModelThroughput> UpdateAsync(BedrockClient client, string identifier, CancellationToken ct)
    {
        var change = new UpdateProvisionedModelThroughputRequest
        {
            Label = identifier,
            DesiredProvisionedModelName = DesiredProvisionedModelName,
            DesiredModelId = DesiredModelId,
        };

        // After a rename, the old name may not exist any more.
        var newName = Arn.LooksLikeOne(identifier) ? null : DesiredProvisionedModelName;
        await Resources.Throughputs.ChangeAsync(
            client, Operations.UpdateProvisionedModelThroughput, change, newName, current => IsMadeAsync(client, current, ct), ct)
            .ConfigureAwait(false);
        return await Resources.Throughputs.GetAsync(client, newName ?? identifier, ct).ConfigureAwait(false);
    }

    private async Task<bool> IsMadeAsync(BedrockClient client, ProvisionedModelThroughput? current, CancellationToken ct)
    {
        if (current is null || (DesiredProvisionedModelName ?? current.ProvisionedModelName) != current.ProvisionedModelName)
            return false;
        if (DesiredModelId is null || current.DesiredModelArn == DesiredModelId)
            return true;
        if (Arn.LooksLikeOne(DesiredModelId))
            return false;

        // The ARN of a base model ends with its id. The ARN of a custom model does not contain its name.
        return current.DesiredModelArn?.EndsWith($"/{DesiredModelId}", StringComparison.Ordinal) is true
            || current.DesiredModelArn == (await Resources.CustomModels.ReadAsync(client, DesiredModelId, ct).ConfigureAwait(false)).Arn;
    }
}
