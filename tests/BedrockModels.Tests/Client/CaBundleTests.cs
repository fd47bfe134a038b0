using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Certificates of a private authority, as in AWS_CA_BUNDLE and ca_bundle.</summary>
public sealed class CaBundleTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestHome _home = new(new Uri("http://127.0.0.1:1"));
    private readonly X509Certificate2 _authority = CreateAuthority("Corp");
    private readonly X509Certificate2 _certificate;

    public CaBundleTests() => _certificate = Issue(_authority);

    public void Dispose()
    {
        _home.Dispose();
        _authority.Dispose();
        _certificate.Dispose();
    }

    [Theory]
    [InlineData("AWS_CA_BUNDLE")]
    [InlineData("ca_bundle")]
    public async Task Authority_in_the_bundle_is_trusted(string setting)
    {
        await using var server = new StandIn(Reply.Model) { Certificate = _certificate };
        Configure(setting, Write("ca.pem", _authority));

        Assert.Equal("m", (await CallAsync(server)).ModelName);
    }

    [Fact]
    public async Task Bundle_can_have_other_authorities_text_and_a_path_in_the_home_folder()
    {
        await using var server = new StandIn(Reply.Model) { Certificate = _certificate };
        using var other = CreateAuthority("Other");
        _home.Write("ca.pem", $"# Corp\n{other.ExportCertificatePem()}\nCorp CA\n{_authority.ExportCertificatePem()}");
        _home.Set("AWS_CA_BUNDLE", "~/ca.pem");

        Assert.Equal("m", (await CallAsync(server)).ModelName);
    }

    [Fact]
    public async Task Certificate_without_an_authority_is_trusted_if_the_bundle_has_it()
    {
        using var authority = CreateAuthority("localhost", isAuthority: false);
        await using var server = new StandIn(Reply.Model) { Certificate = authority };
        _home.Set("AWS_CA_BUNDLE", Write("ca.pem", authority));

        Assert.Equal("m", (await CallAsync(server)).ModelName);
    }

    [Fact]
    public async Task Bundle_replaces_the_trust_of_the_system_and_the_error_names_it()
    {
        await using var server = new StandIn(Reply.Model) { Certificate = _certificate };
        using var other = CreateAuthority("Other");
        var path = Write("ca.pem", other);
        _home.Set("AWS_CA_BUNDLE", path);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => CallAsync(server));

        Assert.Equal("ConnectionFailed", failure.ErrorCode);
        Assert.Contains(
            $"Only the authorities in the CA bundle {path} (from AWS_CA_BUNDLE) are trusted", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ca_bundle", failure.Message, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Certificate_that_is_not_trusted_is_reported_with_all_settings_that_make_it_trusted()
    {
        await using var server = new StandIn(Reply.Model) { Certificate = _certificate };

        var failure = await Assert.ThrowsAsync<BedrockException>(() => CallAsync(server));

        Assert.Contains(
            "set AWS_CA_BUNDLE, ca_bundle in the profile, or SSL_CERT_FILE (Linux) to a PEM file",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_for_another_host_is_not_trusted_even_with_the_bundle()
    {
        using var certificate = Issue(_authority, "other.example");
        await using var server = new StandIn(Reply.Model) { Certificate = certificate };
        _home.Set("AWS_CA_BUNDLE", Write("ca.pem", _authority));

        await Assert.ThrowsAsync<BedrockException>(() => CallAsync(server));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Bundle_that_changes_applies_to_the_next_connection_also_behind_a_link()
    {
        await using var server = new StandIn(Reply.Model) { Certificate = _certificate };
        using var other = CreateAuthority("Another");
        var (first, second) = (Write("first.pem", other), Write("second.pem", _authority));
        var link = Path.Combine(_home.Folder, "ca.pem");
        File.CreateSymbolicLink(link, first);
        _home.Set("AWS_CA_BUNDLE", link);
        await Assert.ThrowsAsync<BedrockException>(() => CallAsync(server));

        File.Delete(link);
        File.CreateSymbolicLink(link, second);

        Assert.Equal("m", (await CallAsync(server)).ModelName);
    }

    [Theory]
    [InlineData(null, "does not exist or cannot be read")]
    [InlineData("", "contains no certificate")]
    [InlineData("not a certificate", "contains no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "has a certificate that is not valid")]
    public async Task Bundle_that_cannot_be_used_is_reported_once_per_connection(string? content, string reason)
    {
        await using var server = new StandIn(Reply.Model);
        var path = content is null ? Path.Combine(_home.Folder, "none.pem") : _home.Write("ca.pem", content);
        _home.Config($"[default]\nca_bundle = {path}");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => ConnectAsync(server));

        Assert.Equal("InvalidConnection", failure.ErrorCode);
        Assert.Equal(
            $"The CA bundle {path} (from ca_bundle of the profile 'default') {reason}. "
            + "Specify a PEM file with the certificates of the authorities to trust.",
            failure.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task STS_is_trusted_by_the_same_bundle(bool trusted)
    {
        await using var aws = new FakeAws();
        await using var sts = new StandIn((request, _) => FakeAws.Answer(request)) { Certificate = _certificate };
        using var other = CreateAuthority("Other");
        _home.Set("AWS_CA_BUNDLE", Write("ca.pem", trusted ? _authority : other));
        _home.Set("AWS_ENDPOINT_URL_STS", $"https://localhost:{sts.Port}");
        _home.Config(
            "[profile base]\naws_access_key_id = A\naws_secret_access_key = s\n"
            + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base");

        var failure = await Record.ExceptionAsync(() => _home.CallAsync(aws));

        if (trusted)
            Assert.Equal("ASIAROLER", aws.Bedrock.AccessKey);
        else
            Assert.Contains("AWS STS could not be reached: no trusted TLS connection", failure?.Message, StringComparison.Ordinal);
    }

    private void Configure(string setting, string path)
    {
        if (setting.StartsWith("AWS", StringComparison.Ordinal))
            _home.Set(setting, path);
        else
            _home.Config($"[default]\n{setting} = {path}");
    }

    private string Write(string name, X509Certificate2 certificate) => _home.Write(name, certificate.ExportCertificatePem());

    private async Task<CustomModel> CallAsync(StandIn server) => await (await ConnectAsync(server)).GetCustomModelAsync("m", None);

    private async Task<BedrockClient> ConnectAsync(StandIn server) => (await ClientTesting.ConnectAsync(
        ClientTesting.To($"https://localhost:{server.Port}") with { Environment = _home.Set("AWS_MAX_ATTEMPTS", "1").Environment })).Client;

    private static X509Certificate2 CreateAuthority(string name, bool isAuthority = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name} {Guid.NewGuid()}", key, HashAlgorithmName.SHA256);
        if (isAuthority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        else
            request.CertificateExtensions.Add(CreateName(name));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        return Persist(certificate);
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string host = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(CreateName(host));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(authority, now.AddDays(-1), now.AddDays(1), Guid.NewGuid().ToByteArray());
        using var withKey = certificate.CopyWithPrivateKey(key);
        return Persist(withKey);
    }

    /// <summary>A server on Windows and macOS needs a key that is not ephemeral.</summary>
    private static X509Certificate2 Persist(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

    private static X509Extension CreateName(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        return names.Build();
    }
}
