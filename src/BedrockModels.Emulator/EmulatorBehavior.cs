namespace BedrockModels.Emulator;

/// <summary>The behavior of the service that its documentation leaves open and that changes the course of a script.</summary>
/// <remarks>The defaults follow the words of the documentation literally, and refuse only what it forbids.</remarks>
internal sealed class EmulatorBehavior
{
    /// <summary>Whether a request token with other parameters than before is a ConflictException.</summary>
    /// <remarks>The API page says that a matching token is ignored without an error, and does not mention parameters.</remarks>
    public bool RefuseReplayWithOtherParameters { get; set; }

    /// <summary>How long a request token is remembered. The API gives it no lifetime, so the default is no end (null).</summary>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>Whether a model that is still Creating cannot be deleted. DeleteCustomModel states no condition, so it can.</summary>
    public bool RefuseDeleteWhileCreating { get; set; }

    /// <summary>The base model of an imported model: the id of a foundation model. Nova Lite is one that can be imported.</summary>
    public string BaseModelId { get; set; } = "amazon.nova-lite-v1:0";

    /// <summary>How many items a page has when the caller does not say.</summary>
    public int DefaultPageSize { get; set; } = 100;

    /// <summary>How many model units all throughputs without a commitment can have together; null for no limit.</summary>
    /// <remarks>A new account has none, which would make every emulated purchase fail.</remarks>
    public int? ModelUnitQuota { get; set; }

    /// <summary>The same for throughputs with a commitment; null for none if <see cref="ModelUnitQuota"/> is set.</summary>
    public int? CommittedModelUnitQuota { get; set; }

    /// <summary>How long a deployment that is being deleted shows Deleting, a status outside the enumeration of the API.</summary>
    public TimeSpan? DeletingTime { get; set; }

    /// <summary>The Region of every request, for clients that sign for another one; null for that of the signature.</summary>
    public string? FixedRegion { get; set; }

    /// <summary>Whether x-amzn-ErrorType has only the name of the error, without the address that recorded responses have.</summary>
    public bool BareErrorType { get; set; }

    /// <exception cref="EmulatorException">An option has an invalid value.</exception>
    public void Check()
    {
        if (DefaultPageSize is < 1 or > Constraints.LargestPage)
        {
            throw new EmulatorException(
                $"The behavior {nameof(DefaultPageSize)} is {DefaultPageSize}; it must be 1 to {Constraints.LargestPage}.");
        }

        foreach (var (name, quota) in
            new[] { (nameof(ModelUnitQuota), ModelUnitQuota), (nameof(CommittedModelUnitQuota), CommittedModelUnitQuota) })
        {
            if (quota < 0)
                throw new EmulatorException($"The behavior {name} is {quota}; it must be 0 or more.");
        }

        if (FixedRegion is not null && !Regions.HasUsualForm(FixedRegion))
            throw new EmulatorException($"The behavior {nameof(FixedRegion)} is '{FixedRegion}', not a Region such as us-east-1.");
        if (Constraints.FoundationModelArn.Check("arn:aws:bedrock:us-east-1::foundation-model/" + BaseModelId) != Violations.None)
        {
            throw new EmulatorException($"The behavior {nameof(BaseModelId)} is '{BaseModelId}', "
                + "which is not the id of a foundation model, such as amazon.nova-lite-v1:0.");
        }
    }
}
