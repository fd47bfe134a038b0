using System.Threading.Channels;

namespace BedrockModels.Waiting;

/// <summary>The clock, the counts and the event queue that all Regions of a wait share. Thread-safe.</summary>
internal sealed class WaitJournal<T>(int items, TimeSpan timeout, TimeProvider time)
{
    private readonly Channel<WaitEvent<T>> _events =
        Channel.CreateUnbounded<WaitEvent<T>>(new UnboundedChannelOptions { SingleReader = true });

    private readonly HashSet<string> _unknown = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _started = time.GetTimestamp();
    private int _ready;
    private int _failed;

    public TimeSpan TimeLeft => timeout > Elapsed ? timeout - Elapsed : TimeSpan.Zero;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public ChannelReader<WaitEvent<T>> Events => _events.Reader;

    public void Publish(WaitEvent<T> waitEvent)
    {
        lock (_events)
        {
            _ready += waitEvent is WaitEvent<T>.Ready ? 1 : 0;
            _failed += waitEvent is WaitEvent<T>.Failed or WaitEvent<T>.Vanished or WaitEvent<T>.Errored ? 1 : 0;
            Write(waitEvent);
        }
    }

    public void PublishUnknownStatus(WaitItem item, string status)
    {
        lock (_events)
        {
            if (_unknown.Add(status))
                Write(new WaitEvent<T>.UnknownStatus(item, status));
        }
    }

    public void PublishCounts(Func<WaitCounts, WaitEvent<T>> createEvent)
    {
        lock (_events)
            Write(createEvent(new WaitCounts(_ready, items - _ready - _failed, _failed, Elapsed, TimeLeft)));
    }

    /// <summary>Ends the events.</summary>
    /// <param name="defect">An exception for the reader, if the wait has a defect.</param>
    public void End(Exception? defect = null) => _events.Writer.TryComplete(defect);

    private void Write(WaitEvent<T> waitEvent) => _events.Writer.TryWrite(waitEvent with { Waited = Elapsed });
}
