using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Package;

/// <summary>The task Package of build.ps1, with the last build, in a workflow of the tag of a prerelease.</summary>
public sealed class PackageTaskTests : IClassFixture<PackagedModule>
{
    private readonly PackagedModule _package;

    public PackageTaskTests(PackagedModule package) => _package = package;

    [Fact]
    public void Prerelease_tag_is_the_version_of_the_package_and_the_label_in_the_manifest()
    {
        using var archive = _package.OpenArchive();
        using var nuspec = archive.GetEntry("BedrockModels.nuspec")!.Open();
        var version = XDocument.Load(nuspec).Descendants().Single(element => element.Name.LocalName == "version").Value;

        Assert.Equal(_package.Version + "-preview1", version);
        Assert.Contains("Prerelease   = 'preview1'", _package.Text("BedrockModels.psd1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_of_an_earlier_run_is_deleted() =>
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_package.Out, "*", SearchOption.AllDirectories),
            path => path.Contains("0.0.1", StringComparison.Ordinal));

    [Fact]
    public void Package_for_a_gallery_has_the_files_of_the_folder()
    {
        using var archive = _package.OpenArchive();
        var packed = archive.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Except(["BedrockModels.nuspec", "[Content_Types].xml"]);
        var files = Directory.GetFiles(_package.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_package.Folder, file).Replace('\\', '/'));

        Assert.Equal(files.Order(), packed.Order());
    }

    [Fact]
    public void Hash_list_has_every_file_with_its_hash()
    {
        var text = File.ReadAllText(_package.Artifact(".sha256"));

        Assert.Equal(_package.Hashes(), text);
        Assert.Contains($"  BedrockModels/{_package.Version}/BedrockModels.cdx.json\n", text, StringComparison.Ordinal);
        Assert.Contains($"  BedrockModels.{_package.Version}-preview1.nupkg\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sbom_lists_each_packaged_library_with_its_version_and_license()
    {
        using var sbom = JsonDocument.Parse(File.ReadAllText(_package.Artifact(".cdx.json")));
        var components = sbom.RootElement.GetProperty("components").EnumerateArray().ToList();
        var libraries = Directory.GetFiles(_package.Folder, "*.dll", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "BedrockModels.dll")
            .Select(file => $"{Path.GetFileNameWithoutExtension(file)} {VersionOf(file)}")
            .Distinct();

        Assert.Equal(libraries.Order(), components.Select(item => $"{item.GetProperty("name")} {item.GetProperty("version")}").Order());
        Expect.Each(components.Where(item => item.TryGetProperty("purl", out _)), item => Assert.Equal("Apache-2.0", LicenseOf(item)));
        var self = sbom.RootElement.GetProperty("metadata").GetProperty("component");
        Assert.Equal($"BedrockModels {_package.Version}-preview1", $"{self.GetProperty("name")} {self.GetProperty("version")}");
        Assert.Equal("Apache-2.0", LicenseOf(self));
    }

    [Fact]
    public void Sbom_is_also_in_the_package() =>
        Assert.Equal(File.ReadAllText(_package.Artifact(".cdx.json")), _package.Text("BedrockModels.cdx.json"));

    [Fact]
    public void Release_notes_are_the_section_of_the_changelog()
    {
        var notes = File.ReadAllText(_package.Artifact(".md")).ReplaceLineEndings("\n").TrimEnd();
        var changelog = File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n");
        var title = changelog.Contains($"\n## [{_package.Version}]", StringComparison.Ordinal) ? _package.Version : "Unreleased";
        var section = changelog[changelog.IndexOf($"\n## [{title}]", StringComparison.Ordinal)..].Split("\n## ")[1].Split('\n', 2)[1];

        Assert.Equal(section.Trim(), notes);
    }

    [Fact]
    public void Build_without_a_certificate_reports_that_it_did_not_sign() => Assert.EndsWith(
        "WARNING: The package is not signed, because -Certificate was not specified. docs/verify.md explains what that means.\n",
        _package.Result.Output, StringComparison.Ordinal);

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "module/BedrockModels.psm1 is not the file of the release.\n")]
    public async Task Commands_of_the_page_about_verification_find_a_changed_file(bool isChanged, string expected)
    {
        using var shell = new PowerShellProcess();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/verify.md")).ReplaceLineEndings("\n");
        var commands = page.Split("An installed module, on each system.")[1].Split("```")[1]["powershell\n".Length..];
        var list = Regex.Match(commands, @"\./BedrockModels\.[0-9.]+\.sha256").Value;
        var change = isChanged ? "Add-Content modules/BedrockModels/*/module/BedrockModels.psm1 '# changed'" : "";

        var result = await shell.RunScriptAsync(
            $"""
            Copy-Item '{_package.Out}' modules -Recurse
            $env:PSModulePath = (Resolve-Path modules).Path
            {change}
            {commands.Replace(list, _package.Artifact(".sha256"), StringComparison.Ordinal)}
            """);

        Assert.Equal(new ProcessResult(0, expected, ""), result);
    }

