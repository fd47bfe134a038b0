using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>
/// Buys Provisioned Throughput for models. It is billed by the hour until it is deleted, and with a commitment at least until that
/// ends. Inference takes the ProvisionedModelArn as its model id. Where a model allows it, an on-demand deployment is the alternative.
/// </summary>
/// <remarks>
/// <para>
/// A commitment is asked about, with what it binds to; -Force asks nothing. Without -ProvisionedModelName the Provisioned
/// Throughput takes the name of the model. A new account may hold no model units: then the service answers
/// ServiceQuotaExceededException. -Wait returns when it is InService.
/// </para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:CreateProvisionedModelThroughput; with -Tag also bedrock:TagResource; with -Wait
/// bedrock:GetProvisionedModelThroughput, and bedrock:ListProvisionedModelThroughputs where several are waited for.
/// </notes>
/// <example>
/// One unit, by the hour, without a commitment.
/// <code>
/// New-BedrockProvisionedModelThroughput support-assistant -ProvisionedModelName support-hourly-2 -Force
/// </code>
/// </example>
/// <example>
/// Two units for a month, splatted; -WhatIf buys nothing.
/// <code>
/// $throughput = @{
///     ModelId              = 'support-assistant'
///     ProvisionedModelName = 'support-month'
///     ModelUnits           = 2
///     CommitmentDuration   = 'OneMonth'
/// }
/// New-BedrockProvisionedModelThroughput @throughput -WhatIf
/// </code>
/// </example>
/// <example>
/// From a model, to what serves it. -Wait returns when it is InService.
/// <code>
/// Get-BedrockCustomModel claims-reader | New-BedrockProvisionedModelThroughput -ProvisionedModelName claims-hourly -Force -Wait -PollInterval 1
/// </code>
/// </example>
[Cmdlet(VerbsCommon.New, "BedrockProvisionedModelThroughput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ProvisionedModelThroughput))]
public sealed class NewBedrockProvisionedModelThroughputCommand : NewCmdlet
{
    /// <summary>Names or ARNs of models, or objects that carry a ModelArn or a ModelName.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName", "ModelIdentifier")]
    [IdentifierTransformation("ModelArn ModelId", "ModelName")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelId { get; set; } = [];

    /// <summary>The name: 1 to 63 letters, digits, '-' and '_'. Without it the Provisioned Throughput gets the name of the model.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NotGivenWhenEmpty]
    public string? ProvisionedModelName { get; set; }

    /// <summary>How many model units to buy, 1 or more. The default is 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelUnit")]
    [ModelUnitsTransformation]
    public int? ModelUnits { get; set; }

    /// <summary>The commitment: OneMonth or SixMonths. Without it there is none, and the Provisioned Throughput can be deleted at any time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CommitmentDurationCompleter))]
    [SpellingTransformation(nameof(Constraints.CommitmentDuration))]
    public string? CommitmentDuration { get; set; }

    /// <summary>Buys a commitment without asking. -WhatIf, also that of a caller, wins over it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private ConfirmImpact Impact => CommitmentDuration is null ? ConfirmImpact.Medium : ConfirmImpact.High;

    private int Units => ModelUnits ?? 1;

    private string Purchase =>
        $"Buy {Units} model {(Units == 1 ? "unit" : "units")} of Provisioned Throughput, billed by the hour until deleted"
        + (CommitmentDuration is null ? "" : $" and committed for {(CommitmentDuration == "OneMonth" ? "one month" : "six months")}, before which it cannot be deleted");

    private protected override void ProcessItems()
    {
        foreach (var model in ModelId)
        {
            var target = TargetOf(model);
            var name = ProvisionedModelName ?? InputNote.Find(model)?.Name ?? (Arn.LooksLikeOne(model) ? null : model);
            if (!Passes(CheckHashtable(target)
                    ?? InputCheck.One("-ModelId", model, Constraints.ModelIdentifier, Resources.CustomModels.GetCommand, target)
                    ?? InputCheck.Name(ErrorId.ProvisionedModelNameMissing, "-ProvisionedModelName", name, Constraints.Name, target)
                    ?? InputCheck.Value("-CommitmentDuration", CommitmentDuration, Constraints.CommitmentDuration, target)
                    ?? CheckShared(name!, target))
                || !TryConnect(model, out var client))
                continue;
            var request = new CreateProvisionedModelThroughputRequest
            {
                ProvisionedModelName = name,
                ModelId = model,
                ModelUnits = Units,
                CommitmentDuration = CommitmentDuration,
                Tags = Tag,
                ClientRequestToken = CreateToken(),
            };
            TellRequest(Operations.CreateProvisionedModelThroughput, request);
            if (Confirmation.Ask(this, Force, Impact, $"{name} for model {Labels.For(model)} in {client.Region}", Purchase))
                Requests.Send(client, target, name!, ct => CreateAsync(client, request, ct), throughput => Changed.Write(throughput, target, Wait));
        }
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Throughputs, Schedule);

    private static async Task<ProvisionedModelThroughput> CreateAsync(BedrockClient client, CreateProvisionedModelThroughputRequest request, CancellationToken ct) => new()
    {
        ProvisionedModelArn = (await client.SendAsync(Operations.CreateProvisionedModelThroughput, request, ct).ConfigureAwait(false)).ProvisionedModelArn,
        ProvisionedModelName = request.ProvisionedModelName,
        DesiredModelArn = Arn.LooksLikeOne(request.ModelId) ? request.ModelId : null,
        DesiredModelUnits = request.ModelUnits,
        CommitmentDuration = request.CommitmentDuration,
        Status = ResourceStatus.Creating,
        Region = client.Region,
    };
}
