namespace BedrockModels.Protocol;

/// <summary>One operation of the API: its HTTP method and path, and the members that its request can have.</summary>
/// <remarks>The last segment of the path can be a label in braces, such as a name or an ARN.</remarks>
internal abstract class Operation(string name, string method, string path, int successStatus, Member[] members)
{
    public string Name => name;

    public string Method => method;

    public string Path => path;

    public int SuccessStatus => successStatus;

    public Member[] Members => members;

    /// <summary>The path up to its label, or the whole path if it has no label.</summary>
    public string PathPrefix { get; } = path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at ? path[..at] : path;

    /// <summary>Whether the path ends in a label. The value of a label is one percent-encoded segment.</summary>
    public bool HasLabel => PathPrefix.Length < path.Length;

    /// <summary>The path with a value for its label. All but <c>A-Za-z0-9-._~</c> is percent-encoded: an ARN is one segment.</summary>
    public string PathFor(string label) => PathPrefix + Uri.EscapeDataString(label);
}

/// <summary>An operation with the types of its request and response. <see cref="WireJson"/> serializes both.</summary>
internal class Operation<TRequest, TResponse>(string name, string method, string path, int successStatus, params Member[] members)
    : Operation(name, method, path, successStatus, members)
    where TRequest : notnull
    where TResponse : class;

/// <summary>An operation that returns a list in pages. All lists have the members that follow their filters.</summary>
internal sealed class ListOperation<TRequest, TPage, TItem>(string name, string path, Constraint nameConstraint, params Member[] filters)
    : Operation<TRequest, TPage>(name, "GET", path, 200,
    [
        .. filters,
        new("nameContains", nameConstraint, Location: MemberLocation.Query),
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
    Body,
    Query,
    Label,
}
