namespace BedrockModels.Emulator;

/// <summary>One request as a handler sees it: authenticated, read and validated.</summary>
internal sealed record Call(Operation Operation, Caller Caller, Input Input, RegionStore Store, string AccountId, DateTimeOffset Now);

/// <summary>The handler of each operation. A handler gets a call and returns the body of the response; null for an empty one.</summary>
internal sealed class Handlers
{
    private readonly Dictionary<Operation, Func<Call, object?>> _handlers;

    public Handlers(EmulatorOptions options, EmulatorAccount account, FaultRules faults, RuntimeAnswers runtime)
    {
        var models = new CustomModelOperations(options, account, faults);
        var throughputs = new ThroughputOperations(options, account, faults);
        var deployments = new DeploymentOperations(options, faults);
        _handlers = new()
        {
            [Operations.CreateCustomModel] = models.Create,
            [Operations.GetCustomModel] = CustomModelOperations.Get,
            [Operations.ListCustomModels] = models.List,
            [Operations.DeleteCustomModel] = models.Delete,
            [Operations.TagResource] = TagOperations.Tag,
            [Operations.UntagResource] = TagOperations.Untag,
            [Operations.ListTagsForResource] = TagOperations.List,
            [Operations.CreateProvisionedModelThroughput] = throughputs.Create,
            [Operations.GetProvisionedModelThroughput] = ThroughputOperations.Get,
            [Operations.ListProvisionedModelThroughputs] = throughputs.List,
            [Operations.UpdateProvisionedModelThroughput] = throughputs.Update,
            [Operations.DeleteProvisionedModelThroughput] = ThroughputOperations.Delete,
            [Operations.CreateCustomModelDeployment] = deployments.Create,
            [Operations.GetCustomModelDeployment] = DeploymentOperations.Get,
            [Operations.ListCustomModelDeployments] = deployments.List,
            [Operations.UpdateCustomModelDeployment] = deployments.Update,
            [Operations.DeleteCustomModelDeployment] = deployments.Delete,
        };
        foreach (var operation in RuntimeOperation.All)
            _handlers[operation] = runtime.Find;
    }

    public Func<Call, object?> For(Operation operation) => _handlers[operation];
}
