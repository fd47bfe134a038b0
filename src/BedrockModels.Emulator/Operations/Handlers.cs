using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>Which handler serves which operation. A handler takes a call and gives the answer's body, null for an empty one.</summary>
internal sealed class Handlers
{
    private readonly Dictionary<Operation, Func<Call, object?>> _handlers;

    public Handlers(EmulatorOptions options, FaultRules faults)
    {
        var models = new CustomModelOperations(options, faults);
        var tags = new TagOperations(options.Behavior);
        var throughputs = new ThroughputOperations(options, faults);
        var deployments = new DeploymentOperations(options, faults);
        _handlers = new()
        {
            [Protocol.Operations.CreateCustomModel] = models.Create,
            [Protocol.Operations.GetCustomModel] = models.Get,
            [Protocol.Operations.ListCustomModels] = models.List,
            [Protocol.Operations.DeleteCustomModel] = models.Delete,
            [Protocol.Operations.TagResource] = tags.Tag,
            [Protocol.Operations.UntagResource] = tags.Untag,
            [Protocol.Operations.ListTagsForResource] = TagOperations.List,
            [Protocol.Operations.CreateProvisionedModelThroughput] = throughputs.Create,
            [Protocol.Operations.GetProvisionedModelThroughput] = ThroughputOperations.Get,
            [Protocol.Operations.ListProvisionedModelThroughputs] = throughputs.List,
            [Protocol.Operations.UpdateProvisionedModelThroughput] = throughputs.Update,
            [Protocol.Operations.DeleteProvisionedModelThroughput] = throughputs.Delete,
            [Protocol.Operations.CreateCustomModelDeployment] = deployments.Create,
            [Protocol.Operations.GetCustomModelDeployment] = DeploymentOperations.Get,
            [Protocol.Operations.ListCustomModelDeployments] = deployments.List,
            [Protocol.Operations.UpdateCustomModelDeployment] = deployments.Update,
            [Protocol.Operations.DeleteCustomModelDeployment] = deployments.Delete,
        };
    }

    public Func<Call, object?> For(Operation operation) => _handlers[operation];
}
