namespace BedrockModels.Emulator;

/// <summary>Create-, Get-, List-, Update- and DeleteCustomModelDeployment.</summary>
internal sealed class DeploymentOperations(EmulatorOptions options, FaultRules faults) : ResourceOperations(options, faults)
{
    public object Create(Call call) => new CustomModelDeploymentResponse(Idempotency.Run(call, Behavior, () => Add(call)));

    public static object Get(Call call)
    {
        var deployment = Find(call);
        return new CustomModelDeployment
        {
            CustomModelDeploymentArn = deployment.Arn,
            ModelDeploymentName = deployment.Name,
            ModelArn = deployment.ModelArnAt(call.Now),
            CreatedAt = deployment.CreationTime.LocalDateTime,
            Status = deployment.StatusAt(call.Now),
            Description = deployment.Description,
            UpdateDetails = DescribeUpdate(deployment.Update, call.Now),
            FailureMessage = deployment.FailureAt(call.Now),
            LastUpdatedAt = deployment.ChangeTimeAt(call.Now).LocalDateTime,
        };
    }

    public object List(Call call)
    {
        var query = new ListQuery(call, Behavior, "createdBefore", "createdAfter", "statusEquals");
        var (page, nextToken) = query.Page(call.Store.Deployments.All, deployment =>
            query.Matches("modelArnEquals", deployment.ModelArnAt(call.Now)));
        var summaries = page.Select(deployment => new CustomModelDeploymentSummary
        {
            CustomModelDeploymentArn = deployment.Arn,
            CustomModelDeploymentName = deployment.Name,
            ModelArn = deployment.ModelArnAt(call.Now),
            CreatedAt = deployment.CreationTime.LocalDateTime,
            Status = deployment.StatusAt(call.Now),
            LastUpdatedAt = deployment.ChangeTimeAt(call.Now).LocalDateTime,
            FailureMessage = deployment.FailureAt(call.Now),
        });
        return new ListCustomModelDeploymentsResponse([.. summaries], nextToken);
    }

    public object Update(Call call)
    {
        var deployment = Find(call);
        RefuseWhileChanging(deployment, call.Now);
        if (deployment.FailureAt(call.Now) is not null)
            throw ServiceException.Validation($"The custom model deployment {deployment.Name} has failed and cannot be updated.");
        deployment.Update = CreateUpdate(call, deployment, FindActiveModel(call).Arn);
        return new CustomModelDeploymentResponse(deployment.Arn);
    }

    public object? Delete(Call call)
    {
        var deployment = Find(call);
        RefuseWhileChanging(deployment, call.Now);
        deployment.DeletionTime = EmulatorClock.Later(call.Now, Behavior.DeletingTime ?? TimeSpan.Zero);
        call.Store.Deleting.Add(deployment);
        call.Store.RemoveDeleted(call.Now);
        return null;
    }

    private string Add(Call call)
    {
        var name = call.Input.Required("modelDeploymentName");
        RefuseTakenName(call.Store.Deployments, name, "model deployment");
        return Add(call, call.Store.Deployments, new DeploymentResource
        {
            Name = name,
            ModelArn = FindActiveModel(call).Arn,
            Description = call.Input.Text("description"),
        });
    }

    private static void RefuseWhileChanging(DeploymentResource deployment, DateTimeOffset now)
    {
        if (deployment.IsCreating(now) || deployment.IsUpdating(now) || deployment.DeletionTime is not null)
            throw ServiceException.Validation("Custom model deployment is in a mutating state");
    }

    private static ModelResource FindActiveModel(Call call)
    {
        var model = Find(call, call.Store.Models, "modelArn");
        return RequireActive(call, model, model.Arn);
    }

    private static DeploymentResource Find(Call call) => Find(call, call.Store.Deployments);

    private static CustomModelDeploymentUpdateDetails? DescribeUpdate(ModelUpdate? update, DateTimeOffset now) =>
        update is null ? null : new()
        {
            ModelArn = update.ToModelArn,
            UpdateStatus = update.IsRunning(now) ? ResourceStatus.Updating
                : update.FailureMessage is null ? ResourceStatus.UpdateCompleted
                : ResourceStatus.UpdateFailed,
        };
}
