using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>Create-, Get-, List-, Update- and DeleteCustomModelDeployment.</summary>
internal sealed class DeploymentOperations(EmulatorOptions options, FaultRules faults)
{
    private readonly EmulatorBehavior _behavior = options.Behavior;

    public object Create(Call call)
    {
        if (!_behavior.AllowDeployments)
            throw new ServiceException(ErrorCode.Validation, "On-demand inference is not available for imported custom models; buy Provisioned Throughput.");
        if (Idempotency.FindReplay(call, _behavior) is { } earlier)
            return new CustomModelDeploymentResponse { CustomModelDeploymentArn = earlier };

        var name = call.Input.Required("modelDeploymentName");
        if (call.Store.Deployments.HasName(name))
            throw new ServiceException(_behavior.TakenDeploymentName, $"The provided model deployment name is currently in use: {name}.");
        var deployment = new DeploymentResource
        {
            Name = name,
            Arn = call.CreateUniqueArn("custom-model-deployment"),
            ModelArn = FindActiveModel(call).Arn,
            Description = call.Input.Text("description"),
            CreationTime = call.Now,
            ReadyTime = call.Now + options.ActivationTime,
        };
        TagRules.Add(deployment.Tags, call.Input.Tags("tags") ?? [], deployment.Arn, _behavior);
        deployment.FailureMessage = faults.FindFailure(call.Operation.Name, name);
        call.Store.Deployments.Add(deployment);
        Idempotency.Remember(call, deployment.Arn);
        return new CustomModelDeploymentResponse { CustomModelDeploymentArn = deployment.Arn };
    }

    public static object Get(Call call)
    {
        var deployment = Find(call);
        return new CustomModelDeployment
        {
            CustomModelDeploymentArn = deployment.Arn,
            ModelDeploymentName = deployment.Name,
            ModelArn = deployment.ModelArnAt(call.Now),
            CreatedAt = deployment.CreationTime,
            Status = deployment.StatusAt(call.Now),
            Description = deployment.Description,
            UpdateDetails = DescribeUpdate(deployment.Update, call.Now),
            FailureMessage = deployment.HasFailed(call.Now) ? deployment.FailureMessage : null,
            LastUpdatedAt = deployment.ChangeTimeAt(call.Now),
        };
    }

    public object List(Call call)
    {
        var filter = new ListFilter(call, "createdBefore", "createdAfter");
        var found = call.Store.Deployments.All.Where(deployment =>
            filter.Matches(deployment)
            && filter.Matches("statusEquals", deployment.StatusAt(call.Now))
            && filter.Matches("modelArnEquals", deployment.ModelArnAt(call.Now)));
        var (page, nextToken) = Paging.Page(found, call, _behavior);
        return new ListCustomModelDeploymentsResponse
        {
            ModelDeploymentSummaries = [.. page.Select(deployment => new CustomModelDeploymentSummary
            {
                CustomModelDeploymentArn = deployment.Arn,
                CustomModelDeploymentName = deployment.Name,
                ModelArn = deployment.ModelArnAt(call.Now),
                CreatedAt = deployment.CreationTime,
                Status = deployment.StatusAt(call.Now),
                LastUpdatedAt = deployment.ChangeTimeAt(call.Now),
                FailureMessage = deployment.HasFailed(call.Now) ? deployment.FailureMessage : null,
            })],
            NextToken = nextToken,
        };
    }

    public object Update(Call call)
    {
        var deployment = Find(call);
        RefuseWhileChanging(deployment, call.Now);
        if (deployment.HasFailed(call.Now))
            throw new ServiceException(ErrorCode.Validation, $"The custom model deployment {deployment.Name} has failed and cannot be updated.");
        deployment.Update = new ModelUpdate
        {
            FromModelArn = deployment.ModelArnAt(call.Now),
            ToModelArn = FindActiveModel(call).Arn,
            StartTime = call.Now,
            ReadyTime = call.Now + options.ActivationTime,
            FailureMessage = faults.FindFailure(call.Operation.Name, deployment.Name),
        };
        return new CustomModelDeploymentResponse { CustomModelDeploymentArn = deployment.Arn };
    }

    public object? Delete(Call call)
    {
        var deployment = Find(call);
        RefuseWhileChanging(deployment, call.Now);
        call.Store.Deployments.Remove(deployment);
        return null;
    }

    private void RefuseWhileChanging(DeploymentResource deployment, DateTimeOffset now)
    {
        if (deployment.IsChanging(now))
            throw new ServiceException(_behavior.DeploymentChanging, "Custom model deployment is in a mutating state");
    }

    private static ModelResource FindActiveModel(Call call)
    {
        var arn = call.Input.Required("modelArn");
        var model = call.Store.Models.FindArn(arn) ?? throw new ServiceException(ErrorCode.ResourceNotFound, $"The custom model {arn} was not found.");
        return model.IsActive(call.Now) ? model
            : throw new ServiceException(ErrorCode.Validation, $"The custom model {arn} is {model.StatusAt(call.Now)}; it must be Active.");
    }

    private static DeploymentResource Find(Call call)
    {
        var identifier = call.Input.Required("customModelDeploymentIdentifier");
        return call.Store.Deployments.Find(identifier)
            ?? throw new ServiceException(ErrorCode.ResourceNotFound, $"The custom model deployment {identifier} was not found.");
    }

    private static CustomModelDeploymentUpdateDetails? DescribeUpdate(ModelUpdate? update, DateTimeOffset now) => update is null ? null : new()
    {
        ModelArn = update.ToModelArn,
        UpdateStatus = update.IsRunning(now) ? "Updating" : update.FailureMessage is null ? "UpdateCompleted" : "UpdateFailed",
    };
}
