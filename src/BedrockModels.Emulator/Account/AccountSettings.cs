using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>A role: its trust policy (JSON, or its text), and the actions that its permissions allow and deny, as patterns.</summary>
internal sealed class AccountRole
{
    public const string DefaultTrust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    public JsonNode? TrustPolicy { get; set; }

    public string[] Allow { get; set; } = ["*"];

    public string[]? Deny { get; set; }

    /// <summary>The trust policy as IAM has it; by default Bedrock is trusted.</summary>
    public string GetTrust() => AccountPolicy.TextOf(TrustPolicy) ?? DefaultTrust;

    /// <summary>The decision of IAM about an action.</summary>
    public string Decide(string action) => EmulatorAccount.MatchesAny(Deny, action) ? "explicitDeny"
        : EmulatorAccount.MatchesAny(Allow, action) ? "allowed" : "implicitDeny";
}

/// <summary>A bucket: its Region and its objects by key.</summary>
/// <remarks>An object is text, <c>{"base64": ...}</c>, or a number, the size of an object of zeros.</remarks>
internal sealed class AccountBucket
{
    /// <summary>The Region; null for that of the request.</summary>
    public string? Region { get; set; }

    /// <summary>The objects; null for any object that is asked for.</summary>
    public Dictionary<string, JsonNode?>? Objects { get; set; }

    /// <summary>The size of an object, and its content if it is not longer than a limit; null if the value is not an object.</summary>
    public static (long Size, byte[]? Content)? Read(JsonNode? value, long limit)
    {
        switch (value)
        {
            case JsonObject { Count: 1 } bytes when bytes["base64"]?.ToString() is { } base64:
                var buffer = new byte[base64.Length];
                return Convert.TryFromBase64String(base64, buffer, out var length) ? (length, buffer[..length]) : null;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                var content = Encoding.UTF8.GetBytes(text.GetValue<string>());
                return (content.Length, content);
            case JsonValue number when long.TryParse(number.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var size):
                return (size, size <= limit ? new byte[size] : null);
            default:
                return null;
        }
    }
}

/// <summary>A KMS key, with the words of KMS. By default its policy lets IAM of the account decide.</summary>
internal sealed class AccountKey
{
    public string State { get; set; } = "Enabled";

    public string Manager { get; set; } = "CUSTOMER";

    public string Spec { get; set; } = "SYMMETRIC_DEFAULT";

    public string Usage { get; set; } = "ENCRYPT_DECRYPT";

    public JsonNode? Policy { get; set; }
}

/// <summary>A model package, with the words of SageMaker.</summary>
internal sealed class AccountModelPackage
{
    public string Status { get; set; } = "Completed";

    public string ApprovalStatus { get; set; } = "Approved";

    /// <summary>Whether its group has the managed storage type Restricted, which CreateCustomModel needs.</summary>
    public bool Restricted { get; set; } = true;

    /// <summary>The artifacts of a package that is not restricted.</summary>
    public string? S3Uri { get; set; }

    /// <summary>The name of its base model in the hub.</summary>
    public string BaseModel { get; set; } = "nova-textgeneration-lite";
}

/// <summary>A training job, with the words of SageMaker.</summary>
internal sealed class AccountTrainingJob
{
    public string Status { get; set; } = "Completed";

    public string? FailureReason { get; set; }

    /// <summary>OutputDataConfig.S3OutputPath; null for a bucket of the account.</summary>
    public string? OutputPath { get; set; }

    /// <summary>ModelArtifacts.S3ModelArtifacts, which serverless jobs do not have.</summary>
    public string? S3ModelArtifacts { get; set; }

    /// <summary>OutputModelPackageArn, which serverless jobs can have.</summary>
    public string? ModelPackageArn { get; set; }

    /// <summary>CheckpointConfig.S3Uri.</summary>
    public string? CheckpointUri { get; set; }

    /// <summary>The technique of a serverless job: SFT, DPO, RLVR or RLAIF; null for a job that is not serverless.</summary>
    public string? Technique { get; set; }

    /// <summary>The base model of a serverless job in the hub.</summary>
    public string BaseModel { get; set; } = "nova-textgeneration-lite";

    /// <summary>Whether a serverless job trains an adapter (LORA), not all weights.</summary>
    public bool Lora { get; set; } = true;
}
