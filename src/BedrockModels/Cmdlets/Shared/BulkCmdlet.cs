using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Pipeline;

namespace BedrockModels;

/// <summary>What the cmdlets share that send one request per item: several at once where asked, results and errors in input order.</summary>
public abstract class BulkCmdlet : BedrockCmdlet
{
    // Stop does not reach a command that an error has ended already: it must not stay for long.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    private OrderedWork<Action>? _work;
    private Queue<StartedWork?>? _unreported;
    private int _reported;

    /// <summary>How many requests are in flight at once, 1 to 64. Output and errors keep the order of the input. The default is 1.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    private OrderedWork<Action> Work => _work ??= new OrderedWork<Action>(ThrottleLimit);

    /// <summary>What the results that are still to be written are of; null for an item that was refused and not started.</summary>
    private Queue<StartedWork?> Unreported => _unreported ??= new Queue<StartedWork?>();

    /// <summary>Whether the requests change something, so that the user must learn what was started when the command ends early.</summary>
    private protected abstract bool ChangesSomething { get; }

    /// <summary>What was done and is not written yet, because it is waited for.</summary>
    private protected virtual IReadOnlyCollection<string> Unwritten => [];

    private IEnumerable<StartedWork> Started => Unreported.OfType<StartedWork>();

    /// <summary>The items of one record.</summary>
    private protected abstract void ProcessItems();

    /// <summary>What is left to do when all items are done.</summary>
    private protected virtual void Finish()
    {
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(ProcessItems);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(() =>
    {
        Drain();
        Finish();
        RunPosted();
    });

    /// <summary>Writes all that was started, and waits for it.</summary>
    private protected void Drain()
    {
        while (!Work.IsEmpty)
        {
            Await(_ => Work.OldestAsync());
            Report();
        }
    }

    /// <summary>An item that is refused keeps its place among the results.</summary>
    private protected sealed override void Refuse(ErrorRecord problem)
    {
        MakeRoom();
        Unreported.Enqueue(null);
        Work.Start(() => Task.FromResult(() => WriteError(problem)));
        Report();
    }

    /// <summary>Sends a request about an item, as soon as there is room. Its result is written when its turn comes.</summary>
    /// <param name="client">The client of the item's Region.</param>
    /// <param name="target">The input, for an error record.</param>
    /// <param name="label">How a person knows the item.</param>
    /// <param name="call">The request.</param>
    /// <param name="done">Takes the result, on the pipeline thread.</param>
    private protected void Start<T>(BedrockClient client, object target, string label, Func<CancellationToken, Task<T>> call, Action<T> done)
    {
        var region = client.Region;
        MakeRoom();
        var started = new StartedWork(label);
        Unreported.Enqueue(started);
        Work.Start(async () =>
        {
            try
            {
                var result = await call(StopToken).ConfigureAwait(false);
                started.Outcome = "done";
                return () => done(result);
            }
            catch (BedrockException problem)
            {
                started.Outcome = "failed with " + problem.ErrorCode;
                return () => WriteError(ErrorRecords.Of(problem, target, label, region));
            }
        });

        // Alone, an item is done before the next one is read; otherwise whatever is ready goes on.
        if (ThrottleLimit == 1)
            Await(_ => Work.OldestAsync());
        Report();
    }

    /// <summary>Sends a request that is answered with nothing.</summary>
    private protected void Start(BedrockClient client, object target, string label, Func<CancellationToken, Task> call) =>
        Start(client, target, label, async ct =>
        {
            await call(ct).ConfigureAwait(false);
            return true;
        }, static _ => { });

    private void MakeRoom()
    {
        while (!Work.HasRoom)
        {
            Await(_ => Work.ProgressAsync());
            Report();
        }
    }

    /// <summary>Writes what is ready, in order.</summary>
    private void Report()
    {
        while (Work.TryTake(out var report))
        {
            // Counted before it is written: a downstream that ends the pipeline here has been told.
            if (Unreported.Dequeue() is not null)
                _reported++;
            report();
        }
    }

    /// <summary>Whatever ends the command early, the user learns what had been started. After a stop only an information record can be written.</summary>
    private void Guard(Action body)
    {
        var ended = false;
        try
        {
            body();
            ended = true;
        }
        finally
        {
            if (!ended && ChangesSomething && (Started.Any() || Unwritten.Count > 0))
                TellStarted();
        }
    }

    private void TellStarted()
    {
        try
        {
            // After an error or a satisfied downstream the answers still come.
            Await(ct => Task.WhenAny(Work.AllAsync(), Task.Delay(LongestFarewell, ct)));
        }
        catch (PipelineStoppedException)
        {
            // After a stop nothing can be waited for.
        }

        // What has not answered by now is given up.
        StopProcessing();

        var reported = _reported - Unwritten.Count;
        var started = Unwritten.Select(label => label + ": done").Concat(Started.Select(work => work.ToString()));
        var text = $"{MyInvocation.MyCommand.Name} ended early. {reported} {(reported == 1 ? "request was" : "requests were")} done and reported; these were started: "
            + string.Join("; ", started) + ".";
        WriteInformation(new HostInformationMessage { Message = text }, ["PSHOST"]);
    }
}
