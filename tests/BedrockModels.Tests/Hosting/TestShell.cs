using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// A session of the real engine with the module imported, and an emulator of its own. The session holds Region and keys as
/// AWS Tools leave them ($StoredAWSRegion, $StoredAWSCredentials), so nothing of the process is changed.
/// </summary>
internal sealed class TestShell : IDisposable
{
    public const string Package = "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1";
    public const string Role = "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock";
    public const string AccessKey = "AKIAMARKEDACCESSKEY1";
    public const string SecretKey = "marked/secret+key/0123456789012345678901";

    private readonly Session _session;
    private bool _isAbandoned;

    public TestShell(EmulatorOptions? options = null, bool createEmulator = true, string hostName = TestHost.UsualName)
    {
        _session = Session.Take(hostName);
        if (!createEmulator)
            return;
        Emulator = EmulatorServer.Start(options
            ?? new EmulatorOptions { ActivationTime = TimeSpan.Zero, ModelQuota = 100_000, TimeProvider = new TickingClock() });
        Set("StoredAWSRegion", "us-east-1");
        Set("StoredAWSCredentials", new PSObject(new Dictionary<string, string> { ["AccessKey"] = AccessKey, ["SecretKey"] = SecretKey }));
        Set("endpoint", Emulator.EndpointUrl);
        Set("package", Package);
        Set("role", Role);
        Run("$PSDefaultParameterValues['*-Bedrock*:EndpointUrl'] = $endpoint; "
            + "$PSDefaultParameterValues['*-BedrockEmulator:EndpointUrl'] = $null").Clean();
    }

    public TestHost Host => _session.Host;

    public Runspace Runspace => _session.Runspace;

    public EmulatorServer Emulator { get; } = null!;

    public void Set(string variable, object? value) => Runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>Runs a script to its end.</summary>
    public ScriptResult Run(string script)
    {
        using var shell = Create(script);
        try
        {
            return new ScriptResult(shell, shell.Invoke(), null);
        }
        catch (CommandNotFoundException missing)
        {
            // A defect of the session, not a result: says what the session has.
            throw new InvalidOperationException($"{missing.Message}\n{_session.Describe()}", missing);
        }
        catch (RuntimeException terminating)
        {
            return new ScriptResult(shell, [], terminating);
        }
    }

    /// <summary>A script that the test starts and stops itself.</summary>
    public PowerShell Create(string script)
    {
        var shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        return shell;
    }

    /// <summary>How many requests of an operation the emulator has served.</summary>
    public long Count(string operation) => Emulator.RequestCounts.Where(pair => pair.Key.Operation == operation).Sum(pair => pair.Value);

    /// <summary>Makes a model through the module.</summary>
    public CustomModel Create(string name, string more) =>
        Run($"New-BedrockCustomModel -ModelName {name} -ModelPackageArn $package {more}").Clean().OutputOf<CustomModel>()[0];

    /// <summary>Leaves the runspace to the end of the process, because what runs in it does not stop.</summary>
    public void Abandon() => _isAbandoned = true;

    public void Dispose()
    {
        if (!_isAbandoned)
            _session.Return();
        Emulator?.Dispose();
    }
}
