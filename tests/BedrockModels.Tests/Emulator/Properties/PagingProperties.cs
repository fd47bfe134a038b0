using BedrockModels.Emulator;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Emulator.Properties;

public sealed class PagingProperties
{
    [Fact]
    public void Pages_of_any_size_together_equal_the_list_in_one_page()
    {
        var run =
            from pauses in Gen.Choose(0, 1).ArrayOf()
            from size in Gen.Choose(1, 14)
            from order in Gen.Elements("Ascending", "Descending")
            from filter in Gen.Elements("", "&nameContains=odd", "&modelStatus=Active")
            select new Run(pauses, size, $"&sortOrder={order}{filter}");
        Prop.ForAll(run.ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(12));
    }

    private static async Task HoldsAsync(Run run)
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock });
        for (var i = 0; i < run.Pauses.Length; i++)
        {
            await emulator.CreateModel($"{(i % 2 == 0 ? "even" : "odd")}-{i}");
            emulator.Advance(run.Pauses[i]);
        }

        emulator.Advance(1);
        var whole = await PageAsync("maxResults=1000");

        Assert.Null(whole.Next);

        var (pages, token) = (new List<string[]>(), (string?)null);
        do
        {
            (var arns, token) =
                await PageAsync($"maxResults={run.Size}" + (token is null ? "" : "&nextToken=" + Uri.EscapeDataString(token)));
            pages.Add(arns);
            Assert.True(pages.Count <= whole.Arns.Length + 1, "The pages go round in a circle.");
        }
        while (token is not null);

        Assert.Equal(whole.Arns, pages.SelectMany(page => page));
        Assert.DoesNotContain(pages.SkipLast(1), page => page.Length != run.Size);
        Assert.True(pages[^1].Length > 0 || pages.Count == 1, "The last page is empty.");

        async Task<(string[] Arns, string? Next)> PageAsync(string paging)
        {
            var page = (await emulator.Get($"/custom-models?{paging}{run.Query}")).Json;
            return ([.. page["modelSummaries"]!.AsArray().Select(summary => (string)summary!["modelArn"]!)], (string?)page["nextToken"]);
        }
    }

    /// <summary>The seconds after each model, the page size, and the filters.</summary>
    private sealed record Run(int[] Pauses, int Size, string Query)
    {
        public override string ToString() => $"{string.Join(' ', Pauses)}; {Size}; {Query}";
    }
}
