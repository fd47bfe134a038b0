using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>Create-, Get-, List-, Update- and DeleteProvisionedModelThroughput.</summary>
internal sealed class ThroughputOperations(EmulatorOptions options, FaultRules faults)
{
    private readonly EmulatorBehavior _behavior = options.Behavior;

    public object Create(Call call)
    {
        if (Idempotency.FindReplay(call, _behavior) is { } earlier)
            return new CreateProvisionedModelThroughputResponse { ProvisionedModelArn = earlier };

        var name = call.Input.Required("provisionedModelName");
        var units = call.Input.Number("modelUnits")!.Value;
        RefuseTakenName(call, name);
        var (modelArn, foundationModelArn) = FindServableModel(call, call.Input.Required("modelId"));
        if (_behavior.ModelUnitQuota is { } quota && call.Store.Throughputs.All.Sum(other => (long)other.ModelUnits) + units > quota)
        {
            throw new ServiceException(ErrorCode.ServiceQuotaExceeded,
                $"Your account does not currently have any {(call.Input.Text("commitmentDuration") is null ? "no commitment " : "")}model units reserved for {modelArn}.");
        }

        var throughput = new ThroughputResource
        {
            Name = name,
            Arn = call.CreateUniqueArn("provisioned-model"),
            ModelArn = modelArn,
            FoundationModelArn = foundationModelArn,
            ModelUnits = units,
            CommitmentDuration = call.Input.Text("commitmentDuration"),
            CreationTime = call.Now,
            ReadyTime = call.Now + options.ActivationTime,
        };
        throughput.CommitmentExpirationTime = throughput.CommitmentDuration switch
        {
            "OneMonth" => call.Now.AddMonths(1),
            "SixMonths" => call.Now.AddMonths(6),
            _ => null,
        };
        TagRules.Add(throughput.Tags, call.Input.Tags("tags") ?? [], throughput.Arn, _behavior);
        throughput.FailureMessage = faults.FindFailure(call.Operation.Name, name);
        call.Store.Throughputs.Add(throughput);
        Idempotency.Remember(call, throughput.Arn);
        return new CreateProvisionedModelThroughputResponse { ProvisionedModelArn = throughput.Arn };
    }

    public static object Get(Call call)
    {
        var throughput = Find(call);
        return new ProvisionedModelThroughput
        {
            ModelUnits = throughput.ModelUnits,
            DesiredModelUnits = throughput.ModelUnits,
            ProvisionedModelName = throughput.Name,
            ProvisionedModelArn = throughput.Arn,
            ModelArn = throughput.ModelArnAt(call.Now),
            DesiredModelArn = throughput.Update?.ToModelArn ?? throughput.ModelArn,
            FoundationModelArn = throughput.FoundationModelArn,
            Status = throughput.StatusAt(call.Now),
            CreationTime = throughput.CreationTime,
            LastModifiedTime = throughput.ChangeTimeAt(call.Now),
            FailureMessage = throughput.FailureAt(call.Now),
            CommitmentDuration = throughput.CommitmentDuration,
            CommitmentExpirationTime = throughput.CommitmentExpirationTime,
        };
    }

    public object List(Call call)
    {
        var filter = new ListFilter(call, "creationTimeBefore", "creationTimeAfter");
        var found = call.Store.Throughputs.All.Where(throughput =>
            filter.Matches(throughput)
            && filter.Matches("statusEquals", throughput.StatusAt(call.Now))
            && filter.Matches("modelArnEquals", throughput.ModelArnAt(call.Now)));
        var (page, nextToken) = Paging.Page(found, call, _behavior);
        return new ListProvisionedModelThroughputsResponse
        {
            ProvisionedModelSummaries = [.. page.Select(throughput => new ProvisionedModelThroughputSummary
            {
                ProvisionedModelName = throughput.Name,
                ProvisionedModelArn = throughput.Arn,
                ModelArn = throughput.ModelArnAt(call.Now),
                DesiredModelArn = throughput.Update?.ToModelArn ?? throughput.ModelArn,
                FoundationModelArn = throughput.FoundationModelArn,
                ModelUnits = throughput.ModelUnits,
                DesiredModelUnits = throughput.ModelUnits,
                Status = throughput.StatusAt(call.Now),
                CommitmentDuration = throughput.CommitmentDuration,
                CommitmentExpirationTime = throughput.CommitmentExpirationTime,
                CreationTime = throughput.CreationTime,
                LastModifiedTime = throughput.ChangeTimeAt(call.Now),
            })],
            NextToken = nextToken,
        };
    }

