namespace BedrockModels.Tests;

/// <summary>Assertions that can fail where those of xUnit cannot.</summary>
internal static class Expect
{
    /// <summary>Checks each item of a collection, and that there is one: <c>Assert.All</c> passes over an empty collection.</summary>
    public static void Each<T>(IEnumerable<T> items, Action<T> check)
    {
        var all = items.ToList();
        Assert.NotEmpty(all);
        Assert.All(all, check);
    }
}
