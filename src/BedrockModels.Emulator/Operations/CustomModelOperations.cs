namespace BedrockModels.Emulator;

/// <summary>CreateCustomModel, GetCustomModel, ListCustomModels, DeleteCustomModel.</summary>
internal sealed class CustomModelOperations(EmulatorOptions options, EmulatorAccount account, FaultRules faults)
    : ResourceOperations(options, faults)
{
    private readonly double _quota = QuotaService.ModelQuota(account, options);
    private readonly CreationCheck _check = new(account);

    public object Create(Call call)
    {
        CheckSources(call.Input.Package, call.Input.S3Uri, call.Input.Text("roleArn"));
        return new CreateCustomModelResponse(Idempotency.Run(call, Behavior, () => Add(call)));
    }

    public static object Get(Call call)
    {
        var model = Find(call);
        return new CustomModel
        {
            ModelArn = model.Arn,
            ModelName = model.Name,
            ModelStatus = model.StatusAt(call.Now),
            CreationTime = model.CreationTime.LocalDateTime,
            CustomizationType = model.CustomizationType,
            BaseModelArn = model.BaseModelArn,
            ModelKmsKeyArn = model.KmsKeyArn,
            FailureMessage = model.FailureAt(call.Now),
        };
    }

    public object List(Call call)
    {
        var query = new ListQuery(call, Behavior, "creationTimeBefore", "creationTimeAfter", "modelStatus");
        var (page, nextToken) = query.Page(call.Store.Models.All, model =>
            (call.Input.Flag("isOwned") is not { } isOwned || isOwned == model.IsOwn)
            && query.Matches("baseModelArnEquals", model.BaseModelArn)
            && query.Matches("foundationModelArnEquals", model.BaseModelArn));
        var summaries = page.Select(model => new CustomModelSummary
        {
            ModelArn = model.Arn,
            ModelName = model.Name,
            ModelStatus = model.StatusAt(call.Now),
            CreationTime = model.CreationTime.LocalDateTime,
            CustomizationType = model.CustomizationType,
            BaseModelArn = model.BaseModelArn,
            BaseModelName = "",
            OwnerAccountId = model.OwnerAccountId ?? call.AccountId,
        });
        return new ListCustomModelsResponse([.. summaries], nextToken);
    }

    public object? Delete(Call call)
    {
        var model = Find(call);
        if (Behavior.RefuseDeleteWhileCreating && model.IsCreating(call.Now))
            throw new ServiceException(ErrorCode.Conflict, $"The custom model {model.Name} is still being created.");
        if (model.OwnerAccountId is { } owner)
            throw new ServiceException(ErrorCode.AccessDenied, $"The custom model {model.Name} belongs to the account {owner}.");
        var user = call.Store.Deployments.All.Concat<ServingResource>(call.Store.Throughputs.All)
            .FirstOrDefault(resource => resource.Uses(model.Arn, call.Now));
        if (user is not null)
            throw new ServiceException(ErrorCode.Conflict, $"The custom model {model.Name} is used by {user.Arn}; delete that first.");
        call.Store.Models.Remove(model);
        return null;
    }

    private string Add(Call call)
    {
        var name = call.Input.Required("modelName");
        RefuseTakenName(call.Store.Models, name, "model", ErrorCode.Conflict);
        if (call.Store.Models.OwnCount >= _quota)
            throw new ServiceException(ErrorCode.ServiceQuotaExceeded, $"The account has reached its quota of {_quota} custom models.");
        var model = new ModelResource
        {
            Name = name,
            BaseModelArn = call.Store.CreateFoundationModelArn(Behavior.BaseModelId),
            KmsKeyArn = call.Input.Text("modelKmsKeyArn"),
            RoleArn = call.Input.Text("roleArn"),
            CustomizationType = ModelResource.Imported,
            Source = call.Input.Package ?? call.Input.S3Uri,
        };
        _check.Refuse(call, model);
        var arn = Add(call, call.Store.Models, model, "modelTags");
        model.FailureMessage ??= _check.FindFailure(call, model);
        return arn;
    }

    private static void CheckSources(string? package, string? s3Uri, string? role)
    {
        var message = CreateCustomModelRules.Check(package is not null, s3Uri is not null, role is not null) switch
        {
            CreateCustomModelViolation.TwoSources => "You can specify either customModelDataSource or modelSourceConfig, but not both.",
            CreateCustomModelViolation.NoSource => "You must specify either customModelDataSource or modelSourceConfig.",
            CreateCustomModelViolation.RoleMissing => "roleArn is required when modelSourceConfig has an Amazon S3 data source.",
            _ => null,
        };
        if (message is not null)
            throw ServiceException.Validation(message);
    }

    private static ModelResource Find(Call call) => Find(call, call.Store.Models);
}
