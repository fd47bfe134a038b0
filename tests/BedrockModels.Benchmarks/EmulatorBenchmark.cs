using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using BedrockModels.Emulator;

namespace BedrockModels.Benchmarks;

/// <summary>The emulator over real connections, with the load's own work on the same processors.</summary>
internal static class EmulatorBenchmark
{
    private const int Connections = 16;
    private const string AccessKey = "AKIDEXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public static async Task<IReadOnlyList<Figure>> RunAsync() =>
    [
        .. await GetModelsAsync("GetCustomModel, 16 connections", verified: false, 10_000),
        .. await GetModelsAsync("GetCustomModel, signatures verified", verified: true, 5_000),
        .. await ListPagesAsync(),
        .. await StayFlatAsync(),
        .. await StopAsync(),
    ];

    private static async Task<IEnumerable<Figure>> GetModelsAsync(string what, bool verified, int target)
    {
        using var server = Start(verified);
        await CreateModelsAsync(server, 100);
        await LoadAsync(server, 40_000);
        var (rate, latencies) = await LoadAsync(server, 200_000);
        return
        [
            new Figure(what, rate, "req/s", target, AtLeast: true),
            new Figure(what + ", p50", At(latencies, 0.50), "ms", 10),
            new Figure(what + ", p99", At(latencies, 0.99), "ms", 10),
        ];
    }

    private static async Task<IEnumerable<Figure>> ListPagesAsync()
    {
        using var server = Start(verified: false);
        await CreateModelsAsync(server, 10_000);
        using var connection = await ConnectAsync(server);
        var times = new List<double>();
        for (var round = 0; round < 10; round++)
        {
            for (var token = ""; token is not null;)
            {
                var watch = Stopwatch.StartNew();
                var page = await connection.AskAsync(Request(server, "GET",
                    "/custom-models?maxResults=1000" + (token.Length == 0 ? "" : "&nextToken=" + Uri.EscapeDataString(token))));
                if (round > 1)
                    times.Add(watch.Elapsed.TotalMilliseconds);
                using var json = JsonDocument.Parse(page);
                token = json.RootElement.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
            }
        }

        times.Sort();
        return
        [
            new Figure("Page of 1000 from 10,000 models, p50", At(times, 0.50), "ms", 15),
            new Figure("Page of 1000 from 10,000 models, the slowest of 80", times[^1], "ms", 15),
        ];
    }

    private static async Task<IEnumerable<Figure>> StayFlatAsync()
    {
        using var server = Start(verified: false);
        await CreateModelsAsync(server, 100);

        // Without latencies: what the load itself keeps would be taken for the emulator's.
        await LoadAsync(server, 50_000, keepsLatencies: false);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await LoadAsync(server, 200_000, keepsLatencies: false);
        var grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / (1024.0 * 1024);
        return [new Figure("Memory after 200,000 further requests, grown by", grown, "MB", 1)];
    }

    /// <summary>Stops an emulator while 500 clients ask it, and as many stay silent.</summary>
    private static async Task<IEnumerable<Figure>> StopAsync()
    {
        const int Clients = 500;
        using var server = Start(verified: false);
        await CreateModelsAsync(server, 100);
        var silent = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ConnectAsync(server)));
        using var served = new SemaphoreSlim(0);
        var asking = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskUntilItStopsAsync(server, served))).ToList();
        for (var answers = 0; answers < 10 * Clients; answers++)
            await served.WaitAsync();

        var watch = Stopwatch.StartNew();
        server.Dispose();
        var took = watch.Elapsed.TotalMilliseconds;

        await Task.WhenAll(asking);
        foreach (var connection in silent)
            connection.Dispose();
        return [new Figure($"Stop with {Clients} clients asking and {Clients} silent", took, "ms", 1000)];
    }

    private static async Task AskUntilItStopsAsync(EmulatorServer server, SemaphoreSlim served)
    {
        using var connection = await ConnectAsync(server);
        var request = Request(server, "GET", "/custom-models/model-1");
        try
        {
            while (true)
            {
                await connection.AskAsync(request);
                served.Release();
            }
        }
        catch (Exception stopped) when (stopped is IOException or SocketException)
        {
            // The emulator is gone.
        }
    }

    private static EmulatorServer Start(bool verified) => EmulatorServer.Start(new EmulatorOptions
    {
        ActivationTime = TimeSpan.Zero,
        ModelQuota = 20_000,
        Credentials = verified ? [new EmulatorCredential { AccessKey = AccessKey, SecretKey = SecretKey }] : [],
    });

    public static async Task CreateModelsAsync(EmulatorServer server, int count, string name = "model-")
    {
        const string Package = "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1";
        using var connection = await ConnectAsync(server);
        for (var i = 0; i < count; i++)
        {
            var source = $$$"""{"modelPackageArnDataSource":{"modelPackageArn":"{{{Package}}}"} }""";
            var body = $$$"""{"modelName":"{{{name}}}{{{i}}}","customModelDataSource":{{{source}}} }""";
            await connection.AskAsync(Request(server, "POST", "/custom-models/create-custom-model", body));
        }
    }

    /// <summary>So many GetCustomModel requests; gives how many a second, and how long each took, sorted, in milliseconds.</summary>
    private static async Task<(double Rate, List<double> Latencies)> LoadAsync(EmulatorServer server, int count, bool keepsLatencies = true)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number => Task.Run(async () =>
        {
            var latencies = new List<double>(keepsLatencies ? count / Connections : 0);
            using var connection = await ConnectAsync(server);
            var request = Request(server, "GET", "/custom-models/model-" + number);
            for (var i = 0; i < count / Connections; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await connection.AskAsync(request);
                if (keepsLatencies)
                    latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return latencies;
        })));
        var rate = count / watch.Elapsed.TotalSeconds;
        return (rate, [.. all.SelectMany(latencies => latencies).Order()]);
    }

    private static async Task<HttpClientSocket> ConnectAsync(EmulatorServer server)
    {
        var connection = new HttpClientSocket();
        await connection.ConnectAsync(server.Port);
        return connection;
    }

    /// <summary>A request as an AWS client sends it, signed.</summary>
    private static byte[] Request(EmulatorServer server, string method, string target, string body = "")
    {
        var now = DateTimeOffset.UtcNow;
        var stamp = now.ToString(SigV4.TimeFormat, CultureInfo.InvariantCulture);
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Host", $"127.0.0.1:{server.Port}"),
            new("User-Agent", "aws-cli/2.30.0 md/awscrt#0.27.6 ua/2.1 os/linux md/arch#x86_64 lang/python#3.13.7 cfg/retry-mode#standard"),
            new("Accept-Encoding", "identity"),
            new("X-Amz-Date", stamp),
        };
        if (body.Length > 0)
        {
            headers.Add(new("Content-Type", "application/json"));
            headers.Add(new("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        }

        var scope = new CredentialScope(stamp[..8], "us-east-1", "bedrock");
        var canonical =
            SigV4.CanonicalRequest(new HttpRequest(method, target, headers, Encoding.UTF8.GetBytes(body)), ["host", "x-amz-date"]);
        var signature = SigV4.Signature(SigV4.SigningKey(SecretKey, scope), SigV4.StringToSign(canonical, now, scope));
        headers.Add(new("Authorization",
            $"{SigV4.Algorithm} Credential={AccessKey}/{scope}, SignedHeaders=host;x-amz-date, Signature={signature}"));
        return Encoding.UTF8.GetBytes(
            $"{method} {target} HTTP/1.1\r\n{string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"))}\r\n{body}");
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(sorted.Count * share)];
}
