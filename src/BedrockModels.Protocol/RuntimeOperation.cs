namespace BedrockModels.Protocol;

/// <summary>An operation of the runtime: it asks a model. IAM has one action for both forms of a request.</summary>
internal sealed record RuntimeOperation(string Name, string Path, string Action, bool IsStream = false)
    : Operation(Name, "POST", Path, 200, [new Member("modelId", RuntimeConstraints.ModelId, Required: true, MemberLocation.Label)])
{
    public const string Prefix = "/model/";

    private const string Streamed = "bedrock:InvokeModelWithResponseStream";

    public static RuntimeOperation Converse { get; } = new("Converse", "/model/{modelId}/converse", "bedrock:InvokeModel");

    public static RuntimeOperation InvokeModel { get; } = new("InvokeModel", "/model/{modelId}/invoke", "bedrock:InvokeModel");

    public static IReadOnlyList<RuntimeOperation> All { get; } =
    [
        Converse, InvokeModel,
        new("ConverseStream", "/model/{modelId}/converse-stream", Streamed, IsStream: true),
        new("InvokeModelWithResponseStream", "/model/{modelId}/invoke-with-response-stream", Streamed, IsStream: true),
    ];
}
