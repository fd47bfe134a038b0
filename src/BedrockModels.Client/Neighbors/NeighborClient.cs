using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;

namespace BedrockModels.Client;

/// <summary>
/// Calls the services around CreateCustomModel, without changing anything: SageMaker, S3, IAM, STS, KMS, Service Quotas and the tagging
/// API. Every failure is a <see cref="BedrockException"/>.
/// </summary>
internal sealed class NeighborClient(NeighborConnections connections, string region, Action<CallRecord> onCall)
{
    private static readonly NeighborJson Json = NeighborJson.Default;

    /// <exception cref="BedrockException">ResourceNotFoundException if there is no such job.</exception>
    public Task<TrainingJob> DescribeTrainingJobAsync(string name, CancellationToken ct) =>
        DescribeAsync("DescribeTrainingJob", Json.TrainingJob, ct, ("TrainingJobName", name));

    /// <summary>Describes a job for multi-turn reinforcement learning, which is not a training job.</summary>
    public Task<AgentJob> DescribeAgentJobAsync(string name, CancellationToken ct) =>
        DescribeAsync("DescribeJob", Json.AgentJob, ct, ("JobName", name), ("JobCategory", "AgentRFT"));

    /// <summary>Describes a model package without its model card, which can be encrypted.</summary>
    public Task<ModelPackage> DescribeModelPackageAsync(string arn, CancellationToken ct) =>
        DescribeAsync("DescribeModelPackage", Json.ModelPackage, ct, ("ModelPackageName", arn), ("IncludedData", "MetadataOnly"));

    public Task<ModelPackageGroup> DescribeModelPackageGroupAsync(string name, CancellationToken ct) =>
        DescribeAsync("DescribeModelPackageGroup", Json.ModelPackageGroup, ct, ("ModelPackageGroupName", name));

    public async Task<KeyMetadata?> DescribeKeyAsync(string key, CancellationToken ct) =>
        (await SendAsync(Kms("DescribeKey"), Json.DescribeKeyResponse, ct, ("KeyId", key)).ConfigureAwait(false)).KeyMetadata;

    /// <summary>The policy of a key as JSON; null if the response has none.</summary>
    public async Task<string?> GetKeyPolicyAsync(string key, CancellationToken ct) => (await SendAsync(
        Kms("GetKeyPolicy"), Json.KeyPolicyResponse, ct, ("KeyId", key), ("PolicyName", "default")).ConfigureAwait(false)).Policy;

    /// <summary>The applied value of a quota of Amazon Bedrock; null if the account has none of its own.</summary>
    public async Task<double?> GetQuotaAsync(string code, CancellationToken ct)
    {
        try
        {
            var operation = new NeighborOperation(NeighborService.Quotas, "GetServiceQuota");
            var response = await SendAsync(operation, Json.QuotaResponse, ct, ("ServiceCode", "bedrock"), ("QuotaCode", code))
                .ConfigureAwait(false);
            return response.Quota?.Value;
        }
        catch (BedrockException exception) when (exception.ErrorCode == "NoSuchResourceException")
        {
            return null;
        }
    }

