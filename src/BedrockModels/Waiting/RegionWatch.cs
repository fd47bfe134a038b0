namespace BedrockModels.Waiting;

/// <summary>
/// Polls the resources of one Region until each has a final state or the time is up. For more than two resources, one sweep of the list
/// replaces a Get of each. A final state is always confirmed with Get, because only Get returns the whole resource.
/// </summary>
internal sealed class RegionWatch<T>
{
    private const int MostGetsWithoutSweep = 2;
    private const int GetsAtOnce = 8;

    // The last poll needs time for its response.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    // How long the service may not find a resource that it has just created.
    private static readonly TimeSpan CreationLag = TimeSpan.FromSeconds(15);

    // Timers can fire a little early; do not poll again for the rest.
    private static readonly TimeSpan NoTime = TimeSpan.FromMilliseconds(20);

    private readonly string _region;
    private readonly IWaitSource<T> _source;
    private readonly WaitJournal<T> _journal;
    private readonly PollPace _pace;
    private readonly TimeProvider _time;
    private readonly List<Watched> _pending;
    private readonly Dictionary<string, Watched> _byIdentifier;
    private bool _responded;
    private bool _mayList = true;

    public RegionWatch(
        string region, IEnumerable<WaitItem> items, IWaitSource<T> source, WaitJournal<T> journal, PollPace pace, TimeProvider time)
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
            var failure = await PollAsync(ct).ConfigureAwait(false);
            _pending.RemoveAll(watched => watched.Ended);
            if (failure is not null && !slowed)
                _journal.Publish(new WaitEvent<T>.Slowed(_region, failure));
            slowed = failure is not null;
            _journal.PublishCounts(counts => new WaitEvent<T>.Progress(counts));
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

    /// <returns>A temporary failure, if there was one.</returns>
    private Task<BedrockException?> PollAsync(CancellationToken ct) =>
        _mayList && _pending.Count > MostGetsWithoutSweep ? SweepAsync(ct) : GetEachAsync(_pending, ct);