    // The signature of a script covers its text as Windows reads it, which depends on the code page for other characters.
    [Theory]
    [InlineData("BedrockModels.psd1")]
    [InlineData("module/BedrockModels.psm1")]
    [InlineData("module/BedrockModels.Format.ps1xml")]
    public void Text_that_is_signed_is_ASCII(string file) =>
        Assert.DoesNotContain(File.ReadAllBytes(Path.Combine(_package.Folder, file)), value => value > 127);

    private static string VersionOf(string file)
    {
        var version = FileVersionInfo.GetVersionInfo(file);
        return Path.GetFileName(file).StartsWith("AWSSDK", StringComparison.Ordinal)
            ? version.FileVersion! : version.ProductVersion!.Split('+')[0];
    }

    private static string? LicenseOf(JsonElement component) =>
        component.GetProperty("licenses")[0].GetProperty("license").GetProperty("id").GetString();
}

/// <summary>The result of the task Package.</summary>
public sealed class PackagedModule : IAsyncLifetime, IDisposable
{
    private readonly PowerShellProcess _shell = new();

    internal string Version { get; } =
        Regex.Match(File.ReadAllText(Repository.Manifest), @"ModuleVersion\s*= '([^']+)'").Groups[1].Value;

    internal ProcessResult Result { get; private set; } = null!;

    internal string Out => Path.Combine(_shell.Folder, "out");

    internal string Folder => Path.Combine(Out, "BedrockModels", Version);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _shell.Environment["NO_COLOR"] = "1";
        _shell.Environment["GITHUB_REF_TYPE"] = "tag";
        _shell.Environment["GITHUB_REF_NAME"] = $"v{Version}-preview1";
        foreach (var file in new[] { "BedrockModels.0.0.1-rc1.nupkg", "BedrockModels.0.0.1-rc1.cdx.json", "BedrockModels/0.0.1/LICENSE" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Out, file))!);
            await File.WriteAllTextAsync(Path.Combine(Out, file), "of an earlier run");
        }

        // A relative folder is a folder of the session.
        Result = await _shell.RunAsync("-File", Path.Combine(Repository.Root, "build.ps1"), "-Task", "Package", "-NoBuild", "-Out", "out");
        Assert.Equal((0, ""), (Result.ExitCode, Result.Error));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _shell.Dispose();

    internal string Artifact(string extension) => Path.Combine(Out, $"BedrockModels.{Version}-preview1{extension}");

    internal string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    internal ZipArchive OpenArchive() => ZipFile.OpenRead(Artifact(".nupkg"));

    internal string Hashes() => HashesOf(Out);

    /// <summary>What sha256sum prints for all files of a folder except the list itself, in the order of their names.</summary>
    internal static string HashesOf(string folder) => string.Concat(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".sha256", StringComparison.Ordinal))
            .Order(StringComparer.CurrentCultureIgnoreCase)
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {NameOf(folder, file)}\n"));

    private static string NameOf(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');
}
