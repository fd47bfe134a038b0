namespace BedrockModels.Protocol;

/// <summary>A quota of Amazon Bedrock in Service Quotas.</summary>
/// <param name="Code">The code, for example <c>L-CB5B847D</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Default">The value of an account without an applied value.</param>
internal sealed record Quota(string Code, string Name, int Default)
{
    public static Quota Models { get; } = new("L-CB5B847D", "Custom models per account", 100);

    public static Quota ModelUnits { get; } = new(
        "L-BE77399C", "Model units no-commitment Provisioned Throughputs across custom models", 2);
}
