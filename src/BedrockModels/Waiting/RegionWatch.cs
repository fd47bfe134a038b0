using BedrockModels.Protocol;

namespace BedrockModels.Waiting;

/// <summary>
/// Looks at the resources of one Region until each has ended or time is up. One sweep of the list stands for a Get of each, as
/// soon as there are more than two; a Get has the last word, because only it answers the whole resource.
/// </summary>
internal sealed class RegionWatch<T>
{
    private const int MostGetsWithoutSweep = 2;
    private const int GetsAtOnce = 8;

    // The look at the end of the wait needs time for its answer.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    // Timers may ring a little early; nobody looks twice for that.
    private static readonly TimeSpan NoTime = TimeSpan.FromMilliseconds(20);

    private readonly string _region;
    private readonly IWaitSource<T> _source;
    private readonly WaitJournal<T> _journal;
    private readonly PollPace _pace;
    private readonly TimeProvider _time;
    private readonly List<Watched> _pending;
    private readonly Dictionary<string, Watched> _byIdentifier;
    private bool _answered;
    private bool _mayList = true;

    public RegionWatch(string region, IEnumerable<WaitItem> items, IWaitSource<T> source, WaitJournal<T> journal, PollPace pace, TimeProvider time)
    {
        (_region, _source, _journal, _pace, _time) = (region, source, journal, pace, time);
        _pending = [.. items.GroupBy(item => item.Identifier, StringComparer.Ordinal).Select(same => new Watched([.. same]))];
        _byIdentifier = _pending.ToDictionary(watched => watched.Item.Identifier, StringComparer.Ordinal);
    }

    private TimeSpan CallLimit => TimeSpan.FromTicks(Math.Clamp(_journal.TimeLeft.Ticks, Grace.Ticks, LongestCall.Ticks));

    public async Task RunAsync(CancellationToken ct)
    {
        for (var slowed = false; ;)
        {
            var failure = await LookAsync(ct).ConfigureAwait(false);
            _pending.RemoveAll(watched => watched.Ended);
            if (failure is not null && !slowed)
                _journal.Tell(new WaitEvent<T>.Slowed(_region, failure));
            slowed = failure is not null;
            _journal.TellCounts(counts => new WaitEvent<T>.Progress(counts));
            if (_pending.Count == 0)
                return;
            if (_journal.TimeLeft <= NoTime)
            {
                foreach (var watched in _pending)
                    End(watched, item => new WaitEvent<T>.TimedOut(item, watched.Status, failure));
                return;
            }

            await Task.Delay(_pace.Next(slowed, _journal.TimeLeft), _time, ct).ConfigureAwait(false);
        }
    }

    /// <returns>A failure that time may heal, if there was one.</returns>
    private Task<BedrockException?> LookAsync(CancellationToken ct) =>
        _mayList && _pending.Count > MostGetsWithoutSweep ? SweepAsync(ct) : GetEachAsync(_pending, ct);

    private async Task<BedrockException?> SweepAsync(CancellationToken ct)
    {
        BedrockException? failure = null;
        var complete = false;
        try
        {
            await ShowAsync(ct).ConfigureAwait(false);
            complete = true;
        }
        catch (BedrockException passing) when (Heals(passing))
        {
            failure = passing;
        }
        catch (BedrockException refusal) when (refusal.ErrorCode is ErrorCode.AccessDenied or ErrorCode.UnknownOperation or ErrorCode.InvalidResponse)
        {
            // Who may not list may still Get.
            _mayList = false;
            return await GetEachAsync(_pending, ct).ConfigureAwait(false);
        }
        catch (BedrockException refusal)
        {
            // No credentials, or nobody at the endpoint: the Gets would all say the same.
            _pending.ForEach(watched => End(watched, item => new WaitEvent<T>.Errored(item, refusal)));
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time is up.
        }

        foreach (var watched in _pending)
        {
            if (watched.Shown is { State: WaitState.Pending } sighting)
                Note(watched, sighting);
        }

        return await GetEachAsync(_pending.Where(NeedsGet), ct).ConfigureAwait(false) ?? failure;

        // What ended, for the whole resource; and what the list does not show, before it is said to be gone.
        bool NeedsGet(Watched watched) => watched.Shown is null ? complete : watched.Shown.State != WaitState.Pending;
    }

