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

    /// <summary>All custom models of the account in the Region.</summary>
    public Task<IReadOnlyList<CustomModelSummary>> ModelsAsync() => Once("models", "", async ct =>
    {
        var models = new List<CustomModelSummary>();
        await foreach (var page in Resources.CustomModels.ListAsync(client, ct).ConfigureAwait(false))
            models.AddRange(page);
        return (IReadOnlyList<CustomModelSummary>)models;
    });

    public Task<IReadOnlyList<TaggedResource>> TaggedModelsAsync() => Once("tagged models", "", client.Neighbors.ListTaggedModelsAsync);

    public Task<ResourceTagList> TagsAsync(string arn) => Once("tags", arn, ct => client.ListTagsAsync(arn, ct));

    /// <summary>What the policies of a principal decide for actions on resources.</summary>
    public Task<IReadOnlyList<SimulatedDecision>> SimulationAsync(
        string principal, IReadOnlyList<(string Action, string Resource)> needed)
    {
        var actions = needed.Select(need => need.Action).Distinct().ToList();
        var resources = needed.Select(need => need.Resource).Distinct().ToList();
        return Once(
            "simulation",
            $"{principal} {string.Join(' ', actions)} {string.Join(' ', resources)}",
            ct => client.Neighbors.SimulatePrincipalPolicyAsync(
                principal, actions, resources, [("iam:PassedToService", "bedrock.amazonaws.com")], ct));
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
