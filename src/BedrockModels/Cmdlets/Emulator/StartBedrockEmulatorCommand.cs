using System.Collections;
using System.Management.Automation;
using System.Net;
using BedrockModels.Emulator;

namespace BedrockModels;

/// <summary>
/// Starts an emulator of Amazon Bedrock's custom-model API in this process, on the loopback address. Any AWS client can use it.
/// </summary>
/// <remarks>
/// <para>
/// It keeps the service's rules: constraints, states, idempotency tokens, paging, tags, quotas, signatures and the words of
/// its errors. It can fail on request (-Fault, -FailModel), and keep its state in a file (-StatePath).
/// about_BedrockModels_Emulator says more.
/// </para>
/// <para>
/// With -SetEnvironment the session, and the modules, runspaces, jobs and child processes that it starts, reach the emulator
/// without a change to any script. Stop-BedrockEmulator puts back what was there.
/// </para>
/// </remarks>
/// <notes>
/// Needs no permission, no credentials and no network.
/// </notes>
/// <example>
/// An emulator for this session and all that it starts; what was set is put back in the end.
/// <code>
/// $emulator = Start-BedrockEmulator -SetEnvironment
/// Get-BedrockCustomModel
/// $emulator | Stop-BedrockEmulator
/// </code>
/// </example>
/// <example>
/// With keys: every signature is verified. The state stays in a file.
/// <code>
/// $settings = @{
///     StatePath  = './emulator.json'
///     Credential = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'example-secret-key' }
/// }
/// $emulator = Start-BedrockEmulator @settings -SetEnvironment
/// New-BedrockCustomModel support-assistant -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/1
/// $emulator | Stop-BedrockEmulator
/// </code>
/// </example>
/// <example>
/// With faults: the first two answers are throttled, and models whose names begin with bad end Failed.
/// <code>
/// $fault = @{ Operation = 'CreateCustomModel'; Error = 'ThrottlingException'; Times = 2 }
/// $emulator = Start-BedrockEmulator -Fault $fault -FailModel 'bad*' -ActivationTime 0.1 -SetEnvironment
/// New-BedrockCustomModel good-one -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/good-one/1 -Wait -PollInterval 0.2
/// $emulator | Stop-BedrockEmulator
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "BedrockEmulator", SupportsShouldProcess = true)]
[OutputType(typeof(BedrockEmulator))]
public sealed class StartBedrockEmulatorCommand : PSCmdlet
{
    private volatile EmulatorServer? _served;

    /// <summary>The port to listen on, 1 to 65535; 0, the default, takes any free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>How long a model is Creating before it is Active; a plain number counts seconds. The default is 2 seconds.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ActivationTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The file that keeps everything, as readable JSON; it is made where it is not there. Without it the emulator forgets
    /// everything when it stops.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>
    /// The keys that may call: a PSCredential (access key and secret key), or hashtables with AccessKey, SecretKey and, for
    /// temporary keys, SessionToken and Expiration; or with BearerToken. With them every signature is verified. Without them a
    /// well-formed signature is enough.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? Credential { get; set; }

    /// <summary>
    /// What is to go wrong: hashtables with Operation, Name (patterns); Error (and Message, Status), Delay, Drop (Before, After),
    /// Cut, Fail, or Status with Body and ContentType; Times, Probability, Seed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary[]? Fault { get; set; }

    /// <summary>Which models end Failed: a name pattern, or a hashtable of patterns with their failure messages.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? FailModel { get; set; }

    /// <summary>The twelve digits of the account that ARNs carry.</summary>
    [Parameter]
    public string AccountId { get; set; } = "123456789012";

    /// <summary>The Regions to serve; all without it. The first is that of callers whose request names none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>How many custom models the account holds per Region. The default is 100, as the service's is.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ModelQuota { get; set; } = 100;

    /// <summary>Refuses members and query parameters that the API does not have; the service ignores them.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>What the emulator does where the service's documentation is silent, by name, such as @{ RefuseDeleteWhileCreating = $true }.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Behavior { get; set; }

    /// <summary>The address to listen on, 127.0.0.1 by default. Any that other machines can reach needs -Credential.</summary>
    [Parameter]
    [ValidateNotNull]
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>
    /// Points the process at the emulator: sets AWS_ENDPOINT_URL_BEDROCK, and a Region and placeholder keys where none are set,
    /// until Stop-BedrockEmulator puts back what it found. With -Credential the keys are the first of those.
    /// </summary>
    [Parameter]
    public SwitchParameter SetEnvironment { get; set; }

    /// <summary>Serves until Ctrl+C, or until another runspace stops it, and shows the address once. Nothing is emitted.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!Confirmation.Ask(this, force: false, ConfirmImpact.Medium, Port == 0 ? "any free port" : $"port {Port}", "Start an emulator"))
            return;
        var server = StartServer();
        if (Wait)
            Serve(server);
        else
            WriteObject(new BedrockEmulator(server));
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        if (_served is { } server)
            RunningEmulators.Stop(server.Port, server);
    }

    private EmulatorServer StartServer()
    {
        try
        {
            return RunningEmulators.Start(Options(), SetEnvironment);
        }
        catch (EmulatorException exception)
        {
            ThrowTerminatingError(EmulatorRefusals.NotStarted(exception, Port));
            throw;
        }
    }

    private EmulatorOptions Options()
    {
        var credentials = (Credential ?? []).Select(EmulatorCredentialReader.Read).ToList();
        var behavior = Behavior is null ? new EmulatorBehavior() : BehaviorReader.Read(Behavior);
        behavior.RefuseUnknownMembers |= Strict;
        var defaults = new EmulatorOptions();
        return new EmulatorOptions
        {
            Port = Port,
            Address = Address,
            ActivationTime = ActivationTime,
            AccountId = AccountId,
            DefaultRegion = Region?[0] ?? defaults.DefaultRegion,
            Regions = Region ?? [],
            StatePath = StatePath is null ? null : GetUnresolvedProviderPathFromPSPath(StatePath),
            Credentials = [.. credentials.Select(credential => credential.Keys).OfType<EmulatorCredential>()],
            BearerTokens = [.. credentials.Select(credential => credential.BearerToken).OfType<string>()],
            Faults = [.. (Fault ?? []).Select(FaultReader.Read), .. FailModel is null ? [] : FaultReader.ReadFailures(FailModel)],
            ModelQuota = ModelQuota,
            Behavior = behavior,
        };
    }

    private void Serve(EmulatorServer server)
    {
        try
        {
            var message = new HostInformationMessage { Message = $"The emulator serves {server.EndpointUrl} until Ctrl+C." };
            WriteInformation(message, ["PSHOST"]);
            _served = server;
            if (!Stopping)
                server.Stopped.WaitOne();
        }
        finally
        {
            RunningEmulators.Stop(server.Port, server);
        }
    }
}
