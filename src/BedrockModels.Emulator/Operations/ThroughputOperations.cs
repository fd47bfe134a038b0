namespace BedrockModels.Emulator;

/// <summary>Create-, Get-, List-, Update- and DeleteProvisionedModelThroughput.</summary>
internal sealed class ThroughputOperations(EmulatorOptions options, EmulatorAccount account, FaultRules faults)
    : ResourceOperations(options, faults)
{
    private readonly double? _unitQuota = QuotaService.UnitQuota(account, options);

    public object Create(Call call) =>
        new CreateProvisionedModelThroughputResponse(Idempotency.Run(call, Behavior, () => Add(call)));

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
            CreationTime = throughput.CreationTime.LocalDateTime,
            LastModifiedTime = throughput.ChangeTimeAt(call.Now).LocalDateTime,
            FailureMessage = throughput.FailureAt(call.Now),
            CommitmentDuration = throughput.CommitmentDuration,
            CommitmentExpirationTime = throughput.CommitmentExpirationTime?.LocalDateTime,
        };
    }

    public object List(Call call)
    {
        var query = new ListQuery(call, Behavior, "creationTimeBefore", "creationTimeAfter", "statusEquals");
        var (page, nextToken) = query.Page(call.Store.Throughputs.All, throughput =>
            query.Matches("modelArnEquals", throughput.ModelArnAt(call.Now)));
        var summaries = page.Select(throughput => new ProvisionedModelThroughputSummary
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
            CommitmentExpirationTime = throughput.CommitmentExpirationTime?.LocalDateTime,
            CreationTime = throughput.CreationTime.LocalDateTime,
            LastModifiedTime = throughput.ChangeTimeAt(call.Now).LocalDateTime,
        });
        return new ListProvisionedModelThroughputsResponse([.. summaries], nextToken);
    }

    public object? Update(Call call)
    {
        var throughput = Find(call);
        var status = throughput.StatusAt(call.Now);
        if (status != ResourceStatus.InService)
        {
            throw new ServiceException(ErrorCode.Validation,
                $"The Provisioned Throughput {throughput.Name} is {status}; it must be InService to be updated.");
        }

        var name = call.Input.Text("desiredProvisionedModelName");
        if (name is not null && name != throughput.Name)
            RefuseTakenName(call, name);
        var update = call.Input.Text("desiredModelId") is { } model ? CreateUpdate(call, throughput, model) : null;

        // All checks are done: from here on both changes are made.
        if (name is not null)
        {
            call.Store.Throughputs.Rename(throughput, name);
            throughput.RenameTime = call.Now;
        }

        throughput.Update = update ?? throughput.Update;
        return null;
    }

    public static object? Delete(Call call)
    {
        var throughput = Find(call);
        var status = throughput.StatusAt(call.Now);
        var reason = status is ResourceStatus.Creating or ResourceStatus.Updating ? $"is {status} and cannot be deleted"
            : throughput.CommitmentExpirationTime is { } end && end > call.Now
                ? $"cannot be deleted before its commitment ends at {Iso8601.Format(end)}"
            : null;
        if (reason is not null)
            throw new ServiceException(ErrorCode.Conflict, $"The Provisioned Throughput {throughput.Name} {reason}.");
        call.Store.Throughputs.Remove(throughput);
        return null;
    }

    private string Add(Call call)
    {
        var name = call.Input.Required("provisionedModelName");
        var units = call.Input.Number("modelUnits")!.Value;
        var commitment = call.Input.Text("commitmentDuration");
        RefuseTakenName(call, name);
        var (modelArn, foundationModelArn) = FindServableModel(call, call.Input.Required("modelId"));
        CheckUnitQuota(call, units, commitment is not null, modelArn);
        return Add(call, call.Store.Throughputs, new ThroughputResource
        {
            Name = name,
            ModelArn = modelArn,
            FoundationModelArn = foundationModelArn,
            ModelUnits = units,
            CommitmentDuration = commitment,
            CommitmentExpirationTime = ThroughputResource.EndOfCommitment(commitment, call.Now),
        });
    }

    /// <summary>Units with and without a commitment are two quotas.</summary>
    private void CheckUnitQuota(Call call, int units, bool committed, string modelArn)
    {
        var quota = committed ? Behavior.CommittedModelUnitQuota ?? (_unitQuota is null ? null : 0) : _unitQuota;
        var used = call.Store.Throughputs.All.Where(other => other.CommitmentDuration is not null == committed)
            .Sum(other => (long)other.ModelUnits);
        if (used + units > quota)
        {
            throw new ServiceException(ErrorCode.ServiceQuotaExceeded,
                $"Your account does not currently have any {(committed ? "" : "no commitment ")}model units reserved for {modelArn}.");
        }
    }

    private ModelUpdate CreateUpdate(Call call, ThroughputResource throughput, string model)
    {
        if (throughput.ModelArnAt(call.Now) == throughput.FoundationModelArn)
            throw ServiceException.Validation("The model of a Provisioned Throughput for a base model cannot be changed.");
        var (to, foundation) = FindServableModel(call, model);
        if (foundation != throughput.FoundationModelArn)
            throw ServiceException.Validation($"The model {to} is not of the same base model, {throughput.FoundationModelArn}.");
        return base.CreateUpdate(call, throughput, to);
    }

    private static void RefuseTakenName(Call call, string name) =>
        RefuseTakenName(call.Store.Throughputs, name, "provisioned model");

    /// <summary>The ARN and the foundation of an Active custom model or of a foundation model.</summary>
    /// <remarks>The emulator assumes that every foundation model exists.</remarks>
    private static (string ModelArn, string? FoundationModelArn) FindServableModel(Call call, string id)
    {
        if (call.Store.Models.Find(id) is { } model)
            return (RequireActive(call, model, id).Arn, model.BaseModelArn);
        var arn = Constraints.FoundationModelArn.Check(id) == Violations.None ? id : call.Store.CreateFoundationModelArn(id);
        var isHere = arn.StartsWith(call.Store.CreateFoundationModelArn(""), StringComparison.Ordinal);
        return isHere && Constraints.FoundationModelArn.Check(arn) == Violations.None
            ? (arn, arn)
            : throw ServiceException.NotFound($"The model {id} was not found.");
    }

    private static ThroughputResource Find(Call call) => Find(call, call.Store.Throughputs);
}
