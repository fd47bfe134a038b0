namespace BedrockModels.Emulator;

/// <summary>Loads a state file into a store: checks content that may have been written by hand, and fills in what is missing.</summary>
/// <remarks>A name is enough; the ARN then follows from the name, so that it is the same in every run.</remarks>
internal sealed class StateLoader(EmulatorOptions options, RegionStore store, DateTimeOffset now)
{
    /// <summary>Loads a state into a store.</summary>
    /// <exception cref="EmulatorException">The state is invalid.</exception>
    public static void Load(EmulatorState state, Store store, EmulatorOptions options, EmulatorClock clock)
    {
        var file = $"The state file '{options.StatePath}'";
        if (state.Version != 1)
            throw new EmulatorException($"{file} has the version {state.Version}; this emulator reads version 1.");
        state.Account?.Check($"{file} is refused: ");
        if (state.Time > EmulatorClock.End)
            throw new EmulatorException($"{file} is refused: its time is after the year {EmulatorClock.End.Year - 1}.");
        store.Account = state.Account;
        clock.ContinueFrom(state.Time ?? DateTimeOffset.MinValue);
        foreach (var (region, content) in state.Regions ?? [])
        {
            if (content is null)
                throw new EmulatorException($"{file} is refused: the Region {region} is null.");
            if (!Regions.HasUsualForm(region))
                throw new EmulatorException($"{file} is refused: '{region}' is not a valid Region name, such as us-east-1.");
            store.Execute(region, target =>
            {
                new StateLoader(options, target, clock.Now).Load(content);
                return true;
            });
        }
    }

    private void Load(RegionState content)
    {
        foreach (var model in Items(content.Models, "models"))
            LoadModel(model);

        foreach (var deployment in Items(content.Deployments, "deployments"))
        {
            Check(deployment, "description", deployment.Description, Constraints.Description);
            Add(deployment, store.Deployments);
            ResolveModels(deployment, foundationModels: false);
            if (deployment.DeletionTime is not null)
                store.Deleting.Add(deployment);
        }

        foreach (var throughput in Items(content.Throughputs, "throughputs"))
            LoadThroughput(throughput);

        foreach (var token in Items(content.RequestTokens, "requestTokens"))
        {
            if (token.Operation is null || token.Token is null || token.Arn is null)
                throw Invalid("a request token has a null for its operation, token or arn");
            if (!Operations.All.Any(o => o.Name == token.Operation && o.Members.Any(member => member.Name == "clientRequestToken")))
                throw Invalid($"the request token '{token.Token}' is for '{token.Operation}', which has no tokens");
            CheckPlace(token.Arn, $"request token '{token.Token}'", options.AccountId, "");
            store.Tokens[(token.Operation, token.Token)] = token;
        }
    }

    private void LoadModel(ModelResource model)
    {
        if (model.OwnerAccountId == options.AccountId)
            model.OwnerAccountId = null;
        if (model.OwnerAccountId is { } owner && !EmulatorOptions.IsAccountId(owner))
            throw Invalid($"the ownerAccountId '{owner}' of '{model.Name}' is not twelve digits");
        Check(model, "customizationType", model.CustomizationType, Constraints.CustomizationType);
        Check(model, "kmsKeyArn", model.KmsKeyArn, Constraints.KmsKeyArn);
        Check(model, "roleArn", model.RoleArn, Constraints.RoleArn);
        var type = Arn.Parse(model.Arn)?.Resource.Split('/') is ["custom-model", var middle, _] ? middle : null;
        var isImported = type is null ? model.CustomizationType is null or ModelResource.Imported : type == "imported";
        model.CustomizationType ??= isImported ? ModelResource.Imported : "FINE_TUNING";
        if (isImported != (model.CustomizationType == ModelResource.Imported))
            throw Invalid($"'{model.Name}' has the customizationType {model.CustomizationType}, and its ARN, '{model.Arn}', another one");
        model.BaseModelArn ??= store.CreateFoundationModelArn(isImported || type is null ? options.Behavior.BaseModelId : type);
        Check(model, "baseModelArn", model.BaseModelArn, Constraints.ModelArn);
        CheckPlace(model.BaseModelArn, $"base model of '{model.Name}'", null, "");
        Add(model, store.Models, model.OwnerAccountId,
            isImported ? null : "custom-model/" + model.BaseModelArn[(model.BaseModelArn.LastIndexOf('/') + 1)..]);
    }

    private void LoadThroughput(ThroughputResource throughput)
    {
        Check(throughput, "commitmentDuration", throughput.CommitmentDuration, Constraints.CommitmentDuration);
        if (throughput.ModelUnits < 1)
            throw Invalid($"'{throughput.Name}' has {throughput.ModelUnits} modelUnits; it must have 1 or more");
        Add(throughput, store.Throughputs);
        ResolveModels(throughput, foundationModels: true);
        var model = throughput.ModelArnAt(now);
        throughput.FoundationModelArn ??= store.Models.FindArn(model)?.BaseModelArn ?? model;
        throughput.CommitmentExpirationTime ??= ThroughputResource.EndOfCommitment(throughput.CommitmentDuration, throughput.CreationTime);
        if (throughput is { CommitmentDuration: null, CommitmentExpirationTime: not null })
            throw Invalid($"'{throughput.Name}' has a commitmentExpirationTime and no commitmentDuration");
    }

