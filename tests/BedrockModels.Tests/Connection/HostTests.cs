using System.Globalization;
using System.Net;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Connection;

/// <summary>
/// The module has no telemetry: of a fresh process that uses it, .NET's events of name resolution, of connections and of requests show
/// only the hosts that are configured.
/// </summary>
public sealed class HostTests : IDisposable
{
    // Prints a line for each name that is resolved, each address that is connected to (its bytes after the family), and each HTTP request.
    private const string Log = """
        Add-Type '
        using System.Collections.Concurrent;
        using System.Diagnostics.Tracing;
        public sealed class HostLog : EventListener
        {
            public static readonly ConcurrentQueue<string> Lines = new ConcurrentQueue<string>();
            protected override void OnEventSourceCreated(EventSource source)
            {
                if (source.Name.StartsWith("System.Net.")) EnableEvents(source, EventLevel.Verbose);
            }
            protected override void OnEventWritten(EventWrittenEventArgs written)
            {
                if (written.EventName == "ResolutionStart") Lines.Enqueue("name " + written.Payload[0]);
                if (written.EventName == "ConnectStart") Lines.Enqueue("address " + written.Payload[0]);
                if (written.EventName == "RequestStart") Lines.Enqueue("request " + written.Payload[1] + ":" + written.Payload[2]);
            }
        }'
        $null = [HostLog]::new()
        """;

    // From the import to a deleted model: lists, reads, creations, waits, checks, tags, training jobs, inference, and completion.
    private const string Use = """
        $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/any/1'
        $role = 'arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock'
        $uri = 's3://customer-escrow-123456789012-smtj-1a2b3c/claims-reader/step_100'
        Get-BedrockCustomModel
        Test-BedrockCustomModel checked -S3Uri $uri -RoleArn $role
        $model = New-BedrockCustomModel model -ModelPackageArn $package -Tag @{ Team = 'ML' } -Wait -PollInterval 0.1
        $model = $model ?? 'arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl'
        New-BedrockCustomModel other -S3Uri $uri -RoleArn $role -IfExists Return
        Get-BedrockCustomModel -Detailed
        Get-BedrockTrainingArtifact job
        $deployment = $model | New-BedrockCustomModelDeployment live -Wait -PollInterval 0.1
        $deployment = $deployment ?? 'arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdefghijkl'
        $deployment | Invoke-BedrockModel -Prompt hello
        $model | Add-BedrockResourceTag -Tag @{ Stage = 'test' }
        TabExpansion2 'Get-BedrockCustomModel mod'
        TabExpansion2 'Get-BedrockCustomModel -Region us'
        $deployment | Remove-BedrockCustomModelDeployment -Force
        $model | Remove-BedrockCustomModel -Cascade -Force
        """;

    private readonly PowerShellProcess _shell = new();

    public HostTests()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase))
                _shell.Environment[name] = null;
        }

        // No files of the person who runs the test.
        _shell.Environment["AWS_CONFIG_FILE"] = _shell.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_shell.Folder, "none");
        _shell.Environment["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        _shell.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        _shell.Environment["AWS_REGION"] = "us-east-1";
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Module_asks_only_the_endpoint_that_is_configured()
    {
        var result = await _shell.RunScriptAsync(
            $$"""
            $ErrorActionPreference = 'Stop'
            {{Log}}
            Import-Module '{{Repository.Manifest}}'
            $emulator = Start-BedrockEmulator -SetEnvironment -ActivationTime 0.1 -Account @{}
            $null = & {
                {{Use}}
            }
            $emulator.EndpointUrl
            [HostLog]::Lines
            """);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var endpoint = result.Output.Split('\n').Single(line => line.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Equal([endpoint["http://".Length..].TrimEnd('/')], HostsIn(result.Output));
    }

    [Fact]
    public async Task Module_without_an_endpoint_asks_only_services_of_AWS_and_through_the_proxy()
    {
        await using var proxy = new StandIn(Reply.Json("{}", 502));
        _shell.Environment["HTTPS_PROXY"] = proxy.Url;
        _shell.Environment["AWS_MAX_ATTEMPTS"] = "1";

        var result = await _shell.RunScriptAsync(
            $$"""
            {{Log}}
            Import-Module '{{Repository.Manifest}}'
            $null = & {
                {{Use}}
            } 2>&1
            [HostLog]::Lines
            """);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] services =
        [
            "api.sagemaker.us-east-1.amazonaws.com:443", "bedrock-runtime.us-east-1.amazonaws.com:443",
            "bedrock.us-east-1.amazonaws.com:443", "customer-escrow-123456789012-smtj-1a2b3c.s3.us-east-1.amazonaws.com:443",
            "iam.amazonaws.com:443", "servicequotas.us-east-1.amazonaws.com:443", "sts.us-east-1.amazonaws.com:443",
        ];
        Assert.Equal(services, proxy.Requests.Select(request => request.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([$"127.0.0.1:{proxy.Port}", .. services], HostsIn(result.Output));
    }

    // The log itself must see a request like those that the tests rule out.
    [Theory]
    [InlineData("http://example.invalid/", "example.invalid:80")]
    [InlineData("http://127.0.0.9:9/", "127.0.0.9:9")]
    public async Task Log_shows_a_host_that_is_not_configured(string url, string host)
    {
        var result = await _shell.RunScriptAsync($"{Log}\ntry {{ Invoke-WebRequest {url} }} catch {{ }}\n[HostLog]::Lines");

        Assert.Contains(host, HostsIn(result.Output));
    }

    private static IEnumerable<string> HostsIn(string log) => log.Split('\n')
        .Select(line => line.Split(' ', 2))
        .Where(words => words is ["name" or "address" or "request", _])
        .Select(words => words[0] == "address" ? EndpointOf(words[1]) : words[1])
        .Distinct()
        .Order(StringComparer.Ordinal);

    // The family, the length and the bytes of a socket address: two of the port, then an IPv4 address, or four others and an IPv6 address.
    private static string EndpointOf(string address)
    {
        var bytes = address.Split('{')[1].TrimEnd('}').Split(',').Select(text => byte.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var host = new IPAddress(address.StartsWith("InterNetworkV6", StringComparison.Ordinal) ? bytes[6..22] : bytes[2..6]);
        return new IPEndPoint(host.IsIPv4MappedToIPv6 ? host.MapToIPv4() : host, (bytes[0] << 8) + bytes[1]).ToString();
    }
}
