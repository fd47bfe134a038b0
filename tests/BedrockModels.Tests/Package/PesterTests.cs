using System.Globalization;
using System.Xml.Linq;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Package;

/// <summary>
/// Runs the Pester tests of tests/Pester in a real pwsh, against the files that ship. Each Pester test is a row here, with its name
/// and, when it fails, its message.
/// </summary>
public sealed class PesterTests
{
    private const string Folder = "tests/Pester";

    // Once, however many ask; a run that breaks fails every test that asks.
    private static readonly Lazy<Task<XElement>> Results = new(RunAsync);

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(RowsAsync))]
    public void Package_passes(string file, string name, string? failure) => Assert.True(failure is null, $"{file}: {name}\n{failure}");

    [Fact]
    public async Task Files_of_Pester_tests_all_ran()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.Tests.ps1").Select(Path.GetFileName);
        var suites = (await Results.Value).Elements("testsuite").Where(suite => suite.Elements("testcase").Any());

        Assert.Equal(files.Order(StringComparer.Ordinal), suites.Select(FileOf).Order(StringComparer.Ordinal));
    }

    public static async Task<IReadOnlyCollection<TheoryDataRow<string, string, string?>>> RowsAsync() =>
        [.. (await Results.Value).Elements("testsuite")
            .SelectMany(suite => suite.Elements("testcase").Select(test => Row(FileOf(suite), test)))];

    private static TheoryDataRow<string, string, string?> Row(string file, XElement test)
    {
        var name = test.Attribute("name")!.Value;
        var failure = test.Element("failure") ?? test.Element("error");
        return new(file, name, failure is null ? null : $"{failure.Attribute("message")?.Value}\n{failure.Value}")
        {
            TestDisplayName = $"Pester: {name}",
            Skip = test.Element("skipped") is null ? null : "Pester skipped it on this platform.",
        };
    }

    private static string FileOf(XElement suite) => Path.GetFileName(suite.Attribute("name")!.Value);

    private static async Task<XElement> RunAsync()
    {
        using var shell = new PowerShellProcess();
        var file = Path.Combine(shell.Folder, "results.xml");
        var result = await shell.RunAsync(
            "-NonInteractive", "-File", Path.Combine(Repository.Root, Folder, "Invoke-PackageTests.ps1"), "-Pester",
            Repository.Metadata("Pester"), "-ResultPath", file);

        // The exit code counts failures. A run that could not start or ended early has no results that agree with it.
        Assert.True(File.Exists(file), $"Pester wrote no results and ended with {result.ExitCode}.\n{result.Output}\n{result.Error}");
        var results = XElement.Load(file);
        var failed = results.Descendants("testcase")
            .Count(test => test.Element("failure") is not null || test.Element("error") is not null);
        Assert.True(
            result.ExitCode == failed,
            string.Create(CultureInfo.InvariantCulture,
                $"Pester ended with {result.ExitCode}, but its results have {failed} failures.\n{result.Output}\n{result.Error}"));
        return results;
    }
}
