using BedrockModels.Waiting;
using FsCheck;
using FsCheck.Fluent;
using static BedrockModels.Tests.Waiting.WaitSimulation;

namespace BedrockModels.Tests.Waiting;

/// <summary>How a wait ends: once for each item, at once when it is canceled, and with nothing left behind.</summary>
public class WaiterEndTests
{
    private static readonly string[] Statuses = ["Creating", "Active", "Failed", "gone", "Paused", "throttled", "denied", "broken"];

    [Fact]
    public void Item_ends_exactly_once_for_any_sequence_of_statuses()
    {
        var step = Gen.Zip(Gen.Choose(0, 120), Gen.Elements(Statuses));
        var model = Gen.Zip(Gen.Elements("us-east-1", "eu-west-1"), Gen.ListOf(step));
        var models = Gen.NonEmptyListOf(model).Resize(12);
        Prop.ForAll(Arb.From(Gen.Zip(models, Gen.Choose(0, 150))), run =>
        {
            var (scripts, timeout) = run;
            var items = new List<WaitItem>();
            var source = new FakeSource { PageSize = 3 };
            foreach (var ((region, steps), i) in scripts.Select((script, i) => (script, i)))
            {
                var name = $"m{i}";
                source.With(name, string.Join(", ",
                    steps.OrderBy(one => one.Item1).Select(one => $"{one.Item1} {one.Item2}").DefaultIfEmpty("0 gone")), region);
                items.Add(Item(i % 3 == 0 ? FakeSource.ArnOf(name, region) : name, region));
                if (i % 4 == 0)
                    items.Add(Item(name, region));
            }

            var said = Run(source, items, timeout);
            var ended = said.Where(IsFinal).Select(one => ItemOf(one)!).ToList();
            var last = said.OfType<WaitEvent<string>.Progress>().Last().Counts;
            return ended.Count == items.Count
                && items.All(item => ended.Count(one => ReferenceEquals(one, item)) == 1)
                && last.Ready == said.OfType<WaitEvent<string>.Ready>().Count()
                && last.Pending == said.OfType<WaitEvent<string>.TimedOut>().Count()
                && last.Total == items.Count;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "b", "c")]
    public async Task Cancellation_ends_a_pause_and_leaves_no_timer(params string[] names)
    {
        var source = new FakeSource();
        foreach (var name in names)
            source.With(name, "0 Creating");
        using var cancel = new CancellationTokenSource();
        await using var reading = Waiter(source).WatchAsync(Items(names), cancel.Token).GetAsyncEnumerator(CancellationToken.None);

        Assert.True(await reading.MoveNextAsync());
        var next = reading.MoveNextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        var calls = source.Calls.Count;

        source.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(calls, source.Calls.Count);
    }

    [Fact]
    public async Task Cancellation_ends_a_call_that_ignores_it()
    {
        var source = new FakeSource { Before = (_, _) => new TaskCompletionSource().Task };
        using var cancel = new CancellationTokenSource();
        await using var reading = Waiter(source).WatchAsync(Items("a"), cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = reading.MoveNextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Wait_canceled_before_it_starts_sends_nothing()
    {
        var source = new FakeSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Waiter(source).WatchAsync(Items("a"), new CancellationToken(canceled: true)))
            {
            }
        });

        Assert.Empty(source.Calls);
    }

    [Fact]
    public async Task Queued_events_are_not_returned_after_cancellation()
    {
        var source = new FakeSource().With("a", "0 Active").With("b", "0 Active");
        using var cancel = new CancellationTokenSource();
        await using var reading = Waiter(source).WatchAsync(Items("a", "b"), cancel.Token).GetAsyncEnumerator(CancellationToken.None);

        Assert.True(await reading.MoveNextAsync());

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading.MoveNextAsync());
    }

    // Without a context of the test's own, what a timer wakes runs inside the turning of the clock.
    [Fact]
    public Task Wait_sends_nothing_after_its_reader_left() => Task.Run(async () =>
    {
        var source = new FakeSource().With("a", "0 Creating").With("b", "0 Creating", "eu-west-1");
        await foreach (var _ in Waiter(source).WatchAsync([Item("a"), Item("b", "eu-west-1")], CancellationToken.None))
            break;

        source.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, source.Calls.Count);
    });

    [Fact]
    public async Task Exception_in_one_Region_reaches_the_reader_while_others_wait()
    {
        var source = new FakeSource().With("a", "0 Creating");
        source.Before = (call, _) => call.Region == "eu-west-1" ? throw new InvalidOperationException("a defect") : Task.CompletedTask;

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in Waiter(source).WatchAsync([Item("a"), Item("b", "eu-west-1")], CancellationToken.None))
            {
            }
        });
    }
}