    public object? Update(Call call)
    {
        var throughput = Find(call);
        var status = throughput.StatusAt(call.Now);
        if (status != "InService")
            throw new ServiceException(_behavior.ThroughputNotUpdatable, $"The Provisioned Throughput {throughput.Name} is {status}; it must be InService to be updated.");
        var name = call.Input.Text("desiredProvisionedModelName");
        if (name is not null && name != throughput.Name)
            RefuseTakenName(call, name);
        var update = call.Input.Text("desiredModelId") is { } model ? CreateUpdate(call, throughput, model) : null;

        // Everything that can be refused has been: from here on both changes are made.
        if (name is not null)
        {
            call.Store.Throughputs.Rename(throughput, name);
            throughput.RenameTime = call.Now;
        }

        throughput.Update = update ?? throughput.Update;
        return null;
    }

    public object? Delete(Call call)
    {
        var throughput = Find(call);
        if (throughput.StatusAt(call.Now) == "Updating")
            throw new ServiceException(_behavior.ThroughputNotDeletable, $"The Provisioned Throughput {throughput.Name} is Updating and cannot be deleted.");
        if (throughput.CommitmentExpirationTime > call.Now)
        {
            throw new ServiceException(_behavior.ThroughputNotDeletable,
                $"The Provisioned Throughput {throughput.Name} cannot be deleted before its commitment ends at {Iso8601.Format(throughput.CommitmentExpirationTime.Value)}.");
        }

        call.Store.Throughputs.Remove(throughput);
        return null;
    }

    private ModelUpdate CreateUpdate(Call call, ThroughputResource throughput, string model)
    {
        var from = throughput.ModelArnAt(call.Now);
        if (from == throughput.FoundationModelArn)
            throw new ServiceException(ErrorCode.Validation, "The model of a Provisioned Throughput for a base model cannot be changed.");
        var (to, foundation) = FindServableModel(call, model);
        if (foundation != throughput.FoundationModelArn)
            throw new ServiceException(ErrorCode.Validation, $"The model {to} is not of the same base model, {throughput.FoundationModelArn}.");
        return new ModelUpdate
        {
            FromModelArn = from,
            ToModelArn = to,
            StartTime = call.Now,
            ReadyTime = call.Now + options.ActivationTime,
            FailureMessage = faults.FindFailure(call.Operation.Name, throughput.Name),
        };
    }

    private void RefuseTakenName(Call call, string name)
    {
        if (call.Store.Throughputs.HasName(name))
            throw new ServiceException(_behavior.TakenThroughputName, $"The provided provisioned model name is currently in use: {name}.");
    }

    /// <summary>The ARN of a custom model that is Active, or of a foundation model, with its foundation. A foundation model is taken to exist.</summary>
    private static (string ModelArn, string? FoundationModelArn) FindServableModel(Call call, string id)
    {
        if (call.Store.Models.Find(id) is { } model)
        {
            return model.IsActive(call.Now) ? (model.Arn, model.BaseModelArn)
                : throw new ServiceException(ErrorCode.Validation, $"The custom model {id} is {model.StatusAt(call.Now)}; it must be Active.");
        }

        var arn = Constraints.FoundationModelArn.Check(id) == Violations.None ? id : call.CreateFoundationModelArn(id);
        return id.Contains('.', StringComparison.Ordinal) && Constraints.FoundationModelArn.Check(arn) == Violations.None
            ? (arn, arn)
            : throw new ServiceException(ErrorCode.ResourceNotFound, $"The model {id} was not found.");
    }

    private static ThroughputResource Find(Call call)
    {
        var identifier = call.Input.Required("provisionedModelId");
        return call.Store.Throughputs.Find(identifier)
            ?? throw new ServiceException(ErrorCode.ResourceNotFound, $"The Provisioned Throughput {identifier} was not found.");
    }
}
