using BedrockModels.Protocol;
using BedrockModels.Waiting;
using static BedrockModels.Tests.Waiting.Simulation;

namespace BedrockModels.Tests.Waiting;

public class WaiterSweepTests
{
    [Fact]
    public void A_hundred_models_cost_one_sweep_a_look_and_one_get_each_at_their_end()
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
    public void Above_two_pending_a_look_is_a_sweep(int models, int pages, int gets)
    {
        var source = new FakeSource();
        var names = Enumerable.Range(0, models).Select(i => $"m{i}").ToArray();
        foreach (var name in names)
            source.With(name, "0 Creating");
        Run(source, Items(names), timeout: 0);
        Assert.Equal((pages, gets), (source.Pages.Count(), source.Gets.Count()));
    }

    [Fact]
    public void With_two_left_the_gets_have_the_only_word()
    {
        var source = new FakeSource().With("a", "0 Creating, 5 Active").With("b", "0 Creating, 60 Active").With("c", "0 Creating, 60 Active");
        Run(source, Items("a", "b", "c"));
        var endOfA = source.Gets.Single(get => get.Identifier == "a").At;
        Assert.Equal(endOfA, source.Pages.Max(page => page.At));
        Expect.Each(source.Gets.Where(get => get.Identifier != "a"), get => Assert.True(get.At > endOfA));
    }

    [Fact]
    public void Names_match_by_name_and_ARNs_by_ARN()
    {
        var source = new FakeSource().With("a", "0 Creating, 5 Active").With("b", "0 Creating, 5 Active").With("c", "0 Creating, 5 Active");
        var said = Run(source, Items("a", FakeSource.ArnOf("b"), FakeSource.ArnOf("c")));
        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Equal(["a", FakeSource.ArnOf("b"), FakeSource.ArnOf("c")], source.Gets.Select(get => get.Identifier));
    }

    [Fact]
    public void One_model_named_in_two_ways_is_told_twice()
    {
        var source = new FakeSource().With("a", "0 Creating, 5 Active").With("b", "0 Creating, 5 Active");
        var said = Run(source, Items("a", FakeSource.ArnOf("a"), "b"));
        Assert.Equal(["a", FakeSource.ArnOf("a"), "b"], said.OfType<WaitEvent<string>.Ready>().Select(ready => ready.Item.Identifier));
    }

    [Fact]
    public void A_sweep_stops_at_the_page_that_shows_the_last_one()
    {
        var source = new FakeSource { PageSize = 2 };
        foreach (var name in new[] { "a", "b", "c", "x1", "x2", "x3" })
            source.With(name, "0 Creating");
        Run(source, Items("a", "b", "c"), timeout: 0);
        Assert.Equal(2, source.Pages.Count());
    }

    [Fact]
    public void What_the_sweep_does_not_show_gets_one_get_a_look_and_lives_as_long_as_that_shows_it()
    {
        var source = new FakeSource().With("a", "0 Creating, 50 Active").With("b", "0 Creating, 50 Active").With("odd", "0 Creating, 20 Active");
        source.NotListed.Add("odd");
        var said = Run(source, Items("a", "b", "odd"));
        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Equal(source.Pages.Select(page => page.At), source.Gets.Where(get => get.Identifier == "odd").Select(get => get.At));
    }

    [Fact]
    public void What_a_sweep_saw_and_the_get_after_it_does_not_find_has_vanished()
    {
        var source = new FakeSource().With("a", "0 Active").With("b", "0 Active").With("c", "0 Active");
        source.Before = (call, _) => call.Identifier == "a" ? throw FakeSource.Error(ErrorCode.ResourceNotFound, 404) : Task.CompletedTask;
        var said = Run(source, Items("a", "b", "c"));
        Assert.Equal("a", Assert.Single(said.OfType<WaitEvent<string>.Vanished>()).Item.Identifier);
        Assert.Equal(2, said.OfType<WaitEvent<string>.Ready>().Count());
    }

    [Fact]
    public void Where_the_list_is_ahead_of_the_get_the_status_does_not_flap()
    {
        var source = new FakeSource().With("a", "0 Creating, 20 Active").With("b", "0 Creating, 20 Active").With("c", "0 Creating, 20 Active");
        source.ListedAs["a"] = "Active";
        var said = Run(source, Items("a", "b", "c"));
        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Single(said.OfType<WaitEvent<string>.StatusChanged>(), changed => changed.Item.Identifier == "a");
    }

    [Fact]
    public void A_long_list_is_read_to_its_end_also_when_time_is_up_while_its_pages_come()
    {
        var source = new FakeSource { PageSize = 1 }.With("a", "0 Active").With("b", "0 Active").With("c", "0 Active");
        source.Before = (_, ct) => Task.Delay(TimeSpan.FromSeconds(6), source.Clock, ct);
        Assert.Equal(3, Run(source, Items("a", "b", "c"), timeout: 0).OfType<WaitEvent<string>.Ready>().Count());
    }

    [Fact]
    public void Who_may_not_list_waits_by_gets()
    {
        var source = new FakeSource { Before = (call, _) => call.Kind == "List" ? throw FakeSource.Error(ErrorCode.AccessDenied, 403) : Task.CompletedTask };
        source.With("a", "0 Creating, 5 Active").With("b", "0 Creating, 5 Active").With("c", "0 Creating, 5 Active");
        var said = Run(source, Items("a", "b", "c"));
        Assert.Equal(3, said.OfType<WaitEvent<string>.Ready>().Count());
        Assert.Single(source.Pages);
        Assert.Empty(said.OfType<WaitEvent<string>.Errored>());
    }

    [Fact]
    public void Without_credentials_each_item_says_so_and_nothing_more_is_asked()
    {
        var source = new FakeSource { Before = (_, _) => throw FakeSource.Error(ErrorCode.CredentialsNotFound, 0) };
        var said = Run(source, Items("a", "b", "c"));
        Assert.Equal(["a", "b", "c"], said.OfType<WaitEvent<string>.Errored>().Select(one => one.Item.Identifier));
        Assert.Single(source.Calls);
    }

    [Fact]
    public void Regions_are_polled_side_by_side()
    {
        var source = new FakeSource().With("a", "0 Active").With("b", "0 Active", "eu-west-1");
        source.Before = (call, ct) => call.Region == "us-east-1" ? Task.Delay(TimeSpan.FromSeconds(5), source.Clock, ct) : Task.CompletedTask;
        var said = Run(source, [Item("a"), Item("b", "eu-west-1")]);
        Assert.Equal(["b", "a"], said.OfType<WaitEvent<string>.Ready>().Select(ready => ready.Item.Identifier));
        Expect.Each(source.Calls, call => Assert.Equal(TimeSpan.Zero, call.At));
    }

    [Fact]
    public void At_most_eight_gets_are_under_way_and_all_are_told_in_order()
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
    public void A_thousand_models_of_which_none_ends_are_cheap()
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
