using System.Threading.Channels;

namespace BedrockModels.Waiting;

/// <summary>What all Regions of a wait share: its clock, its counts, and the queue of what it tells. Safe from any thread.</summary>
internal sealed class WaitJournal<T>(int items, TimeSpan timeout, TimeProvider time)
{
    private readonly Channel<WaitEvent<T>> _events = Channel.CreateUnbounded<WaitEvent<T>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<string> _unknown = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _started = time.GetTimestamp();
    private int _ready;
    private int _failed;

    public TimeSpan TimeLeft => timeout > Elapsed ? timeout - Elapsed : TimeSpan.Zero;

    private TimeSpan Elapsed => time.GetElapsedTime(_started);

    public ChannelReader<WaitEvent<T>> Events => _events.Reader;

    public void Tell(WaitEvent<T> said)
    {
        lock (_events)
        {
            _ready += said is WaitEvent<T>.Ready ? 1 : 0;
            _failed += said is WaitEvent<T>.Failed or WaitEvent<T>.Vanished or WaitEvent<T>.Errored ? 1 : 0;
            Write(said);
        }
    }

    public void TellUnknown(WaitItem item, string status)
    {
        lock (_events)
        {
            if (_unknown.Add(status))
                Write(new WaitEvent<T>.UnknownStatus(item, status));
        }
    }

    public void TellCounts(Func<WaitCounts, WaitEvent<T>> what)
    {
        lock (_events)
            Write(what(new WaitCounts(_ready, items - _ready - _failed, _failed, Elapsed, TimeLeft)));
    }

    /// <summary>Nothing more will be told.</summary>
    public void End(Exception? defect = null) => _events.Writer.TryComplete(defect);

    private void Write(WaitEvent<T> said) => _events.Writer.TryWrite(said with { Waited = Elapsed });
}
