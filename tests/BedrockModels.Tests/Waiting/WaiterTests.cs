using BedrockModels.Protocol;
using BedrockModels.Waiting;
using static BedrockModels.Tests.Waiting.WaitSimulation;

namespace BedrockModels.Tests.Waiting;

public class WaiterTests
{
    [Fact]
    public void Model_that_becomes_Active_is_reported_once_with_the_object_of_its_last_get()
    {
        var source = new FakeSource().With("a", "0 Creating, 10 Active");

        var said = Run(source, Items("a"));

        var ready = Assert.Single(said.OfType<WaitEvent<string>.Ready>());
        Assert.Equal(("a", "target of a", "whole a"), (ready.Item.Identifier, ready.Item.Target, ready.Value));
        Assert.InRange(ready.Waited.TotalSeconds, 10, 16);
        var changed = Assert.Single(said.OfType<WaitEvent<string>.StatusChanged>());
        Assert.Equal(("Creating", "Active"), (changed.From, changed.To));
        Assert.Empty(source.Pages);
    }

    [Fact]
    public void Model_that_is_Active_at_the_first_poll_takes_one_get_and_no_time()
    {
        var source = new FakeSource().With("a", "0 Active");

        var said = Run(source, Items("a"));

        Assert.Equal(TimeSpan.Zero, Assert.Single(said.OfType<WaitEvent<string>.Ready>()).Waited);
        Assert.Empty(said.OfType<WaitEvent<string>.StatusChanged>());
        Assert.Single(source.Calls);
    }

    [Fact]
    public void Failed_model_is_reported_with_the_reason_of_the_service()
    {
        var said = Run(new FakeSource().With("a", "0 Creating, 10 Failed"), Items("a"));

        var failed = Assert.Single(said, IsFinal) as WaitEvent<string>.Failed;
        Assert.Equal(("Failed", "the data could not be read"), (failed?.Status, failed?.FailureMessage));
    }

