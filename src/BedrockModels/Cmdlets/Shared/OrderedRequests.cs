using BedrockModels.Pipeline;

namespace BedrockModels;

/// <summary>
/// The requests of one command, one for each item: several at once with -ThrottleLimit, with results and errors in input order. If a
/// command that changes something stops early, it reports the started requests.
/// </summary>
internal sealed class OrderedRequests(BedrockCmdlet cmdlet)
{
    /// <summary>The largest -ThrottleLimit.</summary>
    public const int MostAtOnce = 64;

    // Stop does not reach a command that an error has already ended, so waiting for its last responses has a limit.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);
    private const int LongestList = 10;
    private const string NoChange = "";

    // Null for an item that was refused without a request.
    private readonly Queue<StartedWork?> _unreported = new();
    private OrderedWork<Action>? _work;
    private string? _commonName;
    private int _sent;
    private int _completed;
    private bool _ended;

    // -ThrottleLimit is bound after the cmdlet is constructed.
    private OrderedWork<Action> Work => _work ??= new OrderedWork<Action>(cmdlet.RequestsAtOnce);

    private Resource? Resource => Resources.All.FirstOrDefault(resource => resource.CommandNoun == Declared.NounName);

    /// <summary>The noun of a resource in messages.</summary>
    public string Noun => Resource?.Noun ?? "resource";

    private CmdletAttribute Declared => cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()!;

    /// <summary>What a completed request has done to its resource.</summary>
    private string Done => (Declared.VerbName, Resource) switch
    {
        (VerbsCommon.New, _) => "created",
        (VerbsCommon.Remove, not null) => "deleted",
        _ => "changed",
    };

    private IEnumerable<StartedWork> Started => _unreported.OfType<StartedWork>().Where(work => work.Outcome != NoChange);

    /// <summary>Runs a part of the command.</summary>
    public void Run(Action body)
    {
        var completed = false;
        try
        {
            body();
            completed = true;
        }
        finally
        {
            if (!completed)
                ReportEarlyEnd();
        }
    }

    /// <summary>The command ended regularly, so there is nothing to report.</summary>
    public void End() => _ended = true;

    /// <summary>
    /// Reports the started requests if the command did not end regularly: after a stop all of them, otherwise only if some have a result
    /// that is not written.
    /// </summary>
    public void ReportEarlyEnd()
    {
        var isReported = _ended;
        _ended = true;
        if (!isReported && cmdlet.ChangesSomething
            && (Started.Any() || cmdlet.Unwritten.Count > 0 || (cmdlet.Stopping && _completed > 0)))
            ReportStarted();
    }

    /// <summary>Waits for all started requests and writes their results.</summary>
    public void Drain()
    {
        while (!Work.IsEmpty)
        {
            cmdlet.Await(_ => Work.OldestAsync());
            WriteReady();
        }
    }

    /// <summary>Writes the error about an item for which no request is sent. It keeps its place among the results.</summary>
    public void WriteError(ErrorRecord error)
    {
        MakeRoom();
        _unreported.Enqueue(null);
        Work.Start(() => Task.FromResult(() => cmdlet.WriteError(error)));
        WriteReady();
    }

    /// <summary>Sends a request about an item as soon as there is room. Its result is written when its turn comes.</summary>
    /// <param name="client">The client of the item's Region.</param>
    /// <param name="target">The input, for an error record.</param>
    /// <param name="label">The item's name in messages.</param>
    /// <param name="call">The request.</param>
    /// <param name="write">Writes the result, on the pipeline thread.</param>
    /// <param name="hasChanged">Whether the request that returned a result has changed something; by default it has.</param>
    public void Send<T>(
        BedrockClient client,
        object target,
        string label,
        Func<CancellationToken, Task<T>> call,
        Action<T> write,
        Predicate<T>? hasChanged = null)
    {
        var region = client.Region;
        MakeRoom();
        var started = new StartedWork(label);
        NoteName(NameIn(label));
        _unreported.Enqueue(started);
        Work.Start(async () =>
        {
            try
            {
                var result = await call(cmdlet.StopToken).ConfigureAwait(false);
                started.Outcome = hasChanged?.Invoke(result) == false ? NoChange : Done;
                if (started.Outcome == Done)
                    Interlocked.Increment(ref _completed);
                return () => write(result);
            }
            catch (BedrockException exception)
            {
                started.Outcome = "failed with " + exception.ErrorCode;
                return () => cmdlet.WriteError(ErrorRecords.ServiceError(exception, target, label, region, Noun));
            }
        });

        // With one request at a time, an item is done before the next one is read.
        if (cmdlet.RequestsAtOnce == 1)
            cmdlet.Await(_ => Work.OldestAsync());
        WriteReady();
    }

