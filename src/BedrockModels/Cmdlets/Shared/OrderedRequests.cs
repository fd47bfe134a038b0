using BedrockModels.Pipeline;

namespace BedrockModels;

/// <summary>
/// The requests of one command, one for each item: several at once with -ThrottleLimit, with results and errors in input order. If a
/// command that changes something stops early, it reports the started requests.
/// </summary>
internal sealed class OrderedRequests(BedrockCmdlet cmdlet)
{
    // Stop does not reach a command that an error has already ended, so waiting for its last responses has a limit.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    // Null for an item that was refused without a request.
    private readonly Queue<StartedWork?> _unreported = new();
    private OrderedWork<Action>? _work;
    private int _reported;

    // -ThrottleLimit is bound after the cmdlet is constructed.
    private OrderedWork<Action> Work => _work ??= new OrderedWork<Action>(cmdlet.RequestsAtOnce);

    /// <summary>The noun of the resources that the command is about.</summary>
    private string Noun
    {
        get
        {
            var noun = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()?.NounName;
            return Resources.All.FirstOrDefault(resource => resource.CommandNoun == noun)?.Noun ?? "resource";
        }
    }

    private IEnumerable<StartedWork> Started => _unreported.OfType<StartedWork>();

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
            if (!completed && cmdlet.ChangesSomething && (Started.Any() || cmdlet.Unwritten.Count > 0))
                ReportStarted();
        }
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
    public void Send<T>(BedrockClient client, object target, string label, Func<CancellationToken, Task<T>> call, Action<T> write)
    {
        var region = client.Region;
        MakeRoom();
        var started = new StartedWork(label);
        _unreported.Enqueue(started);
        Work.Start(async () =>
        {
            try
            {
                var result = await call(cmdlet.StopToken).ConfigureAwait(false);
                started.Outcome = "done";
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
            // Counted before it is written: a downstream command that ends the pipeline here has received it.
            if (_unreported.Dequeue() is not null)
                _reported++;
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
        var started = Started.Select(work => (work.Label, work.Outcome)).ToLookup(work => work.Outcome is null);
        var unreported = cmdlet.Unwritten.Select(label => $"{label} (done)")
            .Concat(started[false].Select(work => $"{work.Label} ({work.Outcome})"))
            .ToList();
        var count = _reported + started[false].Count();
        var text = $"{cmdlet.MyInvocation.MyCommand.Name} stopped early. {count} {(count == 1 ? "request" : "requests")} completed.";
        if (unreported.Count > 0)
            text += $" Not reported yet: {string.Join(", ", unreported)}.";
        if (started[true].Any())
            text += $" Outcome unknown: {string.Join(", ", started[true].Select(work => work.Label))}.";
        return text;
    }
}

/// <summary>A request that was sent.</summary>
/// <param name="Label">The item's name in messages.</param>
internal sealed record StartedWork(string Label)
{
    /// <summary>Its outcome in messages; null until there is a response.</summary>
    public string? Outcome { get; set; }
}
