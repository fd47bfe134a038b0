using BedrockModels.Protocol;
using BedrockModels.Waiting;
using static BedrockModels.Tests.Waiting.WaitSimulation;

namespace BedrockModels.Tests.Waiting;

public class WaiterSweepTests
{
    [Fact]
    public void Wait_for_a_hundred_models_sends_one_list_per_poll_and_one_get_each()
    {
        var source = new FakeSource();
        var names = Enumerable.Range(0, 100).Select(i => $"m{i:000}").ToArray();
        for (var i = 0; i < names.Length; i++)
            source.With(names[i], $"0 Creating, {600 + (i / 4 * 36)} {(i % 10 == 0 ? "Failed" : "Active")}");

        var said = Run(source, Items(names));

        Assert.Equal(90, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Equal(10, said.OfType<WaitEvent<string>.Failed>().Count());
        Assert.Equal(said.OfType<WaitEvent<string>.Progress>().Count(), source.Pages.Count());
        Assert.Equal(source.Pages.Count(), source.Pages.Select(page => page.At).Distinct().Count());
        Assert.Equal(names, source.Gets.Select(get => get.Identifier).Order());
    }

    [Theory]
    [InlineData(2, 0, 2)]
    [InlineData(3, 1, 0)]
    public void Poll_uses_List_for_more_than_two_pending_items(int models, int pages, int gets)
    {
        var source = new FakeSource();
        var names = Enumerable.Range(0, models).Select(i => $"m{i}").ToArray();
        foreach (var name in names)
            source.With(name, "0 Creating");

        Run(source, Items(names), timeout: 0);

        Assert.Equal((pages, gets), (source.Pages.Count(), source.Gets.Count()));
    }

    [Fact]
    public void Poll_uses_Get_for_the_last_two_items()
    {
        var source = new FakeSource().With("a", "0 Creating, 5 Active").With("b", "0 Creating, 60 Active")
            .With("c", "0 Creating, 60 Active");
        Run(source, Items("a", "b", "c"));

        var endOfA = source.Gets.Single(get => get.Identifier == "a").At;

        Assert.Equal(endOfA, source.Pages.Max(page => page.At));
        Expect.Each(source.Gets.Where(get => get.Identifier != "a"), get => Assert.True(get.At > endOfA));
    }

    [Fact]
    public void List_matches_names_by_name_and_ARNs_by_ARN()
    {
        var source = new FakeSource().With("a", "0 Creating, 5 Active").With("b", "0 Creating, 5 Active").With("c", "0 Creating, 5 Active");

        var said = Run(source, Items("a", FakeSource.ArnOf("b"), FakeSource.ArnOf("c")));

        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Equal(["a", FakeSource.ArnOf("b"), FakeSource.ArnOf("c")], source.Gets.Select(get => get.Identifier));
    }

    [Fact]
    public void Model_given_by_name_and_ARN_is_reported_twice()
    {
        var source = new FakeSource().With("a", "0 Creating, 5 Active").With("b", "0 Creating, 5 Active");

        var said = Run(source, Items("a", FakeSource.ArnOf("a"), "b"));

        Assert.Equal(["a", FakeSource.ArnOf("a"), "b"], said.OfType<WaitEvent<string>.Ready>().Select(ready => ready.Item.Identifier));
    }

    [Fact]
    public void List_stops_at_the_page_with_the_last_item()
    {
        var source = new FakeSource { PageSize = 2 };
        foreach (var name in new[] { "a", "b", "c", "x1", "x2", "x3" })
            source.With(name, "0 Creating");

        Run(source, Items("a", "b", "c"), timeout: 0);

        Assert.Equal(2, source.Pages.Count());
    }

    [Fact]
    public void Item_missing_in_the_list_is_polled_with_Get()
    {
        var source = new FakeSource().With("a", "0 Creating, 50 Active").With("b", "0 Creating, 50 Active")
            .With("odd", "0 Creating, 20 Active");
        source.NotListed.Add("odd");

        var said = Run(source, Items("a", "b", "odd"));

        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Equal(source.Pages.Select(page => page.At), source.Gets.Where(get => get.Identifier == "odd").Select(get => get.At));
    }

    [Fact]
    public void Item_in_the_list_that_Get_does_not_find_has_vanished()
    {
        var source = new FakeSource().With("a", "0 Active").With("b", "0 Active").With("c", "0 Active");
        source.Before = (call, _) => call.Identifier == "a" ? throw FakeSource.Error(ErrorCode.ResourceNotFound, 404) : Task.CompletedTask;

        var said = Run(source, Items("a", "b", "c"));

        Assert.Equal("a", Assert.Single(said.OfType<WaitEvent<string>.Vanished>()).Item.Identifier);
        Assert.Equal(2, said.OfType<WaitEvent<string>.Ready>().Count());
    }

    [Fact]
    public void Status_does_not_flap_when_List_is_ahead_of_Get()
    {
        var source = new FakeSource().With("a", "0 Creating, 20 Active").With("b", "0 Creating, 20 Active")
            .With("c", "0 Creating, 20 Active");
        source.ListedAs["a"] = "Active";

        var said = Run(source, Items("a", "b", "c"));

        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Single(said.OfType<WaitEvent<string>.StatusChanged>(), changed => changed.Item.Identifier == "a");
    }

    [Fact]
    public void List_is_read_to_its_end_when_the_timeout_comes_between_pages()
    {
        var source = new FakeSource { PageSize = 1 }.With("a", "0 Active").With("b", "0 Active").With("c", "0 Active");
        source.Before = (_, ct) => Task.Delay(TimeSpan.FromSeconds(6), source.Clock, ct);

        Assert.Equal(3, Run(source, Items("a", "b", "c"), timeout: 0).OfType<WaitEvent<string>.Ready>().Count());
    }

    [Fact]
    public void Wait_polls_with_Get_when_List_is_denied()
    {
        var source = new FakeSource
        {
            Before = (call, _) => call.Kind == "List"
            ? throw FakeSource.Error(ErrorCode.AccessDenied, 403) : Task.CompletedTask
        };
        source.With("a", "0 Creating, 5 Active").With("b", "0 Creating, 5 Active").With("c", "0 Creating, 5 Active");

        var said = Run(source, Items("a", "b", "c"));

        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Single(source.Pages);
        Assert.Empty(said.OfType<WaitEvent<string>.Errored>());
    }

    [Fact]
    public void Missing_credentials_are_an_error_of_each_item_after_one_call()
    {
        var source = new FakeSource { Before = (_, _) => throw FakeSource.Error(ErrorCode.CredentialsNotFound, 0) };

        var said = Run(source, Items("a", "b", "c"));

        Assert.Equal(["a", "b", "c"], said.OfType<WaitEvent<string>.Errored>().Select(one => one.Item.Identifier));
        Assert.Single(source.Calls);
    }

    [Fact]
    public void Regions_are_polled_in_parallel()
    {
        var source = new FakeSource().With("a", "0 Active").With("b", "0 Active", "eu-west-1");
        source.Before = (call, ct) => call.Region == "us-east-1"
            ? Task.Delay(TimeSpan.FromSeconds(5), source.Clock, ct) : Task.CompletedTask;

        var said = Run(source, [Item("a"), Item("b", "eu-west-1")]);

        Assert.Equal(["b", "a"], said.OfType<WaitEvent<string>.Ready>().Select(ready => ready.Item.Identifier));
        Expect.Each(source.Calls, call => Assert.Equal(TimeSpan.Zero, call.At));
    }

    [Fact]
    public void Gets_are_limited_to_eight_and_reported_in_order()
    {
        var (now, most) = (0, 0);
        var source = new FakeSource();
        var names = Enumerable.Range(0, 50).Select(i => $"m{i:00}").ToArray();
        foreach (var name in names)
            source.With(name, "0 Active");
        source.Before = async (_, ct) =>
        {
            most = Math.Max(most, ++now);
            await Task.Delay(TimeSpan.FromSeconds(1), source.Clock, ct);
            now--;
        };

        var said = Run(source, Items(names));

        Assert.Equal(names, said.OfType<WaitEvent<string>.Ready>().Select(ready => ready.Item.Identifier));
        Assert.Equal(8, most);
        Assert.Equal(51, source.Calls.Count);
    }

    [Fact]
    public void Wait_for_a_thousand_pending_models_sends_no_get()
    {
        var source = new FakeSource();
        var names = Enumerable.Range(0, 1000).Select(i => $"m{i:0000}").ToArray();
        foreach (var name in names)
            source.With(name, "0 Creating");

        var said = Run(source, Items(names), timeout: 600);

        Assert.Equal(1000, said.OfType<WaitEvent<string>.TimedOut>().Count());
        Assert.Empty(source.Gets);
    }
}