    [Fact]
    public void Failed_model_in_a_list_is_reported_with_the_reason_of_the_service()
    {
        var said =
            Run(new FakeSource().With("a", "0 Creating, 10 Failed").With("b", "0 Active").With("c", "0 Active"), Items("a", "b", "c"));

        Assert.Equal("the data could not be read", Assert.Single(said.OfType<WaitEvent<string>.Failed>()).FailureMessage);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "b", "c")]
    public void Unknown_model_is_an_error_of_the_first_poll(params string[] names)
    {
        var source = new FakeSource();
        foreach (var name in names.Skip(1))
            source.With(name, "0 Active");

        var said = Run(source, Items(names));

        var errored = Assert.Single(said.OfType<WaitEvent<string>.Errored>());
        Assert.Equal(("a", ErrorCode.ResourceNotFound, TimeSpan.Zero),
            (errored.Item.Identifier, errored.Failure.ErrorCode, errored.Waited));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "b", "c")]
    public void Model_deleted_during_the_wait_has_vanished(params string[] names)
    {
        var source = new FakeSource().With("a", "0 Creating, 20 gone");
        foreach (var name in names.Skip(1))
            source.With(name, "0 Creating, 60 Active");

        var said = Run(source, Items(names));

        Assert.Equal("a", Assert.Single(said.OfType<WaitEvent<string>.Vanished>()).Item.Identifier);
        Assert.Empty(said.OfType<WaitEvent<string>.Errored>());
    }

    [Fact]
    public void Permanent_error_ends_only_its_item()
    {
        var source = new FakeSource().With("a", "0 Creating, 10 Active").With("b", "0 Creating, 10 Active");
        source.Before = (call, _) => call.Identifier == "b"
            ? Task.FromException(FakeSource.Error(ErrorCode.AccessDenied, 403)) : Task.CompletedTask;

        var said = Run(source, Items("a", "b"));

        Assert.Equal("b", Assert.Single(said.OfType<WaitEvent<string>.Errored>()).Item.Identifier);
        Assert.Equal("a", Assert.Single(said.OfType<WaitEvent<string>.Ready>()).Item.Identifier);
    }

    [Fact]
    public void Timeout_covers_the_whole_wait_and_reports_each_last_status()
    {
        var source = new FakeSource().With("a", "0 Creating, 10 Active").With("b", "0 Creating").With("c", "0 Paused")
            .With("d", "0 Creating");

        var said = Run(source, Items("a", "b", "c", "d"), timeout: 100);

        Assert.Single(said.OfType<WaitEvent<string>.Ready>());
        var late = said.OfType<WaitEvent<string>.TimedOut>().ToList();
        Assert.Equal([("b", "Creating"), ("c", "Paused"), ("d", "Creating")], late.Select(one => (one.Item.Identifier, one.LastStatus!)));
        Expect.Each(late, one => Assert.InRange(one.Waited.TotalSeconds, 100, 100.02));
        Assert.InRange(source.Calls[^1].At.TotalSeconds, 99.99, 100.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Timeout_of_zero_or_less_polls_once(double timeout)
    {
        var source = new FakeSource().With("a", "0 Creating").With("b", "0 Active");

        var said = Run(source, Items("a", "b"), timeout);

        Assert.Equal(2, source.Calls.Count);
        Assert.Equal("Creating", Assert.Single(said.OfType<WaitEvent<string>.TimedOut>()).LastStatus);
        Assert.Single(said.OfType<WaitEvent<string>.Ready>());
    }

    [Fact]
    public void Unknown_status_is_pending_and_reported_once()
    {
        var said = Run(new FakeSource().With("a", "0 Paused, 10 Creating, 20 Paused, 30 Active")
            .With("b", "0 PAUSED, 40 Active", "eu-west-1"), [Item("a"), Item("b", "eu-west-1")]);

        Assert.Equal("Paused", Assert.Single(said.OfType<WaitEvent<string>.UnknownStatus>()).Status);
        Assert.Equal(2, said.OfType<WaitEvent<string>.Ready>().Count());
    }

    [Fact]
    public void Status_is_read_in_any_case()
    {
        var said = Run(new FakeSource().With("a", "0 CREATING, 2 Creating, 10 ACTIVE"), Items("a"));

        Assert.Single(said.OfType<WaitEvent<string>.Ready>());
        Assert.Single(said.OfType<WaitEvent<string>.StatusChanged>());
        Assert.Empty(said.OfType<WaitEvent<string>.UnknownStatus>());
    }

    [Fact]
    public void Repeated_item_is_polled_once_and_reported_each_time()
    {
        var source = new FakeSource().With("a", "0 Creating, 3 Active");

        var said = Run(source, Items("a", "a", "a"));

        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Single(said.OfType<WaitEvent<string>.StatusChanged>());
        Assert.Empty(source.Pages);
        Assert.Equal(source.Calls.Count, source.Calls.DistinctBy(call => call.At).Count());
        Assert.Equal((3, 0), Counts(said));
    }

    [Fact]
    public void Name_in_two_Regions_is_two_models()
    {
        var source = new FakeSource().With("a", "0 Active").With("a", "0 Creating, 30 Failed", "eu-west-1");

        var said = Run(source, [Item("a"), Item("a", "eu-west-1")]);

        Assert.Equal("us-east-1", Assert.Single(said.OfType<WaitEvent<string>.Ready>()).Item.Region);
        Assert.Equal("eu-west-1", Assert.Single(said.OfType<WaitEvent<string>.Failed>()).Item.Region);
    }

    [Fact]
    public void Counts_come_after_every_poll_and_every_minute()
    {
        var source = new FakeSource().With("a", "0 Creating, 10 Active").With("b", "0 Creating, 150 Failed");

        var said = Run(source, Items("a", "b"));
        var looks = source.Calls.Select(call => call.At).Distinct().Count();

        Assert.Equal(looks, said.OfType<WaitEvent<string>.Progress>().Count());
        var beats = said.OfType<WaitEvent<string>.Heartbeat>().ToList();
        Assert.Equal([60, 120], beats.Select(beat => Math.Round(beat.Counts.Elapsed.TotalSeconds)));
        Expect.Each(beats, beat => Assert.Equal((1, 1, 0), (beat.Counts.Ready, beat.Counts.Pending, beat.Counts.Failed)));
        Expect.Each(beats, beat => Assert.Equal(3600, (beat.Counts.Elapsed + beat.Counts.TimeLeft).TotalSeconds, 1));
        var last = said.OfType<WaitEvent<string>.Progress>().Last().Counts;
        Assert.Equal((1, 0, 1, 2), (last.Ready, last.Pending, last.Failed, last.Total));
    }

    [Fact]
    public void Wait_for_no_items_ends_immediately()
    {
        Assert.Empty(Run(new FakeSource(), []));
    }

    private static (int Ready, int Pending) Counts(IReadOnlyList<WaitEvent<string>> said)
    {
        var counts = said.OfType<WaitEvent<string>.Progress>().Last().Counts;
        return (counts.Ready, counts.Pending);
    }
}
