namespace BedrockModels.Tests.Hosting;

/// <summary>Rules about the tests themselves.</summary>
public sealed class AssertionTests
{
    // Its collections are counted where they are made.
    private static readonly string[] Exempt = [nameof(Expect), "KillTests"];

    [Fact]
    public void Tests_use_Expect_Each_instead_of_Assert_All()
    {
        var callers = Code.MethodsOf(typeof(AssertionTests).Assembly)
            .Where(method => Code.CallsOf(method)
                .Any(call => call.DeclaringType == typeof(Assert) && call.Name is nameof(Assert.All) or "AllAsync"))
            .Select(method => Code.SourceTypeOf(method).Name)
            .ToHashSet();

        Assert.Contains(nameof(Expect), callers);
        Assert.Empty(callers.Except(Exempt));
    }

    [Fact]
    public void Each_checks_every_item_and_fails_for_an_empty_collection()
    {
        var seen = new List<int>();

        Expect.Each([1, 2], seen.Add);

        Assert.Equal([1, 2], seen);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Expect.Each(Array.Empty<int>(), _ => { }));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Expect.Each([1, 2], item => Assert.Equal(1, item)));
    }
}
