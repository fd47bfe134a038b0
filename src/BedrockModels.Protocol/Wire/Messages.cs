namespace BedrockModels.Protocol;

/// <summary>A request whose path contains the identifier of a resource. The label is not a member of the body.</summary>
internal interface ILabeledRequest
{
    string Label { get; }
}

/// <summary>A request that has only the identifier of a resource: Get and Delete.</summary>
internal sealed record ResourceRequest([property: JsonIgnore] string Label) : ILabeledRequest;

/// <summary>
/// A request with an idempotency token. The client adds a token if it is missing, so that a retry does not create a second resource.
/// </summary>
internal abstract record IdempotentRequest
{
    public virtual string? ClientRequestToken { get; set; }
}

/// <summary>The query members that all list operations have.</summary>
internal abstract record ListRequest
{
    public string? NameContains { get; set; }

    /// <summary>The maximum number of items on a page, 1 to 1000.</summary>
    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }

    public string? SortBy { get; set; }

    public string? SortOrder { get; set; }
}

/// <summary>One page of a list.</summary>
internal interface IPage<out TItem>
{
    IReadOnlyList<TItem>? Items { get; }

    string? NextToken { get; }
}

/// <summary>A response, or an item of a response, that must have certain members.</summary>
internal interface IResponse
{
    /// <summary>The name of a required member that is missing; null if all are present.</summary>
    string? MissingMember { get; }

    /// <summary>Returns the name of a member if its value is missing or empty; otherwise null.</summary>
    protected static string? IfMissing(string? value, string member) => string.IsNullOrEmpty(value) ? member : null;
}

/// <summary>A resource of any kind, as the service returns it. All kinds have these members, with different names.</summary>
internal interface IResource : IResponse
{
    string? Name { get; }

    string? Arn { get; }

    string? Status { get; }

    DateTime? Created { get; }

    string? FailureMessage => null;

    /// <summary>The Region that the resource was read from.</summary>
    string? Region { get; set; }
}

/// <summary>The response of an operation that returns no body.</summary>
internal sealed class EmptyResponse;