    private async Task<BedrockException?> SweepAsync(CancellationToken ct)
    {
        BedrockException? failure = null;
        var complete = false;
        try
        {
            await ReadListAsync(ct).ConfigureAwait(false);
            complete = true;
        }
        catch (BedrockException exception) when (IsTemporary(exception))
        {
            failure = exception;
        }
        catch (BedrockException exception) when (exception.ErrorCode
            is ErrorCode.AccessDenied or ErrorCode.UnknownOperation or ErrorCode.InvalidResponse)
        {
            // A caller without the permission to list can still Get.
            _mayList = false;
            return await GetEachAsync(_pending, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            // No credentials or no response from the endpoint: every Get would fail in the same way.
            _pending.ForEach(watched => End(watched, item => new WaitEvent<T>.Errored(item, exception)));
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time is up.
        }

        foreach (var watched in _pending)
        {
            if (watched.Listed is { State: WaitState.Pending } sighting)
                Update(watched, sighting);
        }

        return await GetEachAsync(_pending.Where(NeedsGet), ct).ConfigureAwait(false) ?? failure;

        // A final state needs the whole resource; a resource that is not in the list may have been deleted.
        bool NeedsGet(Watched watched) => watched.Listed is null ? complete : watched.Listed.State != WaitState.Pending;
    }

    /// <summary>Reads the list until it has returned every pending resource.</summary>
    private async Task ReadListAsync(CancellationToken ct)
    {
        _pending.ForEach(watched => watched.Listed = null);
        var missing = _pending.Count;
        using var limit = new CancellationTokenSource(CallLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        await foreach (var page in _source.ListAsync(_region, either.Token).ConfigureAwait(false))
        {
            _responded = true;
            limit.CancelAfter(CallLimit);
            foreach (var (name, arn, sighting) in page)
            {
                Note(name, sighting);
                Note(arn, sighting);
            }

            if (missing == 0)
                return;
        }

        void Note(string identifier, WaitSighting sighting)
        {
            if (!_byIdentifier.TryGetValue(identifier, out var watched) || watched.Ended || watched.Listed is not null)
                return;
            (watched.Listed, watched.Seen) = (sighting, true);
            missing--;
        }
    }

    /// <summary>Gets resources, a few at a time, and publishes the results in order.</summary>
    private async Task<BedrockException?> GetEachAsync(IEnumerable<Watched> which, CancellationToken ct)
    {
        BedrockException? failure = null;
        foreach (var some in which.Chunk(GetsAtOnce))
        {
            var polls = some.Select(watched => (watched, PollOneAsync(watched.Item, ct))).ToList();
            foreach (var (watched, poll) in polls)
                failure = Handle(watched, await poll.ConfigureAwait(false)) ?? failure;
        }

        return failure;
    }

    private async Task<PollResult> PollOneAsync(WaitItem item, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(CallLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var (sighting, value) = await _source.GetAsync(item, either.Token).ConfigureAwait(false);
            return new PollResult(sighting, value, null);
        }
        catch (BedrockException exception)
        {
            return new PollResult(null, default, exception);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return default; // Time is up.
        }
    }

    private BedrockException? Handle(Watched watched, PollResult result)
    {
        switch (result)
        {
            case { Sighting: { } sighting, Value: { } value }:
                _responded = true;
                Update(watched, sighting);
                if (sighting.State == WaitState.Ready)
                    End(watched, item => new WaitEvent<T>.Ready(item, value));
                else if (sighting.State == WaitState.Failed)
                    End(watched, item => new WaitEvent<T>.Failed(item, sighting.Status, sighting.FailureMessage));
                return null;
            case { Failure.ErrorCode: ErrorCode.ResourceNotFound } when watched.MayNotExistYet && _journal.Elapsed < CreationLag:
                return null;
            case { Failure.ErrorCode: ErrorCode.ResourceNotFound } when watched.Seen:
                End(watched, item => new WaitEvent<T>.Vanished(item));
                return null;
            case { Failure: { } failure } when !IsTemporary(failure):
                End(watched, item => new WaitEvent<T>.Errored(item, failure));
                return null;
            default:
                return result.Failure;
        }
    }

    private void Update(Watched watched, WaitSighting sighting)
    {
        if (!sighting.Known)
            _journal.PublishUnknownStatus(watched.Item, sighting.Status);
        if (watched.Status is { } before && !string.Equals(before, sighting.Status, StringComparison.OrdinalIgnoreCase))
            _journal.Publish(new WaitEvent<T>.StatusChanged(watched.Item, before, sighting.Status));
        (watched.Status, watched.Seen) = (sighting.Status, true);
    }

    private void End(Watched watched, Func<WaitItem, WaitEvent<T>> createEvent)
    {
        watched.Ended = true;
        foreach (var item in watched.Items)
            _journal.Publish(createEvent(item));
    }

    /// <summary>Whether a later poll may succeed. An endpoint that never responded is more likely wrong than slow.</summary>
    private bool IsTemporary(BedrockException failure)
    {
        _responded |= failure.StatusCode != 0;
        return failure.IsRetryable && (_responded || failure.ErrorCode != ErrorCode.ConnectionFailed);
    }

    private readonly record struct PollResult(WaitSighting? Sighting, T? Value, BedrockException? Failure);
}

/// <summary>A resource to poll, for all items with the same identifier.</summary>
internal sealed class Watched(IReadOnlyList<WaitItem> items)
{
    public IReadOnlyList<WaitItem> Items { get; } = items;

    public WaitItem Item => Items[0];

    /// <summary>The last status; null until the first response.</summary>
    public string? Status { get; set; }

    /// <summary>Whether a Get or a list has returned the resource.</summary>
    public bool Seen { get; set; }

    /// <summary>Its entry in the list of the current sweep.</summary>
    public WaitSighting? Listed { get; set; }

    /// <summary>Whether the service may not find the resource because it has only just created it.</summary>
    public bool MayNotExistYet => !Seen && Items.Any(item => item.IsNew);

    /// <summary>Whether its items have their final event.</summary>
    public bool Ended { get; set; }
}