    /// <summary>All custom models that have tags, with their tags. One call for 100 models.</summary>
    public async Task<IReadOnlyList<TaggedResource>> ListTaggedModelsAsync(CancellationToken ct)
    {
        var (found, request) = (new List<TaggedResource>(), new TaggedResourcesRequest());
        var operation = new NeighborOperation(NeighborService.Tagging, "GetResources");
        while (true)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(request, Json.TaggedResourcesRequest);
            var page = await SendJsonAsync(operation, body, Json.TaggedResourcesResponse, ct).ConfigureAwait(false);
            found.AddRange(page.ResourceTagMappingList ?? []);
            if (string.IsNullOrEmpty(page.PaginationToken) || page.PaginationToken == request.PaginationToken)
                return found;
            request.PaginationToken = page.PaginationToken;
        }
    }

    public async Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken ct)
    {
        var result = await QueryAsync(NeighborService.Sts, "GetCallerIdentity", [], ct).ConfigureAwait(false);
        return new CallerIdentity(NeighborXml.Text(result, "Account") ?? "", NeighborXml.Text(result, "Arn") ?? "");
    }

    /// <param name="name">The name without its path. IAM finds it in the account of the caller only.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IamRole> GetRoleAsync(string name, CancellationToken ct)
    {
        var result = await QueryAsync(NeighborService.Iam, "GetRole", [("RoleName", name)], ct).ConfigureAwait(false);
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
            var page = await QueryAsync(
                NeighborService.Iam, "SimulatePrincipalPolicy", marker is null ? form : [.. form, ("Marker", marker)], ct).ConfigureAwait(false);
            decisions.AddRange(NeighborXml.Members(page, "EvaluationResults").SelectMany(ReadDecisions));
            var next = NeighborXml.Text(page, "IsTruncated") == "true" ? NeighborXml.Text(page, "Marker") : null;
            if (next is null || next == marker)
                return decisions;
            marker = next;
        }
    }

    /// <summary>The Region of a bucket, and the first key that begins with a prefix.</summary>
    public Task<BucketContent> ListObjectsAsync(string bucket, string prefix, CancellationToken ct) => SendToBucketAsync(
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
            return await SendToBucketAsync(
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

    /// <summary>Sends a request about a bucket to its Region: if S3 names another Region, once more to that one.</summary>
    private async Task<T> SendToBucketAsync<T>(
        NeighborOperation operation,
        string bucket,
        string key,
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        Func<ReadOnlyMemory<byte>, ResponseContext, T> read,
        CancellationToken ct)
        where T : class
    {
        try
        {
            return await SendAsync(region).ConfigureAwait(false);
        }
        catch (BucketElsewhereException elsewhere)
        {
            return await SendAsync(elsewhere.Region).ConfigureAwait(false);
        }

        async Task<T> SendAsync(string bucketRegion)
        {
            var hasHost = connections.HasBucketHosts(bucket, bucketRegion);
            var path = hasHost ? key : key.Length == 0 ? bucket : $"{bucket}/{key}";
            var (_, info) = await connections.GetAsync(NeighborService.S3, bucketRegion, ct).ConfigureAwait(false);
            var request = new SdkRequest(path.Length == 0 ? operation : operation with { Path = "/{Key+}" })
            {
                Label = path.Length == 0 ? null : path,
                Query = query,
                Headers = headers,
                Read = read,
                Endpoint = hasHost ? new UriBuilder(info.Endpoint) { Host = $"{bucket}.{info.Endpoint.Host}" }.Uri : null,
            };
            return (T)await CallAsync(request, NeighborService.S3, bucketRegion, ct).ConfigureAwait(false);
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
        string name, JsonTypeInfo<T> type, CancellationToken ct, params (string Name, string Value)[] members)
        where T : class
    {
        try
        {
            return await SendAsync(new NeighborOperation(NeighborService.SageMaker, name), type, ct, members).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == "ResourceNotFound"
            || (exception.ErrorCode == ErrorCode.Validation && SaysMissing(exception.Message)))
        {
            throw new BedrockException(ErrorCode.ResourceNotFound, exception.Message, exception)
            {
                Operation = exception.Operation,
                StatusCode = exception.StatusCode,
                RequestId = exception.RequestId,
            };
        }

        static bool SaysMissing(string text) =>
            text.Contains("not found", StringComparison.OrdinalIgnoreCase) || text.Contains("does not exist", StringComparison.OrdinalIgnoreCase)
            || text.Contains("could not find", StringComparison.OrdinalIgnoreCase);
    }

    private Task<T> SendAsync<T>(
        NeighborOperation operation, JsonTypeInfo<T> type, CancellationToken ct, params (string Name, string Value)[] members)
        where T : class
    {
        var body = members.ToDictionary(member => member.Name, member => member.Value);
        return SendJsonAsync(operation, JsonSerializer.SerializeToUtf8Bytes(body, Json.DictionaryStringString), type, ct);
    }

    private async Task<T> SendJsonAsync<T>(NeighborOperation operation, byte[] body, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var request = new SdkRequest(operation)
        {
            Body = body,
            ContentType = "application/x-amz-json-1.1",
            Headers = [new("X-Amz-Target", $"{operation.Service.Version}.{operation.Name}")],
            Read = (response, _) => JsonSerializer.Deserialize(response.Span, type) ?? throw new JsonException("The response is null."),
        };
        return (T)await CallAsync(request, operation.Service, region, ct).ConfigureAwait(false);
    }

    /// <returns>The result element of the response.</returns>
    private async Task<XElement?> QueryAsync(
        NeighborService service, string action, IEnumerable<(string Name, string Value)> members, CancellationToken ct)
    {
        var form = ((string Name, string Value)[])[("Action", action), ("Version", service.Version), .. members];
        var request = new SdkRequest(new NeighborOperation(service, action))
        {
            Body = Encoding.ASCII.GetBytes(string.Join('&', form.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"))),
            ContentType = "application/x-www-form-urlencoded; charset=utf-8",
            Read = (body, _) => NeighborXml.Read(body),
        };
        var response = (XElement)await CallAsync(request, service, region, ct).ConfigureAwait(false);
        return NeighborXml.Child(response, action + "Result");
    }

    private async Task<object> CallAsync(SdkRequest request, NeighborService service, string callRegion, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var (status, requestId) = (0, "");
        ConnectionInfo? info = null;
        try
        {
            (var pipeline, info) = await connections.GetAsync(service, callRegion, ct).ConfigureAwait(false);

            // The code of the first call is compiled on the pool, and the credentials of a program or a login can hang.
            var response = await Task.Run(() => pipeline.SendAsync(request, ct), ct).WaitAsync(ct).ConfigureAwait(false);
            (status, requestId) = ((int)response.HttpStatusCode, response.RequestId);
            return response.Value!;
        }
        catch (ServiceException exception) when (exception.BucketRegion.Length > 0 && exception.BucketRegion != callRegion
            && callRegion == region && Regions.IsValidName(exception.BucketRegion) && (int)exception.StatusCode is 301 or 307 or 400)
        {
            (status, requestId) = ((int)exception.StatusCode, exception.RequestId ?? "");
            throw new BucketElsewhereException(exception.BucketRegion);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && info is not null
            && ExceptionMapper.Map(exception, request, info) is { } failure)
        {
            (status, requestId) = (failure.StatusCode, failure.RequestId);
            throw failure;
        }
        catch (Exception exception) when (ct.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException(ct);
        }
        finally
        {
            onCall(new CallRecord(request.Operation.Name, status, requestId, Stopwatch.GetElapsedTime(started)));
        }
    }

    /// <summary>S3 named another Region for a bucket.</summary>
    private sealed class BucketElsewhereException(string region) : Exception
    {
        public string Region { get; } = region;
    }
}
