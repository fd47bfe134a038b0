using System.Text.Json.Serialization;

namespace BedrockModels.Protocol;

/// <summary>A request whose path names a resource. The label is no member of the body.</summary>
internal interface ILabeledRequest
{
    string Label { get; }
}

/// <summary>A request that names a resource and has nothing else: Get and Delete.</summary>
internal sealed record ResourceRequest([property: JsonIgnore] string Label) : ILabeledRequest;

/// <summary>A request with an idempotency token. The client adds one if it is missing, so that a retry creates nothing twice.</summary>
internal interface IIdempotentRequest
{
    string? ClientRequestToken { get; set; }
}

/// <summary>The query members that all list operations have.</summary>
internal abstract class ListRequest
{
    public string? NameContains { get; set; }

    /// <summary>Items for each page: 1 to 1000.</summary>
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

/// <summary>A response, or an item of one, that must have certain members.</summary>
internal interface IResponse
{
    /// <summary>The name of a member that it lacks; null if it is complete.</summary>
    string? MissingMember { get; }

    /// <summary>The name of a member if its value is missing or empty.</summary>
    protected static string? IfMissing(string? value, string member) => string.IsNullOrEmpty(value) ? member : null;
}

/// <summary>A resource as the service returns it, whatever its kind: the members that all kinds have under other names.</summary>
internal interface IResource : IResponse
{
    string? Name { get; }

    string? Arn { get; }

    string? Status { get; }

    string? FailureMessage { get; }

    /// <summary>The Region that it was read from.</summary>
    string? Region { get; set; }
}

/// <summary>The response of an operation that returns no body.</summary>
internal sealed class EmptyResponse;

/// <summary>The body of an error.</summary>
internal sealed class ErrorBody
{
    public string? Message { get; set; }

    public string? ResourceName { get; set; }
}
