using System.ComponentModel;
using BedrockModels.Emulator;

namespace BedrockModels.Benchmarks;

/// <summary>The module, boto3 and the AWS CLI against one emulator, one after the other in each round.</summary>
/// <remarks>A peer that is not installed is named and left out.</remarks>
internal static class PeerBenchmark
{
    private const int Rounds = 5;

    // Writes: milliseconds for each of 200 calls, models listed per second.
    private const string Module = """
        $connection = @{ EndpointUrl = $args[1]; Region = 'us-east-1'; AccessKey = 'a'; SecretKey = 'b' }
        Import-Module $args[0]
        $names = foreach ($n in 1..200) { "m$($n % 10)" }
        $null = $names | Get-BedrockCustomModel @connection
        $null = Get-BedrockCustomModel -First 1000 @connection
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = $names | Get-BedrockCustomModel @connection
        $watch.Elapsed.TotalMilliseconds / 200
        $watch.Restart()
        $models = Get-BedrockCustomModel @connection
        $models.Count / $watch.Elapsed.TotalSeconds
        """;

    // Writes: milliseconds from the start of a process to its first response.
    private const string ModuleStart = """
        Import-Module $args[0]
        $null = Get-BedrockCustomModel m0 -EndpointUrl $args[1] -Region us-east-1 -AccessKey a -SecretKey b
        ([DateTime]::UtcNow - [System.Diagnostics.Process]::GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds
        """;

    // Writes the same three numbers of boto3.
    private const string Boto3 = """
        import subprocess, sys, time
        connection = dict(endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        one = "import boto3, sys; boto3.client('bedrock', **eval(sys.argv[1])).get_custom_model(modelIdentifier='m0')"
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", one, repr(connection)], check=True)
        cold = (time.perf_counter() - start) * 1000
        import boto3
        client = boto3.client("bedrock", **connection)
        names = ["m%d" % (n % 10) for n in range(200)]
        for name in names: client.get_custom_model(modelIdentifier=name)
        start = time.perf_counter()
        for name in names: client.get_custom_model(modelIdentifier=name)
        print((time.perf_counter() - start) * 1000 / 200)
        token, models = {}, []
        start = time.perf_counter()
        while True:
            page = client.list_custom_models(maxResults=1000, **token)
            models += page["modelSummaries"]
            if "nextToken" not in page: break
            token = dict(nextToken=page["nextToken"])
        print(len(models) / (time.perf_counter() - start))
        print(cold)
        """;

    // Writes milliseconds of one command.
    private const string AwsCli = """
        import os, subprocess, sys, time
        keys = dict(os.environ, AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="b", AWS_DEFAULT_REGION="us-east-1", AWS_PAGER="")
        command = ["aws", "bedrock", "get-custom-model", "--model-identifier", "m0", "--endpoint-url", sys.argv[1]]
        start = time.perf_counter()
        subprocess.run(command, env=keys, check=True, stdout=subprocess.DEVNULL)
        print((time.perf_counter() - start) * 1000)
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var server = EmulatorServer.Start(new EmulatorOptions { ActivationTime = TimeSpan.Zero, ModelQuota = int.MaxValue });
        await EmulatorBenchmark.CreateModelsAsync(server, 10_000, "m");
        var (ours, starts, boto3, cli) = (new List<double[]>(), new List<double[]>(), new List<double[]?>(), new List<double[]?>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await ScriptRun.StartAsync(Module, ScriptRun.Manifest, server.EndpointUrl));
            starts.Add(await ScriptRun.StartAsync(ModuleStart, ScriptRun.Manifest, server.EndpointUrl));
            boto3.Add(await TryPythonAsync("boto3", Boto3, server.EndpointUrl));
            cli.Add(await TryPythonAsync("AWS CLI", AwsCli, server.EndpointUrl));
        }

        var (call, list, start) = (Median(ours, 0), Median(ours, 1), Median(starts, 0));
        return
        [
            new Figure("GetCustomModel, the module, per piped item", call, "ms"),
            .. Compare(boto3, 0, peer => new Figure($"the same, compared to boto3 ({peer:0.00} ms)", call / peer, "times", 0.6)),
            new Figure("10,000 models listed, the module, per second", list, "1/s"),
            .. Compare(boto3, 1, peer => new Figure($"the same, compared to boto3 ({peer:0} 1/s)", list / peer, "times", 3, AtLeast: true)),
            new Figure("Process with import and one call, pwsh and the module", start, "ms"),
            .. Compare(boto3, 2, peer => new Figure($"the same, compared to Python and boto3 ({peer:0} ms)", start / peer, "times")),
            .. Compare(cli, 0, peer => new Figure($"the same, compared to the AWS CLI ({peer:0} ms)", start / peer, "times")),
        ];
    }

    private static IEnumerable<Figure> Compare(List<double[]?> rounds, int index, Func<double, Figure> figure) =>
        rounds.OfType<double[]>().ToList() is { Count: > 0 } present ? [figure(Median(present, index))] : [];

    private static async Task<double[]?> TryPythonAsync(string peer, string script, string url)
    {
        try
        {
            return await ScriptRun.StartPythonAsync(script, url);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            Console.WriteLine($"{peer} is left out: it is not installed, or it failed.");
            return null;
        }
    }

    private static double Median(List<double[]> rounds, int index) =>
        rounds.Select(round => round[index]).Order().ElementAt(rounds.Count / 2);
}
