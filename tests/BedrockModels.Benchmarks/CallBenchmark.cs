using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockModels.Client;
using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BenchmarkDotNet.Attributes;

namespace BedrockModels.Benchmarks;

/// <summary>
/// GetCustomModel, one call after another over a warm connection: by the bare SDK pipeline, by the module's client, and by
/// the cmdlet with identifiers piped into it. All against one emulator in this process.
/// </summary>
public class CallBenchmark : IDisposable
{
    private const int Calls = 200;
    private const string Model = "model-1";

    private EmulatorServer _server = null!;
    private BareSdkClient _bare = null!;
    private BedrockClient _client = null!;
    private Runspace _runspace = null!;

    /// <summary>Starts the emulator with one model, and connects the three.</summary>
    [GlobalSetup]
    public async Task ConnectAsync()
    {
        _server = EmulatorServer.Start(new EmulatorOptions { ActivationTime = TimeSpan.Zero });
        await EmulatorBenchmark.CreateModelsAsync(_server, 2, "model-");
        var keys = new AccessKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
        _bare = new BareSdkClient(_server.EndpointUrl, keys.AccessKey, keys.SecretKey);
        var settings = new ConnectionSettings
        {
            Region = "us-east-1",
            EndpointUrl = _server.EndpointUrl,
            Credential = new CredentialSource("the benchmark", keys, () => keys)
        };
        _client = await BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None);

        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ScriptRun.Manifest]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        _runspace.SessionStateProxy.SetVariable("names", Enumerable.Repeat(Model, Calls).ToArray());
        _runspace.SessionStateProxy.SetVariable("connection", new System.Collections.Hashtable
        {
            ["EndpointUrl"] = _server.EndpointUrl,
            ["Region"] = "us-east-1",
            ["AccessKey"] = keys.AccessKey,
            ["SecretKey"] = keys.SecretKey,
        });
    }

    /// <summary>What everything else is held against.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public async Task BareSdk()
    {
        for (var call = 0; call < Calls; call++)
            Check((await _bare.GetCustomModelAsync(Model)).ModelName);
    }

    /// <summary>The module's client, without PowerShell.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public async Task Client()
    {
        for (var call = 0; call < Calls; call++)
            Check((await _client.SendAsync(Operations.GetCustomModel, new ResourceRequest(Model), CancellationToken.None)).ModelName);
    }

    /// <summary>What a user runs.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void Cmdlet()
    {
        using var shell = PowerShell.Create(_runspace);
        var models = shell.AddScript("$names | Get-BedrockCustomModel @connection").Invoke();
        if (models.Count != Calls || shell.HadErrors)
            throw new InvalidOperationException($"{models.Count} of {Calls} models came: {shell.Streams.Error.FirstOrDefault()}");
        Check(((CustomModel)models[0].BaseObject).ModelName);
    }

    /// <summary>Ends what was started.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _runspace.Dispose();
        _bare.Dispose();
        _server.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Check(string? name)
    {
        if (name != Model)
            throw new InvalidOperationException("The benchmark's server answered another model.");
    }
}
