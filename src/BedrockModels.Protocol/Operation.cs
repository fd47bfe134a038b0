namespace BedrockModels.Protocol;

/// <summary>One operation of the API: its HTTP method and path, and the members that its request can have.</summary>
/// <remarks>One segment of the path can be a label in braces, such as a name or an ARN.</remarks>
internal abstract record Operation(string Name, string Method, string Path, int SuccessStatus, Member[] Members)
{
    /// <summary>The path up to its label, or the whole path if it has no label.</summary>
    public string PathPrefix { get; } = Path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at ? Path[..at] : Path;

    /// <summary>The path after its label; empty if it has no label.</summary>
    public string PathSuffix { get; } = Path[(Path.IndexOf('}', StringComparison.Ordinal) is >= 0 and var end ? end + 1 : Path.Length)..];

    /// <summary>The label of the path with its braces; empty if it has no label.</summary>
    public string LabelName => Path[PathPrefix.Length..^PathSuffix.Length];

    /// <summary>Whether the path has a label. The value of a label is one percent-encoded segment.</summary>
    public bool HasLabel => PathPrefix.Length < Path.Length;
}

/// <summary>An operation with the types of its request and response. <see cref="WireJson"/> serializes both.</summary>
internal record Operation<TRequest, TResponse>(string Name, string Method, string Path, int SuccessStatus, params Member[] Members)
    : Operation(Name, Method, Path, SuccessStatus, Members)
    where TRequest : notnull
    where TResponse : class
{
    /// <summary>The same operation with another type for its response.</summary>
    public Operation<TRequest, T> Returning<T>()
        where T : class => new(Name, Method, Path, SuccessStatus, Members);
}

/// <summary>An operation that returns a list in pages. All lists have the members that follow their filters.</summary>
internal sealed record ListOperation<TRequest, TPage, TItem>(string Name, string Path, Constraint NameConstraint, params Member[] Filters)
    : Operation<TRequest, TPage>(Name, "GET", Path, 200,
    [
        .. Filters,
        new("nameContains", NameConstraint, Location: MemberLocation.Query),
        new("maxResults", Constraints.MaxResults, Location: MemberLocation.Query),
        new("nextToken", Constraints.NextToken, Location: MemberLocation.Query),
        new("sortBy", Constraints.SortBy, Location: MemberLocation.Query),
        new("sortOrder", Constraints.SortOrder, Location: MemberLocation.Query),
    ])
    where TRequest : ListRequest
    where TPage : class, IPage<TItem>;

/// <summary>One member of a request or a structure, under its wire name.</summary>
internal sealed record Member(string Name, Constraint Constraint, bool Required = false, MemberLocation Location = MemberLocation.Body);

/// <summary>The place of a member in a request.</summary>
internal enum MemberLocation
{
    Body, Query, Label,
}
