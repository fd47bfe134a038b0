using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestCollectionOrderer("BedrockModels.Tests.Hosting.RandomOrder", "BedrockModels.Tests")]
[assembly: TestCaseOrderer("BedrockModels.Tests.Hosting.RandomOrder", "BedrockModels.Tests")]

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// Another order in every run, of collections and of the tests in each, so that no test comes to lean on one before it. The
/// environment variable TEST_ORDER repeats the order that a run has told.
/// </summary>
public sealed class RandomOrder : ITestCollectionOrderer, ITestCaseOrderer
{
    private static readonly string Seed = Environment.GetEnvironmentVariable("TEST_ORDER") is { Length: > 0 } given
        ? given
        : RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture);

    private static int _told;

    /// <summary>Made by xUnit.</summary>
    /// <param name="diagnostics">Where the seed is told.</param>
    public RandomOrder(IMessageSink diagnostics)
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
            diagnostics.OnMessage(new DiagnosticMessage($"The order of this run is TEST_ORDER={Seed}."));
    }

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Rank(collection.DisplayName));

    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases.OrderBy(test => Rank(test.UniqueID));

    // By name and not by place: the same seed gives a test the same rank, also where others are left out.
    private static string Rank(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Seed + name)));
}
