using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BedrockModels.Client;

/// <summary>
/// Calls the services around CreateCustomModel, without changing anything: SageMaker, S3, IAM, STS, KMS, Service Quotas and the tagging
/// API. Every failure is a <see cref="BedrockException"/>.
/// </summary>
internal sealed class NeighborClient(NeighborTransport transport)
{
    private static readonly string[] Missing = ["not found", "does not exist", "could not find"];

    /// <exception cref="BedrockException">ResourceNotFoundException if there is no such job.</exception>
    public Task<TrainingJob> DescribeTrainingJobAsync(string name, CancellationToken ct) =>
        DescribeAsync("DescribeTrainingJob", TrainingJob.Read, ct, ("TrainingJobName", name));

    /// <summary>Describes a job for multi-turn reinforcement learning, which is not a training job.</summary>
    public Task<TrainingJob> DescribeAgentJobAsync(string name, CancellationToken ct) =>
        DescribeAsync("DescribeJob", TrainingJob.ReadAgentJob, ct, ("JobName", name), ("JobCategory", "AgentRFT"));

    /// <summary>Describes a model package without its model card, which can be encrypted.</summary>
    public Task<ModelPackage> DescribeModelPackageAsync(string arn, CancellationToken ct) =>
        DescribeAsync("DescribeModelPackage", ModelPackage.Read, ct, ("ModelPackageName", arn), ("IncludedData", "MetadataOnly"));

    /// <summary>The storage type of a group of model packages: Restricted, or null for an ordinary group.</summary>
    public Task<string?> GetPackageGroupStorageAsync(string name, CancellationToken ct) => DescribeAsync(
        "DescribeModelPackageGroup",
        json => NeighborJson.Text(json, "ManagedConfiguration", "ManagedStorageType"),
        ct,
        ("ModelPackageGroupName", name));

    public Task<KeyMetadata> DescribeKeyAsync(string key, CancellationToken ct) =>
        transport.SendAsync(Kms("DescribeKey"), KeyMetadata.Read, ct, ("KeyId", key));

    /// <summary>The policy of a key as JSON; null if the response has none.</summary>
    public Task<string?> GetKeyPolicyAsync(string key, CancellationToken ct) => transport.SendAsync(
        Kms("GetKeyPolicy"), json => NeighborJson.Text(json, "Policy"), ct, ("KeyId", key), ("PolicyName", "default"));

    /// <summary>The applied value of a quota of Amazon Bedrock; null if the account has none of its own.</summary>
    public async Task<double?> GetQuotaAsync(string code, CancellationToken ct)
    {
        try
        {
            return await transport.SendAsync<double?>(
                new NeighborOperation(NeighborService.Quotas, "GetServiceQuota"),
                json => NeighborJson.Find(json, "Quota", "Value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null,
                ct,
                ("ServiceCode", "bedrock"),
                ("QuotaCode", code)).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == "NoSuchResourceException")
        {
            return null;
        }
    }

    /// <summary>All custom models that have tags, with their tags. One call for 100 models.</summary>
    public async Task<IReadOnlyList<TaggedResource>> ListTaggedModelsAsync(CancellationToken ct)
    {
        var operation = new NeighborOperation(NeighborService.Tagging, "GetResources");
        var found = new List<TaggedResource>();
        for (string? token = null; ;)
        {
            var request = new JsonObject { ["ResourceTypeFilters"] = new JsonArray("bedrock:custom-model"), ["ResourcesPerPage"] = 100 };
            if (token is not null)
                request["PaginationToken"] = token;
            var (page, next) = await transport.SendJsonAsync(operation, request, json => (
                NeighborJson.Items(json, "ResourceTagMappingList").Select(TaggedResource.Read).ToList(),
                NeighborJson.Text(json, "PaginationToken")), ct).ConfigureAwait(false);
            found.AddRange(page);
            if (next is null || next == token)
                return found;
            token = next;
        }
    }

    public async Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken ct)
    {
        var result = await transport.QueryAsync(NeighborService.Sts, "GetCallerIdentity", [], ct).ConfigureAwait(false);
        return new CallerIdentity(NeighborXml.Text(result, "Account") ?? "", NeighborXml.Text(result, "Arn") ?? "");
    }

    /// <param name="name">The name without its path. IAM finds it in the account of the caller only.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IamRole> GetRoleAsync(string name, CancellationToken ct)
    {
        var result = await transport.QueryAsync(NeighborService.Iam, "GetRole", [("RoleName", name)], ct).ConfigureAwait(false);
        var role = NeighborXml.Child(result, "Role");
        var policy = NeighborXml.Text(role, "AssumeRolePolicyDocument");
        return new IamRole(NeighborXml.Text(role, "Arn") ?? "", policy is null ? null : Uri.UnescapeDataString(policy));
    }

