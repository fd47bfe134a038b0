using System.Collections.Concurrent;

namespace BedrockModels.Preflight;

/// <summary>
/// The responses of the services that rows share, for one command and one Region. Each request is sent once: checks that run side by side,
/// and rows with the same role, key or bucket, share its response.
/// </summary>
/// <param name="client">The client of the Region.</param>
/// <param name="time">The clock of the timeouts.</param>
/// <param name="stop">Ends all calls at once.</param>
internal sealed class PreflightFacts(BedrockClient client, TimeProvider time, CancellationToken stop)
{
    private const string Incompatible = "require different authorization information";

    private readonly ConcurrentDictionary<(string Question, string Key), Lazy<Task>> _answers = new();
    private readonly ConcurrentDictionary<string, Exception> _unreachable = new();

    /// <summary>The time for one question, with its retries: IAM, for example, is silent in a network without a way to it.</summary>
    public static TimeSpan MaxTime { get; } = TimeSpan.FromSeconds(10);

    public BedrockClient Client => client;

    public Task<CallerIdentity> CallerAsync() => Once("caller", "", client.Neighbors.GetCallerIdentityAsync);

    /// <summary>The role with a name, in the account of the caller.</summary>
    public Task<IamRole> RoleAsync(string name) => Once("role", name, ct => client.Neighbors.GetRoleAsync(name, ct));

    public Task<KeyMetadata> KeyAsync(string arn) => Once("key", arn, ct => client.Neighbors.DescribeKeyAsync(arn, ct));

    public Task<string?> KeyPolicyAsync(string arn) => Once("key policy", arn, ct => client.Neighbors.GetKeyPolicyAsync(arn, ct));

    public Task<ModelPackage> PackageAsync(string arn) => Once("package", arn, ct => client.Neighbors.DescribeModelPackageAsync(arn, ct));

    public Task<string?> PackageGroupStorageAsync(string name) =>
        Once("group", name, ct => client.Neighbors.GetPackageGroupStorageAsync(name, ct));

    public Task<double?> QuotaAsync(string code) => Once("quota", code, ct => client.Neighbors.GetQuotaAsync(code, ct));

    public Task<BucketContent> ObjectsAsync(string bucket, string prefix) =>
        Once("objects", $"{bucket}/{prefix}", ct => client.Neighbors.ListObjectsAsync(bucket, prefix, ct));

    /// <summary>
    /// All custom models that the account owns in the Region. A model that another account shares takes no name and no quota.
    /// </summary>
    public Task<IReadOnlyList<CustomModelSummary>> ModelsAsync() => Once("models", "", async ct =>
    {
        var models = new List<CustomModelSummary>();
        var owned = new ListCustomModelsRequest { IsOwned = true, MaxResults = Constraints.LargestPage };
        await foreach (var page in client.ListAsync(Operations.ListCustomModels, owned, ct).ConfigureAwait(false))
            models.AddRange(page);
        return (IReadOnlyList<CustomModelSummary>)models;
    });

    /// <summary>The model units of all Provisioned Throughput for custom models without a commitment.</summary>
    public Task<long> UsedUnitsAsync() => Once("units", "", async ct =>
    {
        var used = 0L;
        await foreach (var page in Resources.Throughputs.ListAsync(client, ct).ConfigureAwait(false))
        {
            used += page
                .Where(one => one.CommitmentDuration is null && one.ModelArn?.Contains(":custom-model/", StringComparison.Ordinal) == true)
                .Sum(one => (long)Math.Max(one.ModelUnits ?? 0, one.DesiredModelUnits ?? 0));
        }

        return used;
    });

    public Task<IReadOnlyList<TaggedResource>> TaggedModelsAsync() => Once("tagged models", "", client.Neighbors.ListTaggedModelsAsync);

    public Task<ResourceTagList> TagsAsync(string arn) => Once("tags", arn, ct => client.ListTagsAsync(arn, ct));

    /// <summary>
    /// What the policies of a principal decide for actions on resources. IAM does not document * among ARNs, so that the actions on * have
    /// their own question. If IAM refuses to evaluate some actions together, each has its own.
    /// </summary>
    public async Task<IReadOnlyList<SimulatedDecision>> SimulationAsync(
        string principal, IReadOnlyList<(string Action, string Resource)> needed)
    {
        var parts = needed.GroupBy(need => need.Resource == "*").Select(async part =>
        {
            try
            {
                return [await SimulateAsync(principal, [.. part]).ConfigureAwait(false)];
            }
            catch (BedrockException exception)
                when (exception.ErrorCode == "InvalidInput" && exception.Message.Contains(Incompatible, StringComparison.OrdinalIgnoreCase))
            {
                return await Task.WhenAll(part.Select(need => SimulateAsync(principal, [need]))).ConfigureAwait(false);
            }
        });
        return [.. (await Task.WhenAll(parts).ConfigureAwait(false)).SelectMany(part => part).SelectMany(decisions => decisions)];
    }

    private Task<IReadOnlyList<SimulatedDecision>> SimulateAsync(string principal, IReadOnlyList<(string Action, string Resource)> needed)
    {
        var actions = needed.Select(need => need.Action).Distinct().ToList();
        var resources = needed.Select(need => need.Resource).Distinct().ToList();
        return Once("simulation", $"{principal} {string.Join(' ', actions)} {string.Join(' ', resources)}", async ct =>
        {
            var decisions = await client.Neighbors.SimulatePrincipalPolicyAsync(
                principal, actions, resources, [("iam:PassedToService", "bedrock.amazonaws.com")], ct).ConfigureAwait(false);

            // For one resource, the response can name a template of ARNs instead.
            return resources.Count > 1 ? decisions : [.. decisions.Select(decision => decision with { Resource = resources[0] })];
        });
    }

    private Task<T> Once<T>(string question, string key, Func<CancellationToken, Task<T>> ask) =>
        (Task<T>)_answers.GetOrAdd((question, key), _ => new Lazy<Task>(() => AskAsync(question, ask))).Value;

    /// <summary>If a service cannot be reached, later rows do not repeat the call, so many rows do not cause minutes of waiting.</summary>
    private async Task<T> AskAsync<T>(string question, Func<CancellationToken, Task<T>> ask)
    {
        if (_unreachable.TryGetValue(question, out var failure))
            throw failure;
        try
        {
            return await ask(stop).WaitAsync(MaxTime, time, stop).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is TimeoutException or BedrockException { ErrorCode: ErrorCode.ConnectionFailed })
        {
            _unreachable[question] = exception;
            throw;
        }
    }
}
