using System.Globalization;
using System.Runtime.CompilerServices;
using BedrockModels.Protocol;
using BedrockModels.Waiting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Waiting;

/// <summary>Resources whose status follows a script, with a clock that only the test moves. Records each call with its time.</summary>
internal sealed class FakeSource : IWaitSource<string>
{
    private readonly DateTimeOffset _start;
    private readonly List<(string Region, string Name, Func<TimeSpan, string?> Status)> _models = [];

    public FakeSource() => _start = Clock.GetUtcNow();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    public List<FakeCall> Calls { get; } = [];

    public int PageSize { get; init; } = 1000;

    /// <summary>Names that only a Get knows.</summary>
    public HashSet<string> NotListed { get; } = [];

    /// <summary>Statuses that the list shows whatever a Get says.</summary>
    public Dictionary<string, string> ListedAs { get; } = [];

    /// <summary>Sees each call before it is answered; throws, or waits, where the test wants it.</summary>
    public Func<FakeCall, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public IEnumerable<FakeCall> Gets => Calls.Where(call => call.Kind == "Get");

    public IEnumerable<FakeCall> Pages => Calls.Where(call => call.Kind == "List");

    public static string ArnOf(string name, string region = "us-east-1") =>
        $"arn:aws:bedrock:{region}:123456789012:custom-model/imported/{name}";

    public static BedrockException Error(string code, int status = 400, bool retryable = false) =>
        new(code, $"{code} for the test.", null) { StatusCode = status, IsRetryable = retryable };

    public static BedrockException Throttled() => Error(ErrorCode.Throttling, 429, retryable: true);

    /// <summary>Waits until it is canceled, and then ends in the thread that cancels.</summary>
    public static async Task HangAsync(CancellationToken ct)
    {
        var canceled = new TaskCompletionSource();
        await using var registration = ct.Register(() => canceled.SetCanceled(ct));
        await canceled.Task.ConfigureAwait(false);
    }

    /// <summary>A model with statuses and the seconds of their starts: "0 Creating, 90 Active". "gone" means deleted.</summary>
    public FakeSource With(string name, string script, string region = "us-east-1")
    {
        var steps = script.Split(", ").Select(step => step.Split(' ', 2))
            .Select(step => (From: TimeSpan.FromSeconds(double.Parse(step[0], CultureInfo.InvariantCulture)), Status: step[1])).ToList();
        _models.Add((region, name, now => steps.LastOrDefault(step => step.From <= now).Status is { } status and not "gone" ? status
            : null));
        return this;
    }

    public async Task<(WaitSighting Sighting, string Value)> GetAsync(WaitItem item, CancellationToken ct)
    {
        var call = await CallAsync("Get", item.Region, item.Identifier, ct);
        var (_, name, script) = _models.SingleOrDefault(model => model.Region == item.Region
            && (model.Name == item.Identifier || ArnOf(model.Name, model.Region) == item.Identifier));
        return script?.Invoke(call.At) switch
        {
            null => throw Error(ErrorCode.ResourceNotFound, 404),
            "throttled" => throw Throttled(),
            "denied" => throw Error(ErrorCode.AccessDenied, 403),
            "broken" => throw Error(ErrorCode.InternalServer, 500, retryable: true),
            var status => (Sighting(status), "whole " + name),
        };
    }

    public async IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region,
        [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var page in _models.Where(model => model.Region == region).Chunk(PageSize).DefaultIfEmpty([]))
        {
            var call = await CallAsync("List", region, "", ct);
            yield return [.. page.Where(model => model.Status(call.At) is not null && !NotListed.Contains(model.Name))
                .Select(model => (model.Name, ArnOf(model.Name, region),
                    Sighting(ListedAs.GetValueOrDefault(model.Name) ?? model.Status(call.At)!) with { FailureMessage = null }))];
        }
    }

    private static WaitSighting Sighting(string status) =>
        WaitSighting.From(status, "Active", ["Creating"], status == "Failed" ? "the data could not be read" : null);

    private async Task<FakeCall> CallAsync(string kind, string region, string identifier, CancellationToken ct)
    {
        var call = new FakeCall(kind, region, identifier, Clock.GetUtcNow() - _start);
        lock (Calls)
            Calls.Add(call);
        await Before(call, ct).ConfigureAwait(false);
        return call;
    }
}
