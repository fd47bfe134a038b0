namespace BedrockModels.Protocol;

/// <summary>The constraints of the runtime, which asks models.</summary>
internal static class RuntimeConstraints
{
    /// <summary>Deployments, throughputs, base models and plain names. The ARN of an imported custom model does not match.</summary>
    public static Constraint ModelId { get; } = Constraint.String(
        1, 2048,
        "(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(([0-9]{12}:custom-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}/[a-z0-9]{12})"
            + "|(:foundation-model/[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|([0-9]{12}:imported-model/[a-z0-9]{12})"
            + "|([0-9]{12}:provisioned-model/[a-z0-9]{12})|([0-9]{12}:custom-model-deployment/[a-z0-9]{12})"
            + "|([0-9]{12}:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+)))"
            + "|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([.:]?[a-z0-9-]{1,63}))|(([0-9a-zA-Z][_-]?)+)|([a-zA-Z0-9-:.]+)",
        "the ARN of a deployment or of a Provisioned Throughput",
        "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdef123456");
}
