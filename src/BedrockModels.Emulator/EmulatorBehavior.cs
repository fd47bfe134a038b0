namespace BedrockModels.Emulator;

/// <summary>
/// The behavior of the service that its documentation leaves open, one named option each. The defaults follow the words of the
/// documentation literally, and refuse only what it forbids.
/// </summary>
internal sealed class EmulatorBehavior
{
    /// <summary>Whether a known token with other parameters is a ConflictException. The API page mentions no parameters.</summary>
    public bool RefuseReplayWithOtherParameters { get; set; }

    /// <summary>The message where neither source is given. The page marks neither as required and gives no error text.</summary>
    public string NoSourceMessage { get; set; } = "You must specify either customModelDataSource or modelSourceConfig.";

    /// <summary>How long a request token is remembered. The API gives it no lifetime, so the default is no end (null).</summary>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>The error for a model name that is in use. The operation models this one; a sibling returned ValidationException.</summary>
    public string TakenModelName { get; set; } = ErrorCode.Conflict;

    /// <summary>The error for a deployment name that is in use. CreateCustomModelDeployment models no ConflictException.</summary>
    public string TakenDeploymentName { get; set; } = ErrorCode.Validation;

    /// <summary>The error for a throughput name that is in use. CreateProvisionedModelThroughput models no ConflictException.</summary>
    public string TakenThroughputName { get; set; } = ErrorCode.Validation;

    /// <summary>Whether a model that is still Creating cannot be deleted. DeleteCustomModel states no condition, so it can.</summary>
    public bool RefuseDeleteWhileCreating { get; set; }

    /// <summary>The error for deleting a model in use. The guide says to delete its users first; the operation models this one.</summary>
    public string ModelInUse { get; set; } = ErrorCode.Conflict;

    /// <summary>Whether GetCustomModel sends <c>"jobArn": null</c>, as its page says. The service omits other empty members.</summary>
    public bool NullJobArn { get; set; }

    /// <summary>The model packages that exist, as a wildcard pattern of ARNs. The emulator cannot ask SageMaker, so all exist.</summary>
    public string ExistingPackages { get; set; } = "*";

    /// <summary>The error for a package that does not exist. Both this one and ValidationException are modeled.</summary>
    public string MissingPackage { get; set; } = ErrorCode.ResourceNotFound;

    /// <summary>The Regions that accept a package, as a pattern. The guide names us-east-1, but is older than packages.</summary>
    public string PackageRegions { get; set; } = "*";

    /// <summary>The base model of an imported model: the id of a foundation model. Nova Lite is one that can be imported.</summary>
    public string BaseModelId { get; set; } = "amazon.nova-lite-v1:0";

    /// <summary>The base model's name in lists. Recorded responses of the service have an empty name.</summary>
    public string BaseModelName { get; set; } = "";

    /// <summary>How many items a page has when the caller does not say.</summary>
    public int DefaultPageSize { get; set; } = 100;

    /// <summary>Whether lists are newest first by default. The deployments page says so, and a recorded list of models was.</summary>
    public bool NewestFirst { get; set; } = true;

    /// <summary>Whether members and query parameters that the API does not have are refused. AWS services ignore them.</summary>
    public bool RefuseUnknownMembers { get; set; }

    /// <summary>Whether a list of tags with the same key twice is refused. The API does not say; by default the last one counts.</summary>
    public bool RefuseDuplicateTagKeys { get; set; }

    /// <summary>Whether tag keys that begin with <c>aws:</c> are refused. The tagging guide that the API links to reserves them.</summary>
    public bool RefuseReservedTagKeys { get; set; } = true;

    /// <summary>Whether imported models can be deployed on demand: AWS's guides and libraries do it; CreateCustomModel denies it.</summary>
    public bool AllowDeployments { get; set; } = true;

    /// <summary>How many model units all throughputs without a commitment can have together; null for no limit.</summary>
    /// <remarks>A new account has none, which would make every emulated purchase fail.</remarks>
    public int? ModelUnitQuota { get; set; }

    /// <summary>The same for throughputs with a commitment; null for none if <see cref="ModelUnitQuota"/> is set.</summary>
    public int? CommittedModelUnitQuota { get; set; }

    /// <summary>The error for changing a deployment that is Creating or Updating. The service was seen to return it for a delete.</summary>
    public string DeploymentChanging { get; set; } = ErrorCode.Validation;

    /// <summary>The error for updating a throughput that is not InService; the operation models no ConflictException.</summary>
    public string ThroughputNotUpdatable { get; set; } = ErrorCode.Validation;

    /// <summary>The error for deleting a throughput that cannot be deleted yet; the operation models ConflictException.</summary>
    public string ThroughputNotDeletable { get; set; } = ErrorCode.Conflict;

    /// <summary>How long a deployment that is being deleted shows Deleting, a status outside the enumeration of the API.</summary>
    public TimeSpan? DeletingTime { get; set; }

    /// <summary>The Region of every request, for clients that sign for another one; null for that of the signature.</summary>
    public string? FixedRegion { get; set; }

    /// <summary>Whether x-amzn-ErrorType has only the name of the error, without the address that recorded responses have.</summary>
    public bool BareErrorType { get; set; }

    /// <exception cref="EmulatorException">An option has an invalid value.</exception>
    public void Check()
    {
        foreach (var (name, code) in ((string, string)[])
            [
                (nameof(TakenModelName), TakenModelName), (nameof(TakenDeploymentName), TakenDeploymentName),
                (nameof(TakenThroughputName), TakenThroughputName), (nameof(ModelInUse), ModelInUse),
                (nameof(MissingPackage), MissingPackage), (nameof(DeploymentChanging), DeploymentChanging),
                (nameof(ThroughputNotUpdatable), ThroughputNotUpdatable), (nameof(ThroughputNotDeletable), ThroughputNotDeletable),
            ])
        {
            if (!ErrorCode.IsOfService(code))
                throw Invalid(name, code, $"an error code of the service, such as {ErrorCode.Conflict}");
        }

        if (DefaultPageSize < 1)
            throw new EmulatorException($"The behavior {nameof(DefaultPageSize)} is {DefaultPageSize}; it must be 1 or more.");
        if (FixedRegion is not null && !Regions.HasUsualForm(FixedRegion))
            throw Invalid(nameof(FixedRegion), FixedRegion, "a Region such as us-east-1");
        if (Constraints.FoundationModelArn.Check("arn:aws:bedrock:us-east-1::foundation-model/" + BaseModelId) != Violations.None)
            throw Invalid(nameof(BaseModelId), BaseModelId, "the id of a foundation model, such as amazon.nova-lite-v1:0");
    }

    private static EmulatorException Invalid(string name, string value, string expected) =>
        new($"The behavior {name} is '{value}', which is not {expected}.");
}
