using System.IO.Enumeration;
using System.Text.Json;
using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>CreateCustomModel, GetCustomModel, ListCustomModels, DeleteCustomModel.</summary>
internal sealed class CustomModelOperations(EmulatorOptions options, FaultRules faults)
{
    private readonly EmulatorBehavior _behavior = options.Behavior;

    public object Create(Call call)
    {
        var package = call.Input.Element("customModelDataSource")?.GetProperty("modelPackageArnDataSource").GetProperty("modelPackageArn").GetString();
        var s3Uri = call.Input.Element("modelSourceConfig")?.GetProperty("s3DataSource").GetProperty("s3Uri").GetString();
        CheckSources(package, s3Uri, call.Input.Text("roleArn"));
        if (Idempotency.FindReplay(call, _behavior) is { } earlier)
            return new CreateCustomModelResponse { ModelArn = earlier };

        var name = call.Input.Required("modelName");
        if (call.Store.Models.HasName(name))
            throw new ServiceException(_behavior.TakenModelName, $"The provided model name is currently in use: {name}.");
        if (call.Store.Models.All.Count >= options.ModelQuota)
            throw new ServiceException(ErrorCode.ServiceQuotaExceeded, $"The account has reached its quota of {options.ModelQuota} custom models.");
        CheckPackage(package, call.Region);

        var model = new ModelResource
        {
            Name = name,
            Arn = call.CreateUniqueArn("custom-model/imported"),
            CreationTime = call.Now,
            ReadyTime = call.Now + options.ActivationTime,
            BaseModelArn = call.CreateFoundationModelArn(_behavior.BaseModelId),
            KmsKeyArn = call.Input.Text("modelKmsKeyArn"),
            RoleArn = call.Input.Text("roleArn"),
            Source = package ?? s3Uri,
        };
        TagRules.Add(model.Tags, call.Input.Tags("modelTags") ?? [], model.Arn, _behavior);
        model.FailureMessage = faults.FindFailure(call.Operation.Name, name);
        call.Store.Models.Add(model);
        Idempotency.Remember(call, model.Arn);
        return new CreateCustomModelResponse { ModelArn = model.Arn };
    }

    public object Get(Call call)
    {
        var model = Find(call);
        var response = new CustomModel
        {
            ModelArn = model.Arn,
            ModelName = model.Name,
            ModelStatus = model.StatusAt(call.Now),
            CreationTime = model.CreationTime,
            CustomizationType = "IMPORTED",
            BaseModelArn = model.BaseModelArn,
            ModelKmsKeyArn = model.KmsKeyArn,
            FailureMessage = model.HasFailed(call.Now) ? model.FailureMessage : null,
        };
        if (!_behavior.NullJobArn)
            return response;
        var node = JsonSerializer.SerializeToNode(response, WireJson.Context.CustomModel)!;
        node["jobArn"] = null;
        return node;
    }

    public object List(Call call)
    {
        var filter = new ListFilter(call, "creationTimeBefore", "creationTimeAfter");

        // Nothing is ever shared to the emulated account, so all that is there is its own.
        var found = call.Input.Flag("isOwned") == false ? [] : call.Store.Models.All.Where(model =>
            filter.Matches(model)
            && filter.Matches("modelStatus", model.StatusAt(call.Now))
            && filter.Matches("baseModelArnEquals", model.BaseModelArn)
            && filter.Matches("foundationModelArnEquals", model.BaseModelArn));
        var (page, nextToken) = Paging.Page(found, call, _behavior);
        return new ListCustomModelsResponse
        {
            ModelSummaries = [.. page.Select(model => new CustomModelSummary
            {
                ModelArn = model.Arn,
                ModelName = model.Name,
                ModelStatus = model.StatusAt(call.Now),
                CreationTime = model.CreationTime,
                CustomizationType = "IMPORTED",
                BaseModelArn = model.BaseModelArn,
                BaseModelName = _behavior.BaseModelName,
                OwnerAccountId = call.AccountId,
            })],
            NextToken = nextToken,
        };
    }

    public object? Delete(Call call)
    {
        var model = Find(call);
        if (_behavior.RefuseDeleteWhileCreating && model.IsCreating(call.Now))
            throw new ServiceException(ErrorCode.Conflict, $"The custom model {model.Name} is still being created.");
        var user = call.Store.Deployments.All.FirstOrDefault(deployment => deployment.Uses(model.Arn, call.Now))?.Arn
            ?? call.Store.Throughputs.All.FirstOrDefault(throughput => throughput.Uses(model.Arn, call.Now))?.Arn;
        if (user is not null)
            throw new ServiceException(_behavior.ModelInUse, $"The custom model {model.Name} is used by {user}; delete that first.");
        call.Store.Models.Remove(model);
        return null;
    }

    private static ModelResource Find(Call call)
    {
        var identifier = call.Input.Required("modelIdentifier");
        return call.Store.Models.Find(identifier)
            ?? throw new ServiceException(ErrorCode.ResourceNotFound, $"The custom model {identifier} was not found.");
    }

    private void CheckSources(string? package, string? s3Uri, string? role)
    {
        var message = CreateCustomModelRules.Check(package is not null, s3Uri is not null, role is not null) switch
        {
            CreateCustomModelViolation.TwoSources => "You can specify either customModelDataSource or modelSourceConfig, but not both.",
            CreateCustomModelViolation.NoSource => _behavior.NoSourceMessage,
            CreateCustomModelViolation.RoleMissing => "roleArn is required when modelSourceConfig has an Amazon S3 data source.",
            _ => null,
        };
        if (message is not null)
            throw new ServiceException(ErrorCode.Validation, message);
    }

    private void CheckPackage(string? package, string region)
    {
        if (package is null)
            return;
        if (!FileSystemName.MatchesSimpleExpression(_behavior.PackageRegions, region))
            throw new ServiceException(ErrorCode.Validation, $"A model package cannot be imported in {region}.");
        if (!FileSystemName.MatchesSimpleExpression(_behavior.ExistingPackages, package))
            throw new ServiceException(_behavior.MissingPackage, $"The model package {package} was not found.");
    }
}
