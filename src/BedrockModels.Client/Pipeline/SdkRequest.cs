using System.Globalization;
using System.Text.Json;

namespace BedrockModels.Client;

/// <summary>A call of any operation in the form that the SDK's pipeline sends: label, query and body.</summary>
internal sealed class SdkRequest(Operation operation) : AmazonWebServiceRequest
{
    public Operation Operation { get; } = operation;

    /// <summary>The value of the path's label.</summary>
    public string? Label { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Headers beside those of the SDK.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null for an operation without one.</summary>
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Reads the body of the response; null for an operation without output.</summary>
    public Func<ReadOnlyMemory<byte>, ResponseContext, object?>? Read { get; init; }

    /// <summary>The service, if it is not Amazon Bedrock.</summary>
    public NeighborService? Neighbor => (Operation as NeighborOperation)?.Service;

    /// <summary>Whether the request asks a model. Then no message quotes the response.</summary>
    public bool AsksModel => Operation is RuntimeOperation;

    /// <summary>The parts of the request that no message may have: the prompt.</summary>
    public IReadOnlyList<string> PrivateTexts { get; init; } = [];

    /// <summary>The address of this request, if it is not that of the pipeline: the host of a bucket.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The number of attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>The earliest time of the next attempt, if the service sent one.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Whether the service may have processed an attempt whose response was lost.</summary>
    public bool MayHaveReachedService { get; set; }

    /// <summary>Places the members of a request: the label in the path, those of a GET in the query, all others in a JSON body.</summary>
    public static SdkRequest From<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request)
        where TRequest : notnull
        where TResponse : class
    {
        var type = WireJson.TypeInfo<TRequest>();
        return new SdkRequest(operation)
        {
            Label = (request as ILabeledRequest)?.Label,
            Query = operation.Method != "GET" ? [] :
            [
                .. from property in type.Properties
                   let value = property.Get?.Invoke(request)
                   where value is not null
                   select KeyValuePair.Create(property.Name, FormatQueryValue(value)),
            ],
            Body = operation.Method is "POST" or "PATCH" ? JsonSerializer.SerializeToUtf8Bytes(request, type) : null,
            Read = typeof(TResponse) == typeof(EmptyResponse)
                ? null
                : (body, _) => JsonSerializer.Deserialize(body.Span, WireJson.TypeInfo<TResponse>()),
        };
    }

    private static string FormatQueryValue(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => Iso8601.Format(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A query member cannot be a {value.GetType().Name}."),
    };
}

/// <summary>The response to a call, read.</summary>
internal sealed class SdkResponse : AmazonWebServiceResponse
{
    public object? Value { get; init; }

    public string RequestId { get; init; } = "";
}