    /// <summary>Sends a request that returns nothing.</summary>
    public void Send(BedrockClient client, object target, string label, Func<CancellationToken, Task> call) =>
        Send(client, target, label, async ct =>
        {
            await call(ct).ConfigureAwait(false);
            return true;
        }, static _ => { });

    /// <summary>Waits for a request about an item. If it fails, writes the error in the place of the item and returns false.</summary>
    public bool TryAwait<T>(BedrockClient client, object target, string label, Func<CancellationToken, Task<T>> call, out T result)
    {
        try
        {
            result = cmdlet.Await(call);
            return true;
        }
        catch (BedrockException exception)
        {
            WriteError(ErrorRecords.ServiceError(exception, target, label, client.Region, Noun));
            result = default!;
            return false;
        }
    }

    private void MakeRoom()
    {
        while (!Work.HasRoom)
        {
            cmdlet.Await(_ => Work.ProgressAsync());
            WriteReady();
        }
    }

    /// <summary>Writes the results that are ready, in order.</summary>
    private void WriteReady()
    {
        while (Work.TryTake(out var write))
        {
            // Before it is written: a downstream command that ends the pipeline here has received it.
            _unreported.Dequeue();
            write();
        }
    }

    /// <summary>Reports the started requests. After a stop, only an information record can be written.</summary>
    private void ReportStarted()
    {
        try
        {
            // After an error, or if a downstream command ends the pipeline, the responses still arrive.
            cmdlet.Await(ct => Task.WhenAny(Work.AllAsync(), Task.Delay(LastWait, ct)));
        }
        catch (PipelineStoppedException)
        {
            // After a stop, waiting is not possible.
        }

        // Cancel the requests that have no response by now.
        cmdlet.Cancel();

        cmdlet.WriteInformation(new HostInformationMessage { Message = DescribeStarted() }, ["PSHOST"]);
    }

    private string DescribeStarted()
    {
        var started = Started.ToList();
        var unknown = started.Count(work => work.Outcome is null);
        var failed = started.Count(work => work.Outcome is not null && work.Outcome != Done);
        var lines = started.Where(work => work.Outcome is null).Select(work => $"{NameIn(work.Label)}: outcome unknown")
            .Concat(started.Where(work => work.Outcome is not null).Select(work => $"{NameIn(work.Label)}: {work.Outcome}"))
            .Concat(cmdlet.Unwritten.Select(label => $"{NameIn(label)}: {Done}"))
            .ToList();
        var text = $"{cmdlet.MyInvocation.MyCommand.Name} stopped. {Count(_completed)} {Done}"
            + (_completed == 0 || Done != "created" ? "" : $" and continue{(_completed == 1 ? "s" : "")} in the service")
            + (failed == 0 ? "" : $", {failed} failed")
            + (unknown == 0 ? "" : $", {unknown} with unknown outcome")
            + (FindCommand() is { } command ? $": {command}" : ".");
        if (lines.Count > LongestList)
            lines = [.. lines.Take(LongestList), $"and {lines.Count - LongestList} more"];
        return string.Join("\n  ", [text, .. lines]);
    }

    private string Count(int count) => count == 1 ? $"1 {Noun} was" : $"{(count == 0 ? "No" : count)} {Noun}s were";

    /// <summary>The command that shows the resources: by name, by the beginning of all names, or all.</summary>
    private string? FindCommand()
    {
        if (Resource is not { } resource || (Done == "deleted" && !Started.Any(work => work.Outcome is null)))
            return null;
        return resource.GetCommand + (string.IsNullOrEmpty(_commonName) ? "" : $" {_commonName}{(_sent == 1 ? "" : "*")}");
    }

    private static string NameIn(string label) => label.Split(" (")[0];

    /// <summary>Keeps the beginning that all names have in common.</summary>
    private void NoteName(string name)
    {
        _sent++;
        name = Arn.LooksLikeOne(name) ? "" : name;
        _commonName = _commonName is null
            ? name
            : string.Concat(_commonName.Zip(name).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First));
    }
}

/// <summary>A request that was sent.</summary>
/// <param name="Label">The item's name in messages.</param>
internal sealed record StartedWork(string Label)
{
    /// <summary>Its outcome in messages; null until there is a response; empty if it has changed nothing.</summary>
    public string? Outcome { get; set; }
}
