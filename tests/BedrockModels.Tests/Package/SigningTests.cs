using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Package;

/// <summary>What build.ps1 refuses before it builds, and what -Certificate signs.</summary>
public sealed class SigningTests : IDisposable
{
    // Where no command signs, these stand in: a signature is the text at the end of a file, and Amazon's assemblies are signed.
    private const string StandIns = """
        $mark = "# signed with {0} at {1}"
        function Get-AuthenticodeSignature($LiteralPath) {
            @{ Status = if ($LiteralPath.Name -like 'AWSSDK*') { 'Valid' } else { 'NotSigned' } }
        }
        function Set-AuthenticodeSignature($LiteralPath, $Certificate, $HashAlgorithm, $TimestampServer) {
            Add-Content -LiteralPath $LiteralPath ($mark -f $HashAlgorithm, $TimestampServer)
            @{ Path = "$LiteralPath"; StatusMessage = 'why'; SignerCertificate = $signer; TimeStamperCertificate = $stamper }
        }
        """;

    private readonly PowerShellProcess _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("v9.9.9", "", "Tag 'v9.9.9' does not match version {0} of BedrockModels.psd1. Use tag v{0} or change ModuleVersion.")]
    [InlineData("v9.9.9-rc1", "",
        "Tag 'v9.9.9-rc1' does not match version {0}-rc1 of BedrockModels.psd1. Use tag v{0}-rc1 or change ModuleVersion.")]
    [InlineData("v{0}", "-Prerelease rc1",
        "Tag 'v{0}' does not match version {0}-rc1 of BedrockModels.psd1. Use tag v{0}-rc1 or change ModuleVersion.")]
    [InlineData("v{0}-rc.1", "", "Prerelease label 'rc.1' is not valid. Use only letters and digits, for example preview1.")]
    [InlineData("", "-Prerelease rc-1", "Prerelease label 'rc-1' is not valid. Use only letters and digits, for example preview1.")]
    public async Task Invalid_version_is_refused_before_the_build(string tag, string arguments, string sentence)
    {
        var version = Version();

        var said = await BuildAsync(tag.Replace("{0}", version, StringComparison.Ordinal), "", arguments);

        Assert.Equal(sentence.Replace("{0}", version, StringComparison.Ordinal) + "\n", said);
    }

    [Theory]
    [InlineData("(Get-PfxCertificate key.pfx)")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF01234567")]
    public async Task Certificate_on_a_system_that_cannot_sign_is_refused_before_the_build(string argument)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows can sign.");
        CreateCertificate("1.3.6.1.5.5.7.3.3");

        var said = await BuildAsync("", "", "-Certificate " + argument);

        Assert.Equal("This system cannot sign, because Set-AuthenticodeSignature exists only on Windows. "
            + "Omit -Certificate, or build on Windows.\n", said);
    }

    [Theory]
    [InlineData("key.pfx", "key.pfx")]
    [InlineData("$unset", "")]
    public async Task Value_that_is_not_a_certificate_is_refused_before_the_build(string argument, string shown)
    {
        var said = await BuildAsync("", StandIns, "-Certificate " + argument);

        Assert.Equal($"'{shown}' is not a certificate. "
            + "Use (Get-Item Cert:\\CurrentUser\\My\\<thumbprint>), or Get-PfxCertificate for a file.\n", said);
    }

    [Theory]
    [InlineData("out/Pester/Pester.psd1", "Pester")]
    [InlineData("out/.hidden", ".hidden")]
    [InlineData("out/BedrockModels/build.ps1", "build.ps1")]
    [InlineData("out", "out")]
    public async Task Folder_with_files_of_others_is_refused_before_the_build_and_stays(string file, string shown)
    {
        var path = Path.Combine(_shell.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "kept");

        var said = await BuildAsync("", "", "-NoBuild");

        Assert.Matches($"^'[^']+out' contains {Regex.Escape(shown)}, which this script did not create and would delete. "
            + "Use an empty folder for -Out.\n$", said);
        Assert.Equal("kept", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Certificate_that_is_not_for_code_is_refused_before_the_build()
    {
        var thumbprint = CreateCertificate("1.3.6.1.5.5.7.3.1");

        var said = await BuildAsync("", StandIns, "-Certificate (Get-PfxCertificate key.pfx)");

        Assert.Equal($"Certificate {thumbprint} cannot sign code. Use a certificate for code signing that has its private key.\n", said);
    }

    [Fact]
    public async Task Certificate_signs_each_file_without_a_signature_before_files_are_packed_and_listed()
    {
        CreateCertificate("1.3.6.1.5.5.7.3.3");

        var said = await BuildAsync(
            "", StandIns + "\n$signer = Get-PfxCertificate key.pfx; $stamper = 1", "-NoBuild -Certificate (Get-PfxCertificate key.pfx)");

        Assert.DoesNotContain("not signed", said, StringComparison.Ordinal);
        var package = Path.Combine(_shell.Folder, "out", "BedrockModels", Version());
        var signed = Directory.GetFiles(package, "*", SearchOption.AllDirectories)
            .Where(file => IsMarked(File.ReadAllText(file)))
            .Select(Path.GetFileName)
            .ToList();
        Assert.Contains($"Signed {signed.Count} files with CN=Throw-away.\n", said, StringComparison.Ordinal);
        Assert.Equal(
            [
                "BedrockModels.Client.dll", "BedrockModels.dll", "BedrockModels.Emulator.dll", "BedrockModels.Format.ps1xml",
                "BedrockModels.Protocol.dll", "BedrockModels.psd1", "BedrockModels.psm1", "OtherCopy.ps1",
            ],
            signed.Distinct().Order(StringComparer.OrdinalIgnoreCase));
        var artifact = Path.Combine(_shell.Folder, "out", "BedrockModels." + Version());
        using var archive = ZipFile.OpenRead(artifact + ".nupkg");
        using var manifest = new StreamReader(archive.GetEntry("BedrockModels.psd1")!.Open());
        Assert.True(IsMarked(await manifest.ReadToEndAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(
            PackagedModule.HashesOf(Path.Combine(_shell.Folder, "out")),
            await File.ReadAllTextAsync(artifact + ".sha256", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("$signer = Get-PfxCertificate key.pfx; $stamper = $null")]
    [InlineData("$signer = $null; $stamper = 1")]
    public async Task Signature_without_a_signer_or_a_time_stamp_fails_the_build(string result)
    {
        CreateCertificate("1.3.6.1.5.5.7.3.3");

        var said = await BuildAsync("", $"{StandIns}\n{result}", "-NoBuild -Certificate (Get-PfxCertificate key.pfx)");

        Assert.Matches(@"[0-9]+ files were not signed\. .*\.(ps1|psd1|psm1|ps1xml|dll): why\n$", said);
        Assert.Empty(Directory.GetFiles(Path.Combine(_shell.Folder, "out"), "*.nupkg"));
    }

    [Fact]
    public async Task Windows_signs_with_a_throw_away_certificate()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Set-AuthenticodeSignature exists only on Windows.");
        var thumbprint = CreateCertificate("1.3.6.1.5.5.7.3.3");

        var said = await BuildAsync("", "", "-NoBuild -TimestampServer '' -Certificate (Get-PfxCertificate key.pfx)",
            "Get-ChildItem out -Recurse -Include *.ps1, *.psd1, *.psm1, *.ps1xml, BedrockModels*.dll | "
            + "ForEach-Object { 'signer ' + (Get-AuthenticodeSignature -LiteralPath $_).SignerCertificate.Thumbprint }");

        var signers = said.Split('\n').Where(line => line.StartsWith("signer ", StringComparison.Ordinal)).ToList();
        Assert.True(signers.Count >= 8, said);
        Expect.Each(signers, line => Assert.Equal("signer " + thumbprint, line));
    }

    private static bool IsMarked(string text) =>
        text.TrimEnd().EndsWith("# signed with SHA256 at http://timestamp.digicert.com", StringComparison.Ordinal);

    private static string Version() => new PackagedModule().Version;

    /// <summary>Runs the task Package and returns its output, or the sentence with which it ended.</summary>
    private async Task<string> BuildAsync(string tag, string before, string arguments, string after = "")
    {
        _shell.Environment["GITHUB_REF_TYPE"] = null;
        _shell.Environment["GITHUB_REF_NAME"] = tag;
        var result = await _shell.RunScriptAsync(
            $$"""
            {{before}}
            try { & '{{Path.Combine(Repository.Root, "build.ps1")}}' -Task Package -Out out {{arguments}} }
            catch { "$_" }
            {{after}}
            """);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output;
    }

    /// <summary>Writes key.pfx, without a password, and returns its thumbprint.</summary>
    private string CreateCertificate(string usage)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Throw-away", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(Path.Combine(_shell.Folder, "key.pfx"), certificate.Export(X509ContentType.Pfx));
        return certificate.Thumbprint;
    }
}