    /// <summary>Reads the list until it has shown all that is waited for.</summary>
    private async Task ShowAsync(CancellationToken ct)
    {
        _pending.ForEach(watched => watched.Shown = null);
        var hidden = _pending.Count;
        using var limit = new CancellationTokenSource(CallLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        await foreach (var page in _source.ListAsync(_region, either.Token).ConfigureAwait(false))
        {
            _answered = true;
            limit.CancelAfter(CallLimit);
            foreach (var (name, arn, sighting) in page)
            {
                Show(name, sighting);
                Show(arn, sighting);
            }

            if (hidden == 0)
                return;
        }

        void Show(string identifier, WaitSighting sighting)
        {
            if (!_byIdentifier.TryGetValue(identifier, out var watched) || watched.Ended || watched.Shown is not null)
                return;
            (watched.Shown, watched.Seen) = (sighting, true);
            hidden--;
        }
    }

    /// <summary>A few Gets at a time; what they tell is told in order.</summary>
    private async Task<BedrockException?> GetEachAsync(IEnumerable<Watched> which, CancellationToken ct)
    {
        BedrockException? failure = null;
        foreach (var some in which.Chunk(GetsAtOnce))
        {
            var looks = some.Select(watched => (watched, AskAsync(watched.Item, ct))).ToList();
            foreach (var (watched, look) in looks)
                failure = Take(watched, await look.ConfigureAwait(false)) ?? failure;
        }

        return failure;
    }

    private async Task<Look> AskAsync(WaitItem item, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(CallLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var (sighting, value) = await _source.GetAsync(item, either.Token).ConfigureAwait(false);
            return new Look(sighting, value, null);
        }
        catch (BedrockException failure)
        {
            return new Look(null, default, failure);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return default; // Time is up.
        }
    }

    private BedrockException? Take(Watched watched, Look look)
    {
        switch (look)
        {
            case { Sighting: { } sighting, Value: { } value }:
                _answered = true;
                Note(watched, sighting);
                if (sighting.State == WaitState.Ready)
                    End(watched, item => new WaitEvent<T>.Ready(item, value));
                else if (sighting.State == WaitState.Failed)
                    End(watched, item => new WaitEvent<T>.Failed(item, sighting.Status, sighting.FailureMessage));
                return null;
            case { Failure.ErrorCode: ErrorCode.ResourceNotFound } when watched.Seen:
                End(watched, item => new WaitEvent<T>.Vanished(item));
                return null;
            case { Failure: { } failure } when !Heals(failure):
                End(watched, item => new WaitEvent<T>.Errored(item, failure));
                return null;
            default:
                return look.Failure;
        }
    }

    private void Note(Watched watched, WaitSighting sighting)
    {
        if (!sighting.Known)
            _journal.TellUnknown(watched.Item, sighting.Status);
        if (watched.Status is { } before && !string.Equals(before, sighting.Status, StringComparison.OrdinalIgnoreCase))
            _journal.Tell(new WaitEvent<T>.StatusChanged(watched.Item, before, sighting.Status));
        (watched.Status, watched.Seen) = (sighting.Status, true);
    }

    private void End(Watched watched, Func<WaitItem, WaitEvent<T>> final)
    {
        watched.Ended = true;
        foreach (var item in watched.Items)
            _journal.Tell(final(item));
    }

    /// <summary>Whether a later look may fare better. An endpoint that never answered anything is more likely wrong than slow.</summary>
    private bool Heals(BedrockException failure)
    {
        _answered |= failure.StatusCode != 0;
        return failure.IsRetryable && (_answered || failure.ErrorCode != ErrorCode.ConnectionFailed);
    }

    private readonly record struct Look(WaitSighting? Sighting, T? Value, BedrockException? Failure);
}

/// <summary>A resource that is looked at, for all the items that name it in the same way.</summary>
internal sealed class Watched(IReadOnlyList<WaitItem> items)
{
    public IReadOnlyList<WaitItem> Items { get; } = items;

    public WaitItem Item => Items[0];

    /// <summary>The last status; null until the resource was seen.</summary>
    public string? Status { get; set; }

    /// <summary>Whether any look, sweeps included, has shown the resource.</summary>
    public bool Seen { get; set; }

    /// <summary>What the sweep under way has shown of it.</summary>
    public WaitSighting? Shown { get; set; }

    /// <summary>Whether its items have had their final event.</summary>
    public bool Ended { get; set; }
}
