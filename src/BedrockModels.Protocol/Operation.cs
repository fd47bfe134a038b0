namespace BedrockModels.Protocol;

/// <summary>One operation of the API: its HTTP method and path, and the members that its request can have.</summary>
/// <param name="name">The API name, for example <c>GetCustomModel</c>.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path. Its last segment can be a label in braces.</param>
/// <param name="successStatus">The HTTP status of a successful response.</param>
/// <param name="members">The members of the request, in the path, the query or the body.</param>
internal abstract class Operation(string name, string method, string path, int successStatus, Member[] members)
{
    public string Name { get; } = name;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public int SuccessStatus { get; } = successStatus;

    public Member[] Members { get; } = members;

    /// <summary>The path up to its label, or the whole path if it has no label.</summary>
    public string PathPrefix { get; } = path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at ? path[..at] : path;

    /// <summary>Whether the path ends in a label. The value of a label is one percent-encoded segment.</summary>
    public bool HasLabel => PathPrefix.Length < Path.Length;

    /// <summary>
    /// The path with a value for its label. All characters except <c>A-Za-z0-9-._~</c> are percent-encoded, so that an ARN is one
    /// segment.
    /// </summary>
    public string PathFor(string label) => PathPrefix + Uri.EscapeDataString(label);
}

/// <summary>An operation with the types of its request and response. <see cref="WireJson"/> serializes both.</summary>
internal class Operation<TRequest, TResponse>(string name, string method, string path, int successStatus, params Member[] members)
    : Operation(name, method, path, successStatus, members)
    where TRequest : notnull
    where TResponse : class;

/// <summary>An operation that returns a list in pages.</summary>
internal sealed class ListOperation<TRequest, TPage, TItem>(string name, string path, params Member[] members)
    : Operation<TRequest, TPage>(name, "GET", path, 200, members)
    where TRequest : ListRequest
    where TPage : class, IPage<TItem>;
