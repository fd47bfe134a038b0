using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(BedrockModels.Tests.Hosting.RandomOrder))]
[assembly: TestClassOrderer(typeof(BedrockModels.Tests.Hosting.RandomOrder))]
[assembly: TestMethodOrderer(typeof(BedrockModels.Tests.Hosting.RandomOrder))]
[assembly: TestCaseOrderer(typeof(BedrockModels.Tests.Hosting.RandomOrder))]

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// Shuffles collections, classes, methods and test cases in every run, so that no test comes to depend on an earlier one.
/// `dotnet test` shows the seed of a run that fails; the environment variable TEST_ORDER repeats it.
/// </summary>
public sealed class RandomOrder : ITestCollectionOrderer, ITestClassOrderer, ITestMethodOrderer, ITestCaseOrderer
{
    private static readonly string Seed = Environment.GetEnvironmentVariable("TEST_ORDER") is { Length: > 0 } given
        ? given
        : RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture);

    private static int _printed;

    /// <summary>Prints the seed of the run to standard error. xUnit creates one instance per level.</summary>
    public RandomOrder()
    {
        if (Interlocked.Exchange(ref _printed, 1) == 0)
            Console.Error.WriteLine($"The order of this run is TEST_ORDER={Seed}.");
    }

    /// <inheritdoc/>
    /// <remarks>The Pester run is one long process: started first, it runs beside the others and not after them.</remarks>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. Shuffle(testCollections, collection => collection.TestCollectionDisplayName)
            .OrderByDescending(collection =>
                collection.TestCollectionDisplayName.Contains(nameof(Package.PesterTests), StringComparison.Ordinal))];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass =>
        Shuffle(testClasses, type => type?.TestClassName);

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        Shuffle(testMethods, method => method?.TestClass.TestClassName + method?.MethodName);

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        Shuffle(testCases, test => test.TestCaseDisplayName);

    // By name: unique ids depend on the path of the assembly. The same seed gives a test the same rank under a filter too.
    private static List<T> Shuffle<T>(IEnumerable<T> items, Func<T, string?> name) =>
        [.. items.OrderBy(item => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Seed + name(item)))))];
}
