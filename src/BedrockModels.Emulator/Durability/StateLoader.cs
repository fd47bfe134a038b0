using System.Security.Cryptography;
using System.Text;
using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>
/// Makes a store of a state file: checks what a hand may have written, and gives what it left out. A name is enough; an ARN
/// then follows from the name, so that it is the same in every run.
/// </summary>
internal sealed class StateLoader
{
    private readonly EmulatorOptions _options;
    private readonly string _region;
    private readonly RegionStore _store;
    private readonly DateTimeOffset _now;

    private StateLoader(EmulatorOptions options, string region, RegionStore store) =>
        (_options, _region, _store, _now) = (options, region, store, options.TimeProvider.GetUtcNow());

    /// <summary>Puts a state into a store.</summary>
    /// <exception cref="EmulatorException">Something in it cannot be.</exception>
    public static void Load(EmulatorState state, Store store, EmulatorOptions options)
    {
        if (state.Version != 1)
            throw new EmulatorException($"The state file '{options.StatePath}' has the version {state.Version}; this emulator reads version 1.");
        foreach (var (region, content) in state.Regions ?? [])
        {
            if (content is null)
                throw new EmulatorException($"The state file '{options.StatePath}' is refused: the Region {region} is null.");
            if (!Authenticator.IsRegion(region))
                throw new EmulatorException($"The state file '{options.StatePath}' is refused: '{region}' is not a Region; one is us-east-1.");
            store.Execute(region, target =>
            {
                new StateLoader(options, region, target).Load(content);
                return true;
            });
        }
    }

    private void Load(RegionState content)
    {
        foreach (var model in Items(content.Models, "models"))
        {
            model.BaseModelArn ??= new Arn(Partition.Of(_region).Name, "bedrock", _region, "", "foundation-model/" + _options.Behavior.BaseModelId).ToString();
            Check(model, "baseModelArn", model.BaseModelArn, Constraints.ModelArn);
            Check(model, "kmsKeyArn", model.KmsKeyArn, Constraints.KmsKeyArn);
            Check(model, "roleArn", model.RoleArn, Constraints.RoleArn);
            Add(model, _store.Models, "custom-model/imported", Constraints.ModelName, Constraints.ModelArn);
        }

        foreach (var deployment in Items(content.Deployments, "deployments"))
        {
            deployment.ModelArn = ResolveModelArn(deployment.ModelArn, deployment);
            ResolveUpdate(deployment.Update, deployment);
            Check(deployment, "description", deployment.Description, Constraints.Description);
            Add(deployment, _store.Deployments, "custom-model-deployment", Constraints.ModelName, Constraints.CustomModelDeploymentIdentifier);
        }

        foreach (var throughput in Items(content.Throughputs, "throughputs"))
        {
            throughput.ModelArn = ResolveModelArn(throughput.ModelArn, throughput);
            ResolveUpdate(throughput.Update, throughput);
            Check(throughput, "commitmentDuration", throughput.CommitmentDuration, Constraints.CommitmentDuration);
            if (throughput.ModelUnits < 1)
                throw Invalid($"'{throughput.Name}' has {throughput.ModelUnits} modelUnits; it takes 1 or more");
            throughput.FoundationModelArn ??= _store.Models.FindArn(throughput.ModelArn)?.BaseModelArn ?? throughput.ModelArn;
            Add(throughput, _store.Throughputs, "provisioned-model", Constraints.Name, Constraints.ProvisionedModelId);
        }

        foreach (var token in Items(content.RequestTokens, "requestTokens"))
        {
            if (token.Operation is null || token.Token is null || token.Arn is null)
                throw Invalid("a request token has a null for its operation, token or arn");
            _store.Tokens[(token.Operation, token.Token)] = token;
        }
    }

    private void Add<T>(T resource, ResourceTable<T> table, string type, Constraint name, Constraint arn)
        where T : Resource
    {
        if (resource.Name is null || name.Check(resource.Name) != Violations.None)
            throw Invalid($"the name '{resource.Name}' is not {name.Words}");
        if (string.IsNullOrEmpty(resource.Arn))
            resource.Arn = new Arn(Partition.Of(_region).Name, "bedrock", _region, _options.AccountId, $"{type}/{CreateId(resource.Name)}").ToString();
        if (!Arn.LooksLikeOne(resource.Arn) || arn.Check(resource.Arn) != Violations.None)
            throw Invalid($"'{resource.Arn}', the ARN of '{resource.Name}', is not {arn.Words}");
        if (Arn.Parse(resource.Arn)?.Region != _region)
            throw Invalid($"'{resource.Arn}', the ARN of '{resource.Name}', is of another Region");
        if (table.HasName(resource.Name) || _store.FindArn(resource.Arn) is not null)
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
            Check(resource, $"value of the tag {key}", value ?? throw Invalid($"the tag {key} of '{resource.Name}' is null"), Constraints.TagValue);
        }
    }

    /// <summary>What was left out is given; what was written has to be possible.</summary>
    private void Check(Resource owner, string member, string? value, Constraint constraint)
    {
        if (value is not null && constraint.Check(value) != Violations.None)
            throw Invalid($"the {member} '{value}' of '{owner.Name}' is not {constraint.Words}");
    }

    private void ResolveUpdate(ModelUpdate? update, Resource user)
    {
        if (update is null)
            return;
        update.FromModelArn = ResolveModelArn(update.FromModelArn, user);
        update.ToModelArn = ResolveModelArn(update.ToModelArn, user);
    }

    /// <summary>A hand may write the model's name where the file has its ARN.</summary>
    private string ResolveModelArn(string? model, Resource user) => model switch
    {
        null => throw Invalid($"'{user.Name}' has no modelArn"),
        _ when Arn.LooksLikeOne(model) => model,
        _ => _store.Models.Find(model)?.Arn ?? throw Invalid($"'{user.Name}' is for the model '{model}', which is not in the file"),
    };

    private IEnumerable<T> Items<T>(IReadOnlyCollection<T>? items, string member) =>
        items is not null && items.Any(item => item is null) ? throw Invalid($"an item of {member} is null") : items ?? [];

    private string CreateId(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_region + "/" + name)))[..12].ToLowerInvariant();

    private EmulatorException Invalid(string why) => new($"The state file '{_options.StatePath}' is refused: in {_region}, {why}.");
}
