namespace BedrockModels.Emulator;

/// <summary>Loads a state file into a store: checks content that may have been written by hand, and fills in what is missing.</summary>
/// <remarks>A name is enough; the ARN then follows from the name, so that it is the same in every run.</remarks>
internal sealed class StateLoader(EmulatorOptions options, RegionStore store)
{
    private readonly DateTimeOffset _now = options.TimeProvider.GetUtcNow();

    /// <summary>Loads a state into a store.</summary>
    /// <exception cref="EmulatorException">The state is invalid.</exception>
    public static void Load(EmulatorState state, Store store, EmulatorOptions options)
    {
        var file = $"The state file '{options.StatePath}'";
        if (state.Version != 1)
            throw new EmulatorException($"{file} has the version {state.Version}; this emulator reads version 1.");
        foreach (var (region, content) in state.Regions ?? [])
        {
            if (content is null)
                throw new EmulatorException($"{file} is refused: the Region {region} is null.");
            if (!Regions.HasUsualForm(region))
                throw new EmulatorException($"{file} is refused: '{region}' is not a valid Region name, such as us-east-1.");
            store.Execute(region, target =>
            {
                new StateLoader(options, target).Load(content);
                return true;
            });
        }
    }

    private void Load(RegionState content)
    {
        foreach (var model in Items(content.Models, "models"))
        {
            model.BaseModelArn ??= store.CreateFoundationModelArn(options.Behavior.BaseModelId);
            Check(model, "baseModelArn", model.BaseModelArn, Constraints.ModelArn);
            Check(model, "kmsKeyArn", model.KmsKeyArn, Constraints.KmsKeyArn);
            Check(model, "roleArn", model.RoleArn, Constraints.RoleArn);
            Add(model, store.Models);
        }

        foreach (var deployment in Items(content.Deployments, "deployments"))
        {
            ResolveModels(deployment);
            Check(deployment, "description", deployment.Description, Constraints.Description);
            Add(deployment, store.Deployments);
        }

        foreach (var throughput in Items(content.Throughputs, "throughputs"))
        {
            ResolveModels(throughput);
            Check(throughput, "commitmentDuration", throughput.CommitmentDuration, Constraints.CommitmentDuration);
            if (throughput.ModelUnits < 1)
                throw Invalid($"'{throughput.Name}' has {throughput.ModelUnits} modelUnits; it must have 1 or more");
            throughput.FoundationModelArn ??= store.Models.FindArn(throughput.ModelArn)?.BaseModelArn ?? throughput.ModelArn;
            Add(throughput, store.Throughputs);
        }

        foreach (var token in Items(content.RequestTokens, "requestTokens"))
        {
            if (token.Operation is null || token.Token is null || token.Arn is null)
                throw Invalid("a request token has a null for its operation, token or arn");
            store.Tokens[(token.Operation, token.Token)] = token;
        }
    }

    private void Add<T>(T resource, ResourceTable<T> table)
        where T : Resource
    {
        if (resource.Name is null || table.Kind.Name.Check(resource.Name) != Violations.None)
            throw Invalid($"the name '{resource.Name}' is not {table.Kind.Name.Words}");
        if (string.IsNullOrEmpty(resource.Arn))
            resource.Arn = store.CreateArn(options.AccountId, $"{table.Kind.ArnType}/{CreateId(resource.Name)}");
        if (!Arn.LooksLikeOne(resource.Arn) || table.Kind.Arn.Check(resource.Arn) != Violations.None)
            throw Invalid($"'{resource.Arn}', the ARN of '{resource.Name}', is not {table.Kind.Arn.Words}");
        if (Arn.Parse(resource.Arn)?.Region != store.Region)
            throw Invalid($"'{resource.Arn}', the ARN of '{resource.Name}', is of another Region");
        if (table.HasName(resource.Name) || store.FindArn(resource.Arn) is not null)
            throw Invalid($"'{resource.Name}' or its ARN is there twice");
        if (resource.CreationTime == default)
            resource.CreationTime = _now;
        if (resource.ReadyTime == default)
            resource.ReadyTime = resource.CreationTime;
        resource.Tags ??= [];
        CheckTags(resource);
        table.Add(resource);
    }

    private void CheckTags(Resource resource)
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
    private void Check(Resource owner, string member, string? value, Constraint constraint)
    {
        if (value is not null && constraint.Check(value) != Violations.None)
            throw Invalid($"the {member} '{value}' of '{owner.Name}' is not {constraint.Words}");
    }

    private void ResolveModels(ServingResource resource)
    {
        resource.ModelArn = ResolveModel(resource.ModelArn, resource);
        if (resource.Update is { } update)
        {
            update.FromModelArn = ResolveModel(update.FromModelArn, resource);
            update.ToModelArn = ResolveModel(update.ToModelArn, resource);
        }
    }

    /// <summary>The ARN of a model; a file written by hand can have the name instead.</summary>
    private string ResolveModel(string? model, Resource user) => model switch
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
