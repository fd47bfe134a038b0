using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Client;

/// <summary>Settings of the whole process: a pwsh process with the test's proxies and certificates.</summary>
public sealed class WireTests : IDisposable
{
    private readonly PowerShellProcess _shell = new();
    private readonly TestHome _home = new(new Uri("http://127.0.0.1:1"));

    public WireTests()
    {
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "the-secret-key",
            ["AWS_SESSION_TOKEN"] = null,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_PROFILE"] = null,
            ["AWS_CONFIG_FILE"] = _home.ConfigPath,
            ["AWS_SHARED_CREDENTIALS_FILE"] = _home.CredentialsPath,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "1",
            ["AWS_ENDPOINT_URL"] = null,
            ["AWS_ENDPOINT_URL_BEDROCK"] = null,
            ["AWS_BEARER_TOKEN_BEDROCK"] = null,
            ["AWS_CA_BUNDLE"] = null,
        })
        {
            _shell.Environment[name] = value;
        }
    }

    public void Dispose()
    {
        _shell.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Proxy_is_used_for_the_hosts_of_AWS_but_not_for_loopback_and_NO_PROXY()
    {
        await using var proxy = new StandIn(Reply.Text("", 502, "text/plain"));
        await using var loopback = new StandIn(Reply.Model);
        var url = $"http://user:pass-word@127.0.0.1:{proxy.Port}";
        foreach (var name in new[] { "HTTPS_PROXY", "HTTP_PROXY", "http_proxy", "https_proxy" })
            _shell.Environment[name] = url;
        foreach (var name in new[] { "NO_PROXY", "no_proxy" })
            _shell.Environment[name] = ".inside.invalid";
        foreach (var name in new[] { "ALL_PROXY", "all_proxy" })
            _shell.Environment[name] = null;

        var result = await _shell.RunScriptAsync(
            $$"""
            Import-Module '{{Repository.Manifest}}'
            function Call($region) {
                Get-BedrockCustomModel m -Region $region -Verbose -Debug -ErrorAction SilentlyContinue -ErrorVariable e *>&1
                "$e"
            }
            Call us-east-1
            $env:AWS_USE_FIPS_ENDPOINT = 'true'
            Call us-gov-west-1
            $env:AWS_USE_FIPS_ENDPOINT = ''
            $env:AWS_USE_DUALSTACK_ENDPOINT = 'true'
            Call cn-north-1
            $env:AWS_USE_DUALSTACK_ENDPOINT = ''
            $env:AWS_ENDPOINT_URL_BEDROCK = 'https://bedrock.inside.invalid'
            Call us-east-1
            $env:NO_PROXY = $env:no_proxy = ''
            Call us-east-1
            $env:AWS_ENDPOINT_URL_BEDROCK = '{{loopback.Url}}'
            (Get-BedrockCustomModel m).ModelName
            """);

        Assert.Equal(
            [
                "bedrock.us-east-1.amazonaws.com:443",
                "bedrock-fips.us-gov-west-1.amazonaws.com:443",
                "bedrock.cn-north-1.api.amazonwebservices.com.cn:443",
                "bedrock.inside.invalid:443"],
            proxy.Requests.Select(r => r.Path).Distinct());
        Expect.Each(proxy.Requests, r => Assert.Equal("CONNECT", r.Method));
        Assert.Contains("the proxy did not open the connection. Check HTTPS_PROXY and NO_PROXY", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nm\n", result.Output, StringComparison.Ordinal);
        Assert.Single(loopback.Requests);
        foreach (var secret in new[] { "pass-word", "the-secret-key", "Signature=" })
            Assert.DoesNotContain(secret, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task STS_and_SSO_are_called_in_their_Region_and_partition()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows the HOME variable does not set the home folder.");
        await using var proxy = new StandIn(Reply.Text("", 502, "text/plain"));
        _shell.Environment["HTTPS_PROXY"] = _shell.Environment["https_proxy"] = $"http://127.0.0.1:{proxy.Port}";
        foreach (var name in new[] { "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy" })
            _shell.Environment[name] = null;
        _shell.Environment["HOME"] = _home.Folder;
        const string Sso = "sso_account_id = 123456789012\nsso_role_name = admin\n";
        _home.Config(
            "[profile base]\naws_access_key_id = A\naws_secret_access_key = s\n[profile role]\n"
            + "role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n"
            + $"[profile valid]\nsso_session = valid\n{Sso}[sso-session valid]\nsso_start_url = https://corp.awsapps.com/start\n"
            + "sso_region = eu-central-1\n"
            + $"[profile old]\nsso_session = old\n{Sso}[sso-session old]\nsso_start_url = https://corp.awsapps.com/start\n"
            + "sso_region = eu-central-2");
        SsoTests.Login(_home, "valid", "sso-token", TimeSpan.FromHours(1));
        SsoTests.Login(_home, "old", "old-token", TimeSpan.FromHours(-1), SsoTests.Renewal);

        var result = await _shell.RunScriptAsync(
            $$"""
            Import-Module '{{Repository.Manifest}}'
            function Call($profile, $region) {
                try { Get-BedrockCustomModel m -ProfileName $profile -Region $region } catch { $_.Exception.ErrorCode }
            }
            Call role us-gov-west-1
            Call role cn-north-1
            $env:AWS_USE_FIPS_ENDPOINT = 'true'
            Call role us-east-1
            $env:AWS_USE_FIPS_ENDPOINT = ''
            $env:AWS_USE_DUALSTACK_ENDPOINT = 'true'
            Call role us-east-2
            $env:AWS_USE_DUALSTACK_ENDPOINT = ''
            Call valid us-east-1
            Call old us-east-1
            """);

        Assert.Equal(
            [
                "sts.us-gov-west-1.amazonaws.com:443",
                "sts.cn-north-1.amazonaws.com.cn:443",
                "sts-fips.us-east-1.amazonaws.com:443",
                "sts.us-east-2.api.aws:443",
                "portal.sso.eu-central-1.amazonaws.com:443",
                "oidc.eu-central-2.amazonaws.com:443"],
            proxy.Requests.Select(r => r.Path));
        Assert.Equal(string.Concat(Enumerable.Repeat("ProfileNotUsable\n", 6)), result.Output);
    }

    [Fact]
    public async Task API_key_is_sent_over_TLS_to_a_trusted_certificate_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE works on Linux only.");
        using var trusted = Certificate();
        using var untrusted = Certificate();
        await using var server = new StandIn((_, _) => Reply.Model) { Certificate = trusted };
        await using var stranger = new StandIn((_, _) => Reply.Model) { Certificate = untrusted };
        _shell.Environment["AWS_BEARER_TOKEN_BEDROCK"] = "api-key-1";
        _shell.Environment["SSL_CERT_FILE"] = _home.Write("ca.pem", trusted.ExportCertificatePem());
        var result = await _shell.RunWithModuleAsync($$"""
            function Call($port) {
                $env:AWS_ENDPOINT_URL_BEDROCK = "https://localhost:$port"
                (Get-BedrockCustomModel m -Verbose -Debug -ErrorAction Continue *>&1) | ForEach-Object { "$_ $($_.ModelName)" }
            }
            Call {{stranger.Port}}
            'then'
            Call {{server.Port}}
            """);
        var outputs = result.Output.Split("\nthen\n");

        Assert.Contains("no trusted TLS connection could be made", outputs[0], StringComparison.Ordinal);
        Assert.Empty(stranger.Requests);
        Assert.EndsWith(" m\n", outputs[1], StringComparison.Ordinal);
        Assert.Equal("Bearer api-key-1", server.Last.Header("Authorization"));
        Assert.Contains("Credentials from AWS_BEARER_TOKEN_BEDROCK.", outputs[1], StringComparison.Ordinal);
        Assert.DoesNotContain("api-key-1", result.Output + result.Error, StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
