using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>One call on its way through the SDK's pipeline: any operation of the table, with its label, query and body.</summary>
internal sealed class SdkRequest(Operation operation) : AmazonWebServiceRequest
{
    public Operation Operation { get; } = operation;

    /// <summary>What fills the path's label.</summary>
    public string? Label { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The JSON body; null for an operation that has none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Reads the answer's body; null where there is nothing to read.</summary>
    public Func<Stream, object?>? Read { get; init; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>When the next attempt may be made, where the service said so.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Whether an attempt may have reached the service although no answer came back.</summary>
    public bool MayHaveReachedService { get; set; }

    /// <summary>Puts a request's members where its operation has them: the label in the path, those of a GET in the query, the others in a JSON body.</summary>
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
                   select KeyValuePair.Create(property.Name, QueryText(value)),
            ],
            Body = operation.Method is "POST" or "PATCH" ? JsonSerializer.SerializeToUtf8Bytes(request, type) : null,
            Read = typeof(TResponse) == typeof(EmptyResponse) ? null : body => JsonSerializer.Deserialize(body, WireJson.TypeInfo<TResponse>()),
        };
    }

    private static string QueryText(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => Iso8601.Format(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A query member cannot be a {value.GetType().Name}."),
    };
}

/// <summary>An answer, read.</summary>
internal sealed class SdkResponse : AmazonWebServiceResponse
{
    public object? Value { get; init; }

    public string RequestId { get; init; } = "";
}