    /// <summary>What the policies of a user or role decide for each action on each resource.</summary>
    /// <param name="principal">The ARN of the user or role.</param>
    /// <param name="actions">The actions.</param>
    /// <param name="resources">The ARNs.</param>
    /// <param name="context">Values of condition keys.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<SimulatedDecision>> SimulatePrincipalPolicyAsync(
        string principal,
        IEnumerable<string> actions,
        IEnumerable<string> resources,
        IEnumerable<(string Key, string Value)> context,
        CancellationToken ct)
    {
        var form = new List<(string, string)> { ("PolicySourceArn", principal), ("MaxItems", "1000") };
        form.AddRange(actions.Select((action, n) => ($"ActionNames.member.{n + 1}", action)));
        form.AddRange(resources.Select((resource, n) => ($"ResourceArns.member.{n + 1}", resource)));
        form.AddRange(context.SelectMany((entry, n) => ((string, string)[])
        [
            ($"ContextEntries.member.{n + 1}.ContextKeyName", entry.Key),
            ($"ContextEntries.member.{n + 1}.ContextKeyType", "string"),
            ($"ContextEntries.member.{n + 1}.ContextKeyValues.member.1", entry.Value),
        ]));
        var decisions = new List<SimulatedDecision>();
        for (string? marker = null; ;)
        {
            var page = await transport.QueryAsync(
                NeighborService.Iam, "SimulatePrincipalPolicy", marker is null ? form : [.. form, ("Marker", marker)], ct)
                .ConfigureAwait(false);
            decisions.AddRange(NeighborXml.Members(page, "EvaluationResults").SelectMany(ReadDecisions));
            var next = NeighborXml.Text(page, "IsTruncated") == "true" ? NeighborXml.Text(page, "Marker") : null;
            if (next is null || next == marker)
                return decisions;
            marker = next;
        }
    }

    /// <summary>The Region of a bucket, and the first key that begins with a prefix.</summary>
    public Task<BucketContent> ListObjectsAsync(string bucket, string prefix, CancellationToken ct) => transport.SendToBucketAsync(
        new NeighborOperation(NeighborService.S3, "ListObjectsV2", "GET"),
        bucket,
        "",
        [new("list-type", "2"), new("max-keys", "1"), .. prefix.Length == 0 ? [] : (KeyValuePair<string, string>[])[new("prefix", prefix)]],
        [],
        ReadBucket,
        ct);

    /// <summary>Opens an object. The stream reads it in parts, each with the retries of a call, and never from the disk.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="most">The maximum number of bytes; a stream that is longer ends with an <see cref="InvalidDataException"/>.</param>
    /// <param name="ct">Cancels the first part.</param>
    public async Task<Stream> GetObjectAsync(string bucket, string key, long most, CancellationToken ct)
    {
        // These segments vanish from the path, which turns the key into another one.
        if (key.Split('/').Any(segment => segment is "." or ".."))
            throw new BedrockException(ErrorCode.Validation, $"The key '{key}' cannot be read, because it has a segment . or ..", null);
        var stream = new ObjectStream((start, end, token) => GetRangeAsync(bucket, key, start, end, token), most);
        await stream.FillAsync(ct).ConfigureAwait(false);
        return stream;
    }

    private async Task<ObjectPart> GetRangeAsync(string bucket, string key, long start, long end, CancellationToken ct)
    {
        try
        {
            return await transport.SendToBucketAsync(
                new NeighborOperation(NeighborService.S3, "GetObject", "GET"),
                bucket,
                key,
                [],
                [new("Range", $"bytes={start}-{end}")],
                static (body, response) => new ObjectPart(body, response.Status == 206),
                ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.StatusCode == 416)
        {
            return new ObjectPart(ReadOnlyMemory<byte>.Empty, true);
        }
    }

    private static BucketContent ReadBucket(ReadOnlyMemory<byte> body, ResponseContext response) => new(
        response.Header("x-amz-bucket-region") is { Length: > 0 } bucketRegion ? bucketRegion : null,
        NeighborXml.Text(NeighborXml.Child(NeighborXml.Read(body), "Contents"), "Key"));

    private static IEnumerable<SimulatedDecision> ReadDecisions(XElement result)
    {
        var action = NeighborXml.Text(result, "EvalActionName") ?? "";
        var specific = NeighborXml.Members(result, "ResourceSpecificResults").ToList();
        if (specific.Count == 0)
            return [Decision(result, "EvalDecision")];
        return specific.Select(one => Decision(one, "EvalResourceDecision"));

        SimulatedDecision Decision(XElement one, string name) => new(
            action,
            NeighborXml.Text(one, "EvalResourceName") ?? "*",
            NeighborXml.Text(one, name) ?? "",
            [.. NeighborXml.Members(one, "MissingContextValues").Select(key => key.Value)]);
    }

    private static NeighborOperation Kms(string name) => new(NeighborService.Kms, name);

    /// <summary>Sends a request to SageMaker, which reports a missing resource as a ValidationException.</summary>
    private async Task<T> DescribeAsync<T>(
        string name, Func<JsonElement, T> read, CancellationToken ct, params (string Name, string Value)[] members)
    {
        try
        {
            var operation = new NeighborOperation(NeighborService.SageMaker, name);
            return await transport.SendAsync(operation, read, ct, members).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == "ResourceNotFound"
            || (exception.ErrorCode == ErrorCode.Validation && SaysMissing(exception.Message)))
        {
            throw exception.With(ErrorCode.ResourceNotFound);
        }

        static bool SaysMissing(string text) => Missing.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase));
    }
}
