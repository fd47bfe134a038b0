using BedrockModels.Pipeline;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Pipeline;

public sealed class OrderedWorkTests
{
    [Fact]
    public void Limit_is_kept_and_room_returns_when_a_piece_ends()
    {
        var pieces = Pieces(3);
        var work = new OrderedWork<int>(2);

        work.Start(() => pieces[0].Task);

        Assert.True(work.HasRoom);

        work.Start(() => pieces[1].Task);

        Assert.False(work.HasRoom);

        pieces[1].SetResult(1);

        Assert.True(work.HasRoom);
    }

    [Fact]
    public void Results_come_in_the_order_of_their_start()
    {
        var pieces = Pieces(2);
        var work = new OrderedWork<int>(2);
        work.Start(() => pieces[0].Task);
        work.Start(() => pieces[1].Task);

        pieces[1].SetResult(1);

        Assert.False(work.TryTake(out _));

        pieces[0].SetResult(0);

        Assert.True(work.TryTake(out var first));
        Assert.True(work.TryTake(out var second));
        Assert.Equal((0, 1), (first, second));
        Assert.True(work.IsEmpty);
    }

    [Fact]
    public void Slow_piece_limits_the_results_that_wait_behind_it()
    {
        var work = new OrderedWork<int>(2);
        var slow = new TaskCompletionSource<int>();
        work.Start(() => slow.Task);
        var started = 1;
        while (work.HasRoom)
        {
            work.Start(() => Task.FromResult(started));
            started++;
        }

        Assert.InRange(started, 8, 100);
    }

    [Fact]
    public void Results_are_in_order_and_the_limit_holds_for_any_order_of_ends() =>
        Prop.ForAll(
            Gen.Choose(1, 8).SelectMany(limit => Gen.Choose(0, 1000).ArrayOf(40).Select(order => (limit, order))).ToArbitrary(),
            sample => RunInAnyOrder(sample.limit, sample.order)).QuickCheckThrowOnFailure();

    private static void RunInAnyOrder(int limit, int[] order)
    {
        var work = new OrderedWork<int>(limit);
        var running = new List<(int Number, TaskCompletionSource<int> Piece)>();
        var taken = new List<int>();
        for (var next = 0; next < order.Length;)
        {
            if (work.HasRoom)
            {
                var piece = new TaskCompletionSource<int>();
                running.Add((next, piece));
                work.Start(() => piece.Task);
                next++;
            }
            else
            {
                EndOne(order[next]);
            }

            Assert.True(running.Count <= limit);
        }

        while (running.Count > 0)
            EndOne(order[running.Count]);
        Assert.Equal(Enumerable.Range(0, order.Length), taken);
        return;

        void EndOne(int choice)
        {
            var (number, piece) = running[choice % running.Count];
            running.RemoveAt(choice % running.Count);
            piece.SetResult(number);
            while (work.TryTake(out var result))
                taken.Add(result);
        }
    }

    private static TaskCompletionSource<int>[] Pieces(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<int>())];
}
