namespace BedrockModels.Emulator;

/// <summary>An operation of the runtime: it asks a model. IAM has one action for both forms of a request.</summary>
internal sealed record RuntimeOperation(string Name, string Path, string Action, bool IsStream = false)
    : Operation(Name, "POST", Path, 200, [new Member("modelId", ModelId, Required: true, MemberLocation.Label)])
{
    public const string Prefix = "/model/";

    private const string Streamed = "bedrock:InvokeModelWithResponseStream";

    /// <summary>Deployments, throughputs, base models and plain names. The ARN of an imported custom model does not match.</summary>
    private static readonly Constraint ModelId = Constraint.String(
        1, 2048,
        "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}/[a-z0-9]{12})"
        + "|(:foundation-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model/[a-z0-9]{12})"
        + "|([0-9]{12}:provisioned-model/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment/[a-z0-9]{12})"
        + "|([0-9]{12}:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+)))"
        + "|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|(([0-9a-zA-Z][_-]?)+)|([a-zA-Z0-9-:.]+)",
        "the ARN of a deployment or of a Provisioned Throughput");

    public static RuntimeOperation Converse { get; } = new("Converse", "/model/{modelId}/converse", "bedrock:InvokeModel");

    public static RuntimeOperation InvokeModel { get; } = new("InvokeModel", "/model/{modelId}/invoke", "bedrock:InvokeModel");

    public static IReadOnlyList<RuntimeOperation> All { get; } =
    [
        Converse, InvokeModel,
        new("ConverseStream", "/model/{modelId}/converse-stream", Streamed, IsStream: true),
        new("InvokeModelWithResponseStream", "/model/{modelId}/invoke-with-response-stream", Streamed, IsStream: true),
    ];
}
