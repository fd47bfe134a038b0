using System.Diagnostics;
using BedrockModels.Client;
using BedrockModels.Emulator;

namespace BedrockModels.Benchmarks;

/// <summary>One GetCustomModel after another in a warm pipeline, by the module's client and by the bare SDK, in turns within one run.</summary>
internal static class ClientBenchmark
{
    private const int Rounds = 21;
    private const int Calls = 500;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var server = EmulatorServer.Start(new EmulatorOptions { ActivationTime = TimeSpan.Zero });
        var keys = new AccessKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
        var settings = new ConnectionSettings { Region = "us-east-1", EndpointUrl = server.EndpointUrl, Credential = new CredentialSource("the benchmark", keys, () => keys) };
        var client = await BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None);
        using var bare = new BareSdkClient(server.EndpointUrl, keys.AccessKey, keys.SecretKey);
        await client.CreateCustomModelAsync(
            new() { ModelName = "model-1", CustomModelDataSource = new() { ModelPackageArnDataSource = new() { ModelPackageArn = "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1" } } },
            CancellationToken.None);

        var (ours, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -4; round < Rounds; round++)
        {
            var (own, sdk) = (await TimeAsync(() => client.GetCustomModelAsync("model-1", CancellationToken.None)), await TimeAsync(() => bare.GetCustomModelAsync("model-1")));
            if (round < 0)
                continue;
            ours.Add(own);
            theirs.Add(sdk);
            ratios.Add(own / sdk);
        }

        Console.WriteLine(FormattableString.Invariant($"GetCustomModel, one after another: {Median(ours):N0} us by the client, {Median(theirs):N0} us by the bare SDK pipeline (medians of {Rounds} rounds of {Calls})"));
        return [new Figure("GetCustomModel against the bare SDK pipeline", Median(ratios) * 100, "%", 130, AtLeast: false)];
    }

    /// <summary>Microseconds a call.</summary>
    private static async Task<double> TimeAsync(Func<Task<CustomModel>> call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            if ((await call()).ModelName != "model-1")
                throw new InvalidOperationException("The benchmark's server answered another model.");
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
