using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Points deployments at another custom model. The old model serves until the update is done; UpdateDetails tells, and -Wait waits for it.</summary>
/// <remarks>
/// <para>
/// The deployment keeps its ARN, so callers change nothing: a model is replaced behind it while it serves.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateCustomModelDeployment.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:UpdateCustomModelDeployment and bedrock:GetCustomModelDeployment; with -Wait
/// bedrock:ListCustomModelDeployments where several are changed.
/// </notes>
/// <example>
/// Another model for a deployment; the old one serves until the new one does.
/// <code>
/// Set-BedrockCustomModelDeployment support -ModelArn (Get-BedrockCustomModel claims-reader).ModelArn
/// </code>
/// </example>
/// <example>
/// The same, splatted, and wait for the end of the update.
/// <code>
/// $update = @{
///     CustomModelDeploymentIdentifier = 'support'
///     ModelArn                        = (Get-BedrockCustomModel claims-reader).ModelArn
///     Wait                            = $true
///     PollInterval                    = 1
/// }
/// Set-BedrockCustomModelDeployment @update
/// </code>
/// </example>
/// <example>
/// What would be changed, for all deployments of a kind.
/// <code>
/// Get-BedrockCustomModelDeployment support* | Set-BedrockCustomModelDeployment -ModelArn (Get-BedrockCustomModel claims-reader).ModelArn -WhatIf
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Set, "BedrockCustomModelDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CustomModelDeployment))]
public sealed class SetBedrockCustomModelDeploymentCommand : SetCmdlet
{
    /// <summary>Names or ARNs of deployments, or objects that carry a CustomModelDeploymentArn or a ModelDeploymentName.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentArn", "ModelDeploymentName", "CustomModelDeploymentName")]
    [IdentifierTransformation("CustomModelDeploymentArn", "ModelDeploymentName CustomModelDeploymentName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModelDeployment>))]
    public string[] CustomModelDeploymentIdentifier { get; set; } = [];

    /// <summary>The model to serve from now on: its ARN, or an object that carries a ModelArn.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    [ModelArnTransformation]
    [ConstraintValidation("-ModelArn", nameof(Constraints.CustomModelArn))]
    public string ModelArn { get; set; } = "";

    private protected override void ProcessItems()
    {
        foreach (var identifier in CustomModelDeploymentIdentifier)
        {
            if (TryGetOne(Resources.Deployments, identifier, out var client, ModelArn)
                && Confirms($"custom model deployment {Labels.For(identifier)} in {client.Region}", $"Serve the model {ModelArn}"))
                Requests.Send(client, TargetOf(identifier), Labels.For(identifier), ct => UpdateAsync(client, identifier, ct), deployment => Changed.Write(deployment, TargetOf(identifier), Wait));
        }
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Deployments, Schedule, forUpdate: true);

    private async Task<CustomModelDeployment> UpdateAsync(BedrockClient client, string identifier, CancellationToken ct)
    {
        await client.SendAsync(Operations.UpdateCustomModelDeployment, new() { Label = identifier, ModelArn = ModelArn }, ct).ConfigureAwait(false);
        return await Resources.Deployments.GetAsync(client, identifier, ct).ConfigureAwait(false);
    }
}
