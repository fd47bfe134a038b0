namespace BedrockModels;

/// <summary>
/// Buys Provisioned Throughput for models. AWS bills it by the hour until it is deleted; with a commitment, at least until the commitment
/// ends. Use the ProvisionedModelArn as the model id for inference. If the model supports it, an on-demand deployment is the alternative.
/// </summary>
/// <remarks>
/// <para>Before the cmdlet buys a commitment, it prompts for confirmation and shows the terms. The default answer is No. -Force
/// suppresses the prompt. If -ProvisionedModelName is omitted, the Provisioned Throughput gets the name of the model. Without a name, the
/// cmdlet writes an error (ProvisionedModelNameMissing).</para>
/// <para>Ask AWS Support for model units first: the quota of a base model is 0 by default, and the service then returns
/// ServiceQuotaExceededException. Provisioned Throughput cannot be bought for a custom model whose base model is Legacy.</para>
/// <para>The cmdlet returns while the Provisioned Throughput is still Creating. With -Wait, it returns each one when it is InService, and
/// writes an error (ProvisionedModelThroughputFailed) for each one that fails.</para>
/// <para>See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateProvisionedModelThroughput.html.</para>
/// </remarks>
/// <notes>
/// Needs bedrock:CreateProvisionedModelThroughput. With -Tag, also needs bedrock:TagResource. For a model with your own KMS key, also
/// needs kms:Decrypt. With -Wait: bedrock:GetProvisionedModelThroughput, and bedrock:ListProvisionedModelThroughputs to wait for more than
/// two in a Region.
/// </notes>
/// <example>Buy one model unit by the hour, without a commitment.
/// <code>New-BedrockProvisionedModelThroughput support-assistant -ProvisionedModelName support-hourly-2 -Force</code></example>
/// <example>Show what two model units for a month would buy, splatted. With -WhatIf, the command buys nothing.
/// <code>
/// $throughput = @{
///     ModelId              = 'support-assistant'
///     ProvisionedModelName = 'support-month'
///     ModelUnits           = 2
///     CommitmentDuration   = 'OneMonth'
/// }
/// New-BedrockProvisionedModelThroughput @throughput -WhatIf
/// </code></example>
/// <example>Buy Provisioned Throughput for a piped model. With -Wait, the command returns when it is InService.
/// <code>
/// $model = Get-BedrockCustomModel claims-reader
/// $model | New-BedrockProvisionedModelThroughput -ProvisionedModelName claims-hourly -Force -Wait -PollInterval 1
/// </code></example>
[Cmdlet(VerbsCommon.New, "BedrockProvisionedModelThroughput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPages.Folder + "New-BedrockProvisionedModelThroughput.md")]
[OutputType(typeof(ProvisionedModelThroughput))]
public sealed class NewBedrockProvisionedModelThroughputCommand : ChangeCmdlet
{
    private readonly RequestTokens _tokens = new();
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>
    /// Names or ARNs of models, or objects with a ModelArn, ModelId or ModelName property. Wildcards are not supported: pipe from
    /// Get-BedrockCustomModel instead.
    /// </summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelArn", "ModelName", "ModelIdentifier", "Model")]
    [IdentifierTransformation(["ModelArn", "ModelId"], ["ModelName"])]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ResourceCompleter<CustomModel>))]
    public string[] ModelId { get; set; } = [];

    /// <summary>
    /// The name of the Provisioned Throughput: 1 to 63 letters, digits, '-' and '_'. If omitted, the Provisioned Throughput gets the name
    /// of the model.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NotGivenWhenEmpty]
    public string? ProvisionedModelName { get; set; }

    /// <summary>The number of model units to buy, 1 or more. The default is 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelUnit")]
    [ModelUnitsTransformation]
    public int? ModelUnits { get; set; }

    /// <summary>
    /// The commitment: OneMonth or SixMonths. If omitted, there is no commitment, and the Provisioned Throughput can be deleted at any
    /// time.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CommitmentDurationCompleter))]
    [SpellingTransformation(nameof(Constraints.CommitmentDuration))]
    public string? CommitmentDuration { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.Tag"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelTags", "ModelTag", "Tags")]
    [TagTransformation]
    public ResourceTag[]? Tag { get; set; }

    /// <inheritdoc cref="NewBedrockCustomModelCommand.ClientRequestToken"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? ClientRequestToken { get; set; }

    private ConfirmImpact Impact => CommitmentDuration is null ? ConfirmImpact.Medium : ConfirmImpact.High;

    private int Units => ModelUnits ?? 1;

    private protected override void ProcessItems()
    {
        foreach (var model in ModelId)
        {
            var target = TargetOf(model);
            var name = NewName(nameof(ProvisionedModelName), ProvisionedModelName, model) ?? (Arn.LooksLikeOne(model) ? null : model);
            if (!Passes(CheckHashtable(target)
                    ?? InputCheck.One("-ModelId", model, Constraints.ModelIdentifier, Resources.CustomModels.GetCommand, target)
                    ?? InputCheck.Name(ErrorId.ProvisionedModelNameMissing, "-ProvisionedModelName", name, Constraints.Name, target)
                    ?? InputCheck.Value("-CommitmentDuration", CommitmentDuration, Constraints.CommitmentDuration, target)
                    ?? InputCheck.Tags(Tag, target)
                    ?? InputCheck.Value("-ClientRequestToken", ClientRequestToken, Constraints.ClientRequestToken, target)
                    ?? _tokens.Check(ClientRequestToken, name!, target))
                || !TryConnect(model, out var client))
                continue;
            var request = new CreateProvisionedModelThroughputRequest
            {
                ProvisionedModelName = name,
                ModelId = model,
                ModelUnits = Units,
                CommitmentDuration = CommitmentDuration,
                Tags = Tag,
                ClientRequestToken = ClientRequestToken ?? Guid.NewGuid().ToString(),
            };
            if (ShowRequest(ConfirmsPurchase(model, name!, client), Operations.CreateProvisionedModelThroughput, request))
                Change(client, target, name!, ct => CreateAsync(client, request, ct));
        }
    }

    private bool ConfirmsPurchase(string model, string name, BedrockClient client)
    {
        var label = InputText.Quote(InputNote.Find(model)?.Name ?? model);
        var purchase = $"{Units} model {(Units == 1 ? "unit" : "units")} for model {label}, named '{name}', in {client.Place}";
        return Confirmation.AskToBuy(this, Force, Impact, purchase, GetTerms(TimeProvider.System.GetLocalNow()),
            query => ShouldContinue(query, "Confirm", hasSecurityImpact: true, ref _yesToAll, ref _noToAll));
    }

    private string GetTerms(DateTimeOffset now)
    {
        if (Constraints.CommitmentMonths(CommitmentDuration) is not { } months)
            return "It is billed by the hour until it is deleted.";
        var words = months == 1 ? "one month" : "six months";
        var end = now.AddMonths(months).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"It is billed by the hour. It cannot be deleted before {end}, when the commitment of {words} ends.";
    }

    private protected override void Finish() => Changed.WaitFor(Resources.Throughputs, Schedule);

    private static async Task<ProvisionedModelThroughput> CreateAsync(
        BedrockClient client, CreateProvisionedModelThroughputRequest request, CancellationToken ct)
    {
        var created = await client.SendAsync(Operations.CreateProvisionedModelThroughput, request, ct).ConfigureAwait(false);
        return new ProvisionedModelThroughput
        {
            ProvisionedModelArn = created.ProvisionedModelArn,
            ProvisionedModelName = request.ProvisionedModelName,
            DesiredModelArn = Arn.LooksLikeOne(request.ModelId) ? request.ModelId : null,
            DesiredModelUnits = request.ModelUnits,
            CommitmentDuration = request.CommitmentDuration,
            Status = ResourceStatus.Creating,
            Region = client.Region,
        };
    }
}
