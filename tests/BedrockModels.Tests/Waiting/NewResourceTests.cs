using BedrockModels.Waiting;
using static BedrockModels.Tests.Waiting.WaitSimulation;

namespace BedrockModels.Tests.Waiting;

/// <summary>A resource that was created just now: at first, the service may not find it.</summary>
public class NewResourceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void New_resource_that_is_not_found_at_first_becomes_ready(int count)
    {
        var source = new FakeSource();
        WaitItem[] items = [.. Enumerable.Range(1, count).Select(i => Item($"m{i}") with { IsNew = true })];
        foreach (var item in items)
            source.With(item.Identifier, "0 gone, 4 Creating, 20 Active");

        var events = Run(source, items);

        Assert.Equal(count, events.OfType<WaitEvent<string>.Ready>().Count());
        Assert.DoesNotContain(events, one => one is WaitEvent<string>.Errored or WaitEvent<string>.Vanished or WaitEvent<string>.Slowed);
    }

    [Fact]
    public void New_resource_that_stays_missing_is_an_error_after_15_seconds()
    {
        var source = new FakeSource().With("a", "0 gone");

        var errored = Assert.Single(Run(source, [Item("a") with { IsNew = true }]).OfType<WaitEvent<string>.Errored>());

        Assert.InRange(errored.Waited.TotalSeconds, 15, 30);
        Assert.Equal("ResourceNotFoundException", errored.Failure.ErrorCode);
    }

    [Fact]
    public void New_resource_that_was_seen_and_is_deleted_has_vanished_at_once()
    {
        var source = new FakeSource().With("a", "0 Creating, 2 gone");

        var vanished = Assert.Single(Run(source, [Item("a") with { IsNew = true }]).OfType<WaitEvent<string>.Vanished>());

        Assert.InRange(vanished.Waited.TotalSeconds, 2, 5);
    }

    [Fact]
    public void Other_resource_that_is_not_found_is_an_error_at_once()
    {
        var source = new FakeSource().With("a", "0 gone, 4 Active");

        var errored = Assert.Single(Run(source, Items("a")).OfType<WaitEvent<string>.Errored>());

        Assert.Equal(TimeSpan.Zero, errored.Waited);
    }
}
