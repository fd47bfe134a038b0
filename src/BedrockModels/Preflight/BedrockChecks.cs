namespace BedrockModels.Preflight;

/// <summary>Whether Amazon Bedrock answers in the Region. CreateCustomModel is documented for us-east-1.</summary>
internal sealed class RegionCheck() : PreflightCheck("Region")
{
    private const string Documented = "us-east-1";

    public override string? TargetOf(PreflightRow row) => row.Region;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        try
        {
            await facts.ModelsAsync().ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.UnknownOperation)
        {
            return CheckResult.Fail($"Amazon Bedrock has no custom models in {row.Region}.", "Use another Region, such as us-east-1.");
        }

        return row.Region == Documented
            ? CheckResult.Pass("Amazon Bedrock responds.")
            : CheckResult.Warn(
                $"Amazon Bedrock responds, but CreateCustomModel is documented only for {Documented}.",
                "The request may work. If it fails with UnknownOperationException, use us-east-1.");
    }
}

/// <summary>Whether the name is free. AWS does not document whether a Failed model keeps its name.</summary>
internal sealed class NameCheck() : PreflightCheck("Name")
{
    public override string? TargetOf(PreflightRow row) => row.Request.ModelName;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        var models = await facts.ModelsAsync().ConfigureAwait(false);
        return models.FirstOrDefault(model => model.ModelName == row.Name) switch
        {
            null => CheckResult.Pass("The name is free."),
            { ModelStatus: ResourceStatus.Failed } => JudgeFailed(row),
            var model when row.IfExists != IfExistsAction.Error => CheckResult.Warn(
                $"A model with this name exists ({model.ModelStatus}). -IfExists returns it and creates nothing.",
                "Check that it has the same source."),
            var model => CheckResult.Fail(
                $"A model with this name exists ({model.ModelStatus}).",
                "Use another name, or add -IfExists Return to use the existing model."),
        };
    }

    private static CheckResult JudgeFailed(PreflightRow row) => row.IfExists switch
    {
        IfExistsAction.Return => CheckResult.Fail(
            "A Failed model has this name. -IfExists Return reports it as an error.", "Use -IfExists ReplaceFailed, or another name."),
        IfExistsAction.ReplaceFailed => CheckResult.Warn(
            "A Failed model has this name. -IfExists ReplaceFailed deletes it, unless it has another source.", "Check why it failed."),
        _ => CheckResult.Warn(
            "A Failed model has this name, and the service may reject the name as used.",
            $"Delete it: Remove-BedrockCustomModel {row.Name}."),
    };
}

/// <summary>
/// Whether another model of the same source exists, by the tags that AWS's SDKs write. The source is not part of a model in the API, so a
/// model without such a tag is not found.
/// </summary>
internal sealed class SourceCheck() : PreflightCheck("Source")
{
    private const int ModelsAtOnce = 20;

    public override string? TargetOf(PreflightRow row) => row.Source.Length == 0 ? null : row.Source;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        var models = await facts.ModelsAsync().ConfigureAwait(false);
        var others = models.Where(model => model.ModelName != row.Name).ToList();
        var tagged = others.Count == 0 ? [] : await ReadTagsAsync(others, facts).ConfigureAwait(false);
        var arns = tagged.Where(resource => resource.Tags.Any(tag => SourceTag.Matches(tag, row.Source))).Select(resource => resource.Arn);
        var same = others.IntersectBy(arns, model => model.ModelArn).OrderBy(model => model.ModelStatus != ResourceStatus.Active).ToList();
        if (same.Find(model => model.ModelStatus != ResourceStatus.Failed) is { } model)
        {
            return CheckResult.Warn(
                $"The model {model.ModelName} ({model.ModelStatus}) has the same source.",
                row.IfExists == IfExistsAction.Error
                    ? "Use that model, unless you want a second one."
                    : "-IfExists returns an Active or Creating model of the same source if the name is free.");
        }

        return CheckResult.Pass(same.Count == 0 ? "No other model has a tag with this source." : "Only a Failed model has this source.");
    }

    /// <summary>The tags of all models in one call. Emulators often do not have that service, so theirs are read model by model.</summary>
    private static async Task<IReadOnlyList<TaggedResource>> ReadTagsAsync(IEnumerable<CustomModelSummary> models, PreflightFacts facts)
    {
        try
        {
            return await facts.TaggedModelsAsync().ConfigureAwait(false);
        }
        catch (BedrockException exception) when (!CheckResult.IsDenied(exception) && new Uri(facts.Client.EndpointUrl).IsLoopback)
        {
            var read = new List<TaggedResource>();
            foreach (var some in models.Chunk(ModelsAtOnce))
            {
                read.AddRange(await Task.WhenAll(some.Select(async model => new TaggedResource(
                    model.ModelArn, await facts.TagsAsync(model.ModelArn!).ConfigureAwait(false)))).ConfigureAwait(false));
            }

            return read;
        }
    }
}

/// <summary>The number of custom models against the quota of the account: "Custom models per account", 100 by default.</summary>
internal sealed class ModelQuotaCheck() : PreflightCheck("ModelQuota")
{
    private const string Code = "L-CB5B847D";
    private const int Default = 100;

    public override string? TargetOf(PreflightRow row) => Code;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        var models = facts.ModelsAsync();
        var applied = await facts.QuotaAsync(Code).ConfigureAwait(false);
        var count = (await models.ConfigureAwait(false)).Count;
        var quota = applied ?? Default;
        var text = $"The account has {count} of {quota:0} custom models{(applied is null ? " (the default; no applied value)" : "")}.";
        return count < quota
            ? CheckResult.Pass(text)
            : CheckResult.Fail(text, $"Delete models that you do not need, or request an increase of {Code} in Service Quotas.");
    }
}

/// <summary>
/// The model units in use and the planned ones against the quota "Model units no-commitment Provisioned Throughputs across custom models",
/// only if -ModelUnits is specified. Model units come from AWS Support first.
/// </summary>
internal sealed class ModelUnitsCheck() : PreflightCheck("ModelUnits")
{
    private const string Code = "L-BE77399C";

    public override string? TargetOf(PreflightRow row) => row.ModelUnits is null ? null : Code;

    public override async Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts)
    {
        const string Action = "Ask the AWS Support Center for model units. The base model has a quota of its own, which is 0 by default.";
        if (await facts.QuotaAsync(Code).ConfigureAwait(false) is not { } quota)
            return CheckResult.Unknown("The account has no applied value for model units without a commitment.", Action);
        var text = $"The quota for model units without a commitment is {quota:0}";
        if (quota < row.ModelUnits)
            return CheckResult.Fail($"{text}, but -ModelUnits is {row.ModelUnits}.", Action);
        var used = await facts.UsedUnitsAsync().ConfigureAwait(false);
        return used + row.ModelUnits <= quota
            ? CheckResult.Pass($"{text}, of which {used} are in use.")
            : CheckResult.Fail($"{text}, of which {used} are in use, but -ModelUnits is {row.ModelUnits}.", Action);
    }
}