    private void Add<T>(T resource, ResourceTable<T> table, string? owner = null, string? arnType = null)
        where T : StoredResource
    {
        if (resource.Name is null || table.Kind.Name.Check(resource.Name) != Violations.None)
            throw Invalid($"the name '{resource.Name}' is not {table.Kind.Name.Words}");
        if (string.IsNullOrEmpty(resource.Arn))
            resource.Arn = store.CreateArn(owner ?? options.AccountId, $"{arnType ?? table.Kind.ArnType}/{CreateId(resource.Name)}");
        if (!Arn.LooksLikeOne(resource.Arn) || table.Kind.Arn.Check(resource.Arn) != Violations.None)
            throw Invalid($"'{resource.Arn}', the ARN of '{resource.Name}', is not {table.Kind.Arn.Words}");
        CheckPlace(resource.Arn, $"ARN of '{resource.Name}'", owner ?? options.AccountId, table.Kind.ArnType.Split('/')[0] + "/");
        if ((resource.IsOwn && table.HasName(resource.Name)) || store.FindArn(resource.Arn) is not null)
            throw Invalid($"'{resource.Name}' or its ARN occurs twice");
        if (resource.CreationTime > EmulatorClock.End)
            throw Invalid($"'{resource.Name}' has a creationTime after the year {EmulatorClock.End.Year - 1}");
        if (resource.CreationTime == default)
            resource.CreationTime = resource.ReadyTime == default || resource.ReadyTime > now ? now : resource.ReadyTime;
        if (resource.ReadyTime == default)
            resource.ReadyTime = resource.CreationTime;
        if (resource.ReadyTime < resource.CreationTime)
            throw Invalid($"'{resource.Name}' has a readyTime before its creationTime");
        resource.Tags ??= [];
        CheckTags(resource);
        table.Add(resource);
    }

    /// <summary>Checks that an ARN belongs to this Region, to an account (null: a foundation model, or this one) and to a kind.</summary>
    private void CheckPlace(string text, string what, string? account, string kind)
    {
        var arn = Arn.Parse(text);
        if (arn?.Region != store.Region || arn.Partition != Partition.Find(store.Region).Name)
            throw Invalid($"'{text}', the {what}, is in another Region");
        if (!arn.Resource.StartsWith(kind, StringComparison.Ordinal))
            throw Invalid($"'{text}', the {what}, is not that of a {kind.TrimEnd('/')}");
        if (arn.Account != (account ?? (arn.Account.Length == 0 ? "" : options.AccountId)))
            throw Invalid($"'{text}', the {what}, is in another account; it must be in {account ?? options.AccountId}");
    }

    private void CheckTags(StoredResource resource)
    {
        if (resource.Tags.Count > Constraints.TagsPerResource)
            throw Invalid($"'{resource.Name}' has {resource.Tags.Count} tags; it can have {Constraints.TagsPerResource}");
        foreach (var (key, value) in resource.Tags)
        {
            Check(resource, "tag key", key, Constraints.TagKey);
            if (value is null)
                throw Invalid($"the tag {key} of '{resource.Name}' is null");
            Check(resource, $"value of the tag {key}", value, Constraints.TagValue);
        }
    }

    /// <summary>Checks an optional value against its constraint.</summary>
    private void Check(StoredResource owner, string member, string? value, Constraint constraint)
    {
        if (value is not null && constraint.Check(value) != Violations.None)
            throw Invalid($"the {member} '{value}' of '{owner.Name}' is not {constraint.Words}");
    }

    /// <summary>Replaces names by ARNs, and checks that the models that are in use are there.</summary>
    private void ResolveModels(ServingResource resource, bool foundationModels)
    {
        resource.ModelArn = ResolveModel(resource.ModelArn, resource);
        if (resource.Update is { } update)
        {
            update.FromModelArn = ResolveModel(update.FromModelArn, resource);
            update.ToModelArn = ResolveModel(update.ToModelArn, resource);
        }

        foreach (var model in (string[])[resource.ModelArn, resource.Update?.FromModelArn ?? "", resource.Update?.ToModelArn ?? ""])
        {
            if (foundationModels && Constraints.FoundationModelArn.Check(model) == Violations.None)
                CheckPlace(model, $"model of '{resource.Name}'", "", "foundation-model/");
            else if (resource.Uses(model, now))
                CheckServed(model, resource);
        }
    }

    private void CheckServed(string model, StoredResource user)
    {
        var used = store.Models.FindArn(model)
            ?? throw Invalid($"'{user.Name}' is for the model '{model}', which is not in the file");
        if (!used.WasReady(now))
            throw Invalid($"'{user.Name}' is for the model '{model}', which was never Active");
    }

    /// <summary>The ARN of a model; a file written by hand can have the name instead.</summary>
    private string ResolveModel(string? model, StoredResource user) => model switch
    {
        null => throw Invalid($"'{user.Name}' has no modelArn"),
        _ when Arn.LooksLikeOne(model) => model,
        _ => store.Models.Find(model)?.Arn ?? throw Invalid($"'{user.Name}' is for the model '{model}', which is not in the file"),
    };

    private IEnumerable<T> Items<T>(IReadOnlyCollection<T>? items, string member) =>
        items is not null && items.Any(item => item is null) ? throw Invalid($"an item of {member} is null") : items ?? [];

    private string CreateId(string name) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(store.Region + "/" + name)))[..12].ToLowerInvariant();

    private EmulatorException Invalid(string reason) =>
        new($"The state file '{options.StatePath}' is refused: in {store.Region}, {reason}.");
}
