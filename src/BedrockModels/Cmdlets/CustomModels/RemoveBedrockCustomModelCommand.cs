using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Deletes custom models. A deleted model cannot be brought back.</summary>
/// <remarks>
/// <para>
/// Each model is asked about; -Force asks nothing, and -WhatIf, also that of a calling script, wins over it. Where nobody can
/// answer, such as in CI, the question is refused at once (ConfirmationImpossible). PowerShell does not carry -WhatIf into
/// another script module: pass it on there.
/// </para>
/// <para>
/// A model in use is refused, and the error names what uses it. With -Cascade that is removed first, each asked about on its
/// own, and the model when they are gone.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteCustomModel.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:DeleteCustomModel; to say what uses a model bedrock:GetCustomModel, bedrock:ListCustomModelDeployments and
/// bedrock:ListProvisionedModelThroughputs; with -Cascade these, and bedrock:GetCustomModelDeployment,
/// bedrock:DeleteCustomModelDeployment, bedrock:GetProvisionedModelThroughput and bedrock:DeleteProvisionedModelThroughput.
/// </notes>
/// <example>
/// One model, without a question.
/// <code>
/// Remove-BedrockCustomModel claims-reader -Force
/// </code>
/// </example>
/// <example>
/// What would go, by pattern; then for good.
/// <code>
/// Get-BedrockCustomModel test-* | Remove-BedrockCustomModel -WhatIf
/// Get-BedrockCustomModel test-* | Remove-BedrockCustomModel -Force
/// </code>
/// </example>
/// <example>
/// All that failed, four at a time.
/// <code>
/// Get-BedrockCustomModel -ModelStatus Failed | Remove-BedrockCustomModel -Force -ThrottleLimit 4
/// </code>
/// </example>
/// <example>
/// In a script, splatted. A model that is gone already is no reason to stop.
/// <code>
/// $models = @{ ModelIdentifier = 'claims-reader', 'long-gone'; Confirm = $false; ErrorAction = 'SilentlyContinue' }
/// Remove-BedrockCustomModel @models
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BedrockCustomModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveBedrockCustomModelCommand : RemoveCmdlet
{
    private const string Noun = "custom model";

    /// <summary>Names or ARNs of models, or objects that carry a ModelArn or a ModelName. Wildcards are not taken: pipe from Get-BedrockCustomModel.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName")]
    [IdentifierTransformation("ModelArn", "ModelName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelIdentifierCompleter))]
    public string[] ModelIdentifier { get; set; } = [];

    /// <summary>Removes the deployments and the Provisioned Throughput of the model first, each confirmed on its own.</summary>
    [Parameter]
    public SwitchParameter Cascade { get; set; }

    private protected override void ProcessItems() => Remove(
        "-ModelIdentifier", ModelIdentifier, Constraints.ModelIdentifier, "Get-BedrockCustomModel", Confirmed);

    /// <summary>The deletion of a model, once it and what uses it is confirmed; null where it is not, or where the uses cannot be read.</summary>
    private Func<CancellationToken, Task>? Confirmed(BedrockClient client, string identifier)
    {
        var removal = new ModelRemoval(client, TimeProvider.System);
        IReadOnlyList<ModelUse> uses = [];
        try
        {
            if (Cascade)
                uses = Await(ct => removal.FindUsesAsync(identifier, ct));
        }
        catch (BedrockException problem)
        {
            Refuse(ErrorRecords.Of(problem, TargetOf(identifier), Labels.Of(identifier), client.Region));
            return null;
        }

        // All are asked about, so that -WhatIf shows all; one that is to stay keeps the model.
        var confirmed = uses.Count(use => ConfirmsDeletion($"{use} in {client.Region}", use.Noun)) == uses.Count;
        return ConfirmsDeletion($"{Noun} {Labels.Of(identifier)} in {client.Region}", Noun) && confirmed ? ct => removal.DeleteAsync(identifier, uses, ct) : null;
    }
}
