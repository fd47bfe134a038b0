using System.Net;

namespace BedrockModels;

/// <summary>
/// Starts an emulator of the custom-model API of Amazon Bedrock in this process, on the loopback address. Any AWS client can use it.
/// </summary>
/// <remarks>
/// <para>The emulator follows the rules of the service: constraints, statuses, idempotency tokens, paging, tags, quotas, signatures and
/// error messages. It can simulate failures (-Fault, -FailModel) and keep its state in a file (-StatePath). See
/// about_BedrockModels_Emulator.</para>
/// <para>With -SetEnvironment, this session and the modules, runspaces, jobs and child processes that it starts use the emulator. Scripts
/// do not need to change. Stop-BedrockEmulator restores the environment.</para>
/// <para>If the emulator cannot start, for example because the port is in use, the cmdlet ends with an error (EmulatorNotStarted).</para>
/// </remarks>
/// <notes>Needs no permission, no credentials and no network.</notes>
/// <example>
/// Start an emulator for this session and for everything that the session starts. Stop-BedrockEmulator restores the environment.
/// <code>
/// $emulator = Start-BedrockEmulator -SetEnvironment
/// Get-BedrockCustomModel
/// $emulator | Stop-BedrockEmulator
/// </code></example>
/// <example>Verify every signature with a given pair of keys, splatted, and keep the state in a file.
/// <code>
/// $settings = @{
///     StatePath  = './emulator.json'
///     Credential = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'example-secret-key' }
/// }
/// $emulator = Start-BedrockEmulator @settings -SetEnvironment
/// New-BedrockCustomModel support-assistant -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/1
/// $emulator | Stop-BedrockEmulator
/// </code></example>
/// <example>Simulate failures. The emulator throttles the first two creations, and models whose names begin with bad become Failed.
/// <code>
/// $fault = @{ Operation = 'CreateCustomModel'; Error = 'ThrottlingException'; Times = 2 }
/// $package = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/good-one/1'
/// $emulator = Start-BedrockEmulator -Fault $fault -FailModel 'bad*' -ActivationTime 0.1 -SetEnvironment
/// New-BedrockCustomModel good-one -ModelPackageArn $package -Wait -PollInterval 0.2
/// $emulator | Stop-BedrockEmulator
/// </code></example>
[Cmdlet(VerbsLifecycle.Start, "BedrockEmulator", SupportsShouldProcess = true, HelpUri = HelpPages.Folder + "Start-BedrockEmulator.md")]
[OutputType(typeof(BedrockEmulator))]
public sealed class StartBedrockEmulatorCommand : PSCmdlet
{
    private volatile EmulatorServer? _served;

