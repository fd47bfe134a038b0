using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>One call on its way through the SDK's pipeline: any operation of the table, with its label, query and body.</summary>
internal sealed class WireRequest(Operation operation) : AmazonWebServiceRequest
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
    public bool MayHaveBeenServed { get; set; }
}
