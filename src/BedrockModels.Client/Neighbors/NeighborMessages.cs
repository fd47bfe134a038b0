using System.Text.Json;
using System.Text.RegularExpressions;
using static BedrockModels.Client.NeighborJson;

namespace BedrockModels.Client;

/// <summary>A SageMaker training job: the members that lead to its model.</summary>
internal sealed record TrainingJob(string? Name, string? Arn, string? Status, string? FailureReason)
{
    /// <summary>The S3 URI of the output path.</summary>
    public string? OutputPath { get; init; }

    public string? OutputModelPackageArn { get; init; }

    public string? BaseModelArn { get; init; }

    public string? CustomizationTechnique { get; init; }

    public static TrainingJob Read(JsonElement json) => new(
        Text(json, "TrainingJobName"), Text(json, "TrainingJobArn"), Text(json, "TrainingJobStatus"), Text(json, "FailureReason"))
    {
        OutputPath = Text(json, "OutputDataConfig", "S3OutputPath"),
        OutputModelPackageArn = Text(json, "OutputModelPackageArn"),
        BaseModelArn = Text(json, "ServerlessJobConfig", "BaseModelArn"),
        CustomizationTechnique = Text(json, "ServerlessJobConfig", "CustomizationTechnique"),
    };

    /// <summary>Reads a job of another category than training. Its package is in a JSON document of its own.</summary>
    public static TrainingJob ReadAgentJob(JsonElement json)
    {
        using var config = JsonDocument.Parse(Text(json, "JobConfigDocument") ?? "{}");
        return new(Text(json, "JobName"), Text(json, "JobArn"), Text(json, "JobStatus"), Text(json, "FailureReason"))
        {
            OutputModelPackageArn = Text(config.RootElement, "ServiceOutput", "OutputModelPackageArn"),
        };
    }
}

/// <summary>A SageMaker model package.</summary>
/// <param name="Group">The name of its group; null if it has none.</param>
/// <param name="Status">The status, for example Completed.</param>
/// <param name="Approval">The approval status, for example Approved.</param>
/// <param name="StorageType">Restricted, or null for an ordinary package.</param>
/// <param name="BaseModel">The base model of the first container; null if the package does not name it.</param>
internal sealed record ModelPackage(string? Group, string? Status, string? Approval, string? StorageType, string? BaseModel)
{
    public const string Restricted = "Restricted";

    public bool IsRestricted => StorageType == Restricted;

    public static ModelPackage Read(JsonElement json)
    {
        var model = Find(Find(json, "InferenceSpecification", "Containers") is { ValueKind: JsonValueKind.Array } containers
            ? containers.EnumerateArray().FirstOrDefault()
            : default, "BaseModel");
        return new(
            Text(json, "ModelPackageGroupName"),
            Text(json, "ModelPackageStatus"),
            Text(json, "ModelApprovalStatus"),
            Text(json, "ManagedStorageType"),
            Text(model, "HubContentName") ?? Text(model, "RecipeName"));
    }
}

/// <summary>A KMS key. A member that the response does not have is null.</summary>
internal sealed record KeyMetadata(string? Arn, string? State, string? Usage, string? Spec, string? Manager)
{
    public static KeyMetadata Read(JsonElement json)
    {
        var key = Find(json, "KeyMetadata");
        var state = Text(key, "KeyState") ?? (Find(key, "Enabled").ValueKind == JsonValueKind.False ? "Disabled" : null);
        return new(Text(key, "Arn"), state, Text(key, "KeyUsage"), Text(key, "KeySpec"), Text(key, "KeyManager"));
    }
}

/// <summary>A resource with all its tags.</summary>
internal sealed record TaggedResource(string? Arn, IReadOnlyList<ResourceTag> Tags)
{
    public static TaggedResource Read(JsonElement json) => new(
        Text(json, "ResourceARN"),
        [.. Items(json, "Tags").Select(tag => new ResourceTag { Key = Text(tag, "Key") ?? "", Value = Text(tag, "Value") ?? "" })]);
}

/// <summary>The identity that signs the requests.</summary>
internal sealed record CallerIdentity(string Account, string Arn);

/// <summary>An IAM role. The document of its trust policy is JSON; null if the response has none.</summary>
internal sealed record IamRole(string Arn, string? TrustPolicy);

/// <summary>What a simulation decides for one action on one resource.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The ARN.</param>
/// <param name="Decision">allowed, explicitDeny or implicitDeny.</param>
/// <param name="MissingContext">Condition keys whose values the simulation did not know.</param>
internal sealed record SimulatedDecision(string Action, string Resource, string Decision, IReadOnlyList<string> MissingContext);

/// <summary>A bucket or a part of it.</summary>
/// <param name="Region">The Region of the bucket; null if the response does not name it.</param>
/// <param name="FirstKey">The first key below the prefix; null if there is none.</param>
internal sealed record BucketContent(string? Region, string? FirstKey);

/// <summary>Reads members of any JSON. A member that is missing or has another type is null.</summary>
internal static class NeighborJson
{
    /// <summary>The member at a path; undefined if it is missing.</summary>
    public static JsonElement Find(JsonElement json, params string[] path)
    {
        foreach (var name in path)
            json = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;
        return json;
    }

    /// <summary>The text at a path; null if it is missing or empty.</summary>
    public static string? Text(JsonElement json, params string[] path) =>
        Find(json, path) is { ValueKind: JsonValueKind.String } member && Decode(member) is { Length: > 0 } text ? text : null;

    /// <summary>The text of an element. (.NET refuses a text with half a character, with which the answer of a model can end.)</summary>
    public static string Decode(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // All escapes of JSON have the same meaning in a regular expression.
            return Regex.Unescape(text.GetRawText()[1..^1]);
        }
    }

    /// <summary>The items of a list; none if it is missing.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Find(json, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