    /// <summary>The port to listen on, 1 to 65535. With 0, the default, the emulator uses any free port.</summary>
    [Parameter(Position = 0), ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>
    /// The time until a new model, deployment or Provisioned Throughput is ready, and until an update is complete: a TimeSpan or a number
    /// of seconds. The default is 2 seconds.
    /// </summary>
    [Parameter, DurationTransformation]
    public TimeSpan ActivationTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The file that stores the state as readable JSON. The emulator creates the file if it does not exist. If omitted, the state is lost
    /// when the emulator stops.
    /// </summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>
    /// The credentials that the emulator accepts: PSCredentials (access key and secret key), output of STS, credentials objects of AWS
    /// Tools, or hashtables with AccessKey, SecretKey (a string or a SecureString) and, for temporary credentials, SessionToken and
    /// Expiration, or with BearerToken. The emulator then verifies every signature. If omitted, it accepts every well-formed signature.
    /// </summary>
    [Parameter, ValidateNotNullOrEmpty]
    public object[]? Credential { get; set; }

    /// <summary>
    /// The faults to simulate, as hashtables. Operation, Name, Region, AccessKey, Role, KmsKey, Source and Tag select the requests
    /// (patterns with * and ?). Error (with Message and Status), Headers, Delay, Drop (Before or After), Cut, or Status with Body
    /// and ContentType define the response. Fail, FailAfter, ActivationTime and ListDelay define what becomes of a new resource.
    /// Nth, Times, Rate, Probability (0 to 1) and Seed define how often. See about_BedrockModels_Emulator.
    /// </summary>
    [Parameter, ValidateNotNullOrEmpty]
    public IDictionary[]? Fault { get; set; }

    /// <summary>The models that become Failed: a name pattern, or a hashtable of name patterns and their failure messages.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public object? FailModel { get; set; }

    /// <summary>The account id in ARNs: 12 digits.</summary>
    [Parameter]
    public string AccountId { get; set; } = "123456789012";

    /// <summary>
    /// The Regions to serve. If omitted, the emulator serves all Regions. The first Region is the one for requests that do not name a
    /// Region.
    /// </summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string[]? Region { get; set; }

    /// <summary>The maximum number of custom models per Region. The default is 100, as in the service.</summary>
    [Parameter, ValidateRange(0, int.MaxValue)]
    public int ModelQuota { get; set; } = 100;

    /// <summary>Rejects members and query parameters that are not part of the API. The service ignores them.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>
    /// The behavior of the emulator where the documentation of the service does not define it, by option name, for example @{
    /// RefuseDeleteWhileCreating = $true }.
    /// </summary>
    [Parameter, ValidateNotNull]
    public IDictionary? Behavior { get; set; }

    /// <summary>
    /// The answers of models to Converse and InvokeModel, as a hashtable: a pattern of names or ARNs (of a model, or of the deployment or
    /// Provisioned Throughput that serves it) with a text, a script block, or a list of them, which are returned in turn. A script block
    /// gets the prompt as $_ and the request as its second argument; it runs in a session of its own. If omitted, a model echoes the
    /// prompt after its name.
    /// </summary>
    [Parameter, ValidateNotNull]
    public IDictionary? Reply { get; set; }

    /// <summary>
    /// The time for which a ready deployment or Provisioned Throughput still returns ModelNotReadyException: a TimeSpan or a number of
    /// seconds.
    /// </summary>
    [Parameter, DurationTransformation]
    public TimeSpan NotReadyTime { get; set; }

    /// <summary>
    /// The account around Bedrock, as a hashtable: Roles, Buckets, Keys, ModelPackages and TrainingJobs by name, each with its settings;
    /// Quotas; Deny, the actions that the caller may not use (patterns with * and ?); Caller, the ARN of the caller. The emulator also
    /// responds to the calls to STS, IAM, KMS, Service Quotas, SageMaker and S3 that check a creation. If you specify a kind, only the
    /// names that you list exist. In a kind that you omit, every name exists and is valid. See about_BedrockModels_Emulator.
    /// </summary>
    [Parameter, ValidateNotNull]
    public IDictionary? Account { get; set; }

    /// <summary>
    /// The address to listen on. The default is 127.0.0.1. An address that other machines can reach requires -Credential.
    /// </summary>
    [Parameter, ValidateNotNull]
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>
    /// The host names, besides those of loopback, by which clients may call an emulator without -Credential, for example
    /// host.docker.internal. Other names are refused, so that a web page cannot call the emulator under a name of its own.
    /// </summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string[]? AllowedHost { get; set; }

    /// <summary>
    /// The clock of statuses, commitments and tokens. System, the default, follows the clock of the system. Manual stands still
    /// until Set-BedrockEmulator -Advance moves it.
    /// </summary>
    [Parameter, ValidateSet("System", "Manual")]
    public string Clock { get; set; } = "System";

    /// <summary>
    /// Sets AWS_ENDPOINT_URL_BEDROCK and AWS_ENDPOINT_URL_BEDROCK_RUNTIME for this process, and a Region and placeholder keys if none
    /// are set. With -Credential, it sets the first of these keys, or the first BearerToken if there are no keys. With -Account, or an
    /// account in the state file, it also sets AWS_ENDPOINT_URL_S3, _IAM, _STS, _SAGEMAKER, _KMS and _SERVICE_QUOTAS. It turns off
    /// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT, also those of profiles, and removes
    /// other tokens. Stop-BedrockEmulator restores the previous values. Only one emulator at a time can set the environment.
    /// </summary>
    [Parameter]
    public SwitchParameter SetEnvironment { get; set; }

    /// <summary>Runs until Ctrl+C, or until another runspace stops the emulator. Shows the address once and returns no output.</summary>
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
        var defaults = new EmulatorOptions();
        return new EmulatorOptions
        {
            Port = Port,
            Address = Address,
            ActivationTime = ActivationTime,
            ManualClock = Clock.Equals("Manual", StringComparison.OrdinalIgnoreCase),
            AllowedHosts = AllowedHost ?? [],
            AccountId = AccountId,
            DefaultRegion = Region?[0] ?? defaults.DefaultRegion,
            Regions = Region ?? [],
            StatePath = StatePath is null ? null : GetUnresolvedProviderPathFromPSPath(StatePath),
            Credentials = [.. credentials.Select(credential => credential.Keys).OfType<EmulatorCredential>()],
            BearerTokens = [.. credentials.Select(credential => credential.BearerToken).OfType<string>()],
            Faults = [.. (Fault ?? []).Select(FaultReader.Read), .. FailModel is null ? [] : FaultReader.ReadFailures(FailModel)],
            ModelQuota = ModelQuota,
            RefuseUnknownMembers = Strict,
            NotReadyTime = NotReadyTime,
            Replies = Reply is null ? null : new EmulatorReplies(Reply, SessionState.LanguageMode),
            Account = Account is null ? null : AccountReader.Read(Account),
            Behavior = Behavior is null ? defaults.Behavior : BehaviorReader.Read(Behavior),
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
