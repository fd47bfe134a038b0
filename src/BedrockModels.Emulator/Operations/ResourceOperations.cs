namespace BedrockModels.Emulator;

/// <summary>The steps that the operations on models, deployments and throughputs share.</summary>
internal abstract class ResourceOperations(EmulatorOptions options, FaultRules faults)
{
    protected EmulatorBehavior Behavior => options.Behavior;

    /// <summary>Completes a new resource and adds it to its table. Returns its ARN.</summary>
    protected string Add<T>(Call call, ResourceTable<T> table, T resource, string tagsMember = "tags")
        where T : StoredResource
    {
        // The API's patterns want twelve characters.
        resource.Arn = call.Store.CreateArn(call.AccountId, $"{table.Kind.ArnType}/{Guid.NewGuid().ToString("N")[..12]}");
        TagOperations.Add(resource, call.Input.Tags(tagsMember) ?? []);
        var work = FindWork(call, resource);
        resource.CreationTime = call.Now;
        resource.ReadyTime = EmulatorClock.Later(call.Now, work.ActivationTime ?? options.ActivationTime);
        resource.FailureMessage = work.Fail;
        resource.FailureTime = work.FailAfter is { } lifetime ? EmulatorClock.Later(resource.ReadyTime, lifetime) : null;
        resource.ListedTime = work.ListDelay is { } delay ? EmulatorClock.Later(call.Now, delay) : null;
        table.Add(resource);
        return resource.Arn;
    }

    protected ModelUpdate CreateUpdate(Call call, ServingResource resource, string modelArn)
    {
        var work = FindWork(call, resource);
        return new()
        {
            FromModelArn = resource.ModelArnAt(call.Now),
            ToModelArn = modelArn,
            StartTime = call.Now,
            ReadyTime = EmulatorClock.Later(call.Now, work.ActivationTime ?? options.ActivationTime),
            FailureMessage = work.Fail,
        };
    }

    private FaultRule FindWork(Call call, StoredResource resource) =>
        faults.FindWork(FaultSubject.From(call.Operation, call.Caller, call.Input, resource));

    /// <summary>The resource whose name or ARN a member of the request has; null for the member that identifies its kind.</summary>
    protected static T Find<T>(Call call, ResourceTable<T> table, string? member = null)
        where T : StoredResource
    {
        var identifier = call.Input.Required(member ?? table.Kind.Identifier);
        return table.Find(identifier)
            ?? throw ServiceException.NotFound($"The {table.Kind.Noun} {identifier} was not found.");
    }

    protected static void RefuseTakenName<T>(ResourceTable<T> table, string name, string noun, string errorCode = ErrorCode.Validation)
        where T : StoredResource
    {
        if (table.HasName(name))
            throw new ServiceException(errorCode, $"The provided {noun} name is currently in use: {name}.");
    }

    protected static ModelResource RequireActive(Call call, ModelResource model, string identifier) =>
        model.StatusAt(call.Now) == ResourceStatus.Active
            ? model
            : throw ServiceException.Validation($"The custom model {identifier} is {model.StatusAt(call.Now)}; it must be Active.");
}
