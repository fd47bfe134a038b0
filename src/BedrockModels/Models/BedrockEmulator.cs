namespace BedrockModels;

/// <summary>
/// A running emulator of the service, as returned by Start-BedrockEmulator and Get-BedrockEmulator. Counts and requests are current each
/// time they are read.
/// </summary>
public sealed class BedrockEmulator
{
    private readonly EmulatorServer _server;

    internal BedrockEmulator(EmulatorServer server) => _server = server;

    /// <summary>
    /// The URL for clients, for example <c>http://127.0.0.1:4599</c>. Use it as -EndpointUrl, or in the environment variable
    /// AWS_ENDPOINT_URL_BEDROCK.
    /// </summary>
    public string EndpointUrl => _server.EndpointUrl;

    /// <summary>The port that the emulator listens on, 1 to 65535.</summary>
    public int Port => _server.Port;

    /// <summary>Running, or Stopped after Stop-BedrockEmulator.</summary>
    public string Status => RunningEmulators.All().Contains(_server) ? "Running" : "Stopped";

    /// <summary>The account id in ARNs: 12 digits.</summary>
    public string AccountId => _server.Options.AccountId;

    /// <summary>The time that a model, a deployment or Provisioned Throughput is Creating or Updating.</summary>
    public TimeSpan ActivationTime => _server.Options.ActivationTime;

    /// <summary>The file that stores the state; null if the state is only in memory.</summary>
    public string? StatePath => _server.Options.StatePath;

    /// <summary>The local time when the emulator started.</summary>
    public DateTime StartTime => _server.StartTime.LocalDateTime;

    /// <summary>The local time of the emulator's own clock. Set-BedrockEmulator -Advance moves it.</summary>
    public DateTime CurrentTime => _server.Clock.Now.LocalDateTime;

    /// <summary>The number of requests so far, including dropped requests.</summary>
    public long RequestCount => _server.RequestCounts.Values.Sum();

    // These are arrays: PowerShell cannot index the list that a collection expression creates for IReadOnlyList.

    /// <summary>The number of requests for each operation and HTTP status.</summary>
    public IReadOnlyList<BedrockEmulatorRequestCount> RequestCounts =>
        _server.RequestCounts
            .OrderBy(pair => pair.Key)
            .Select(pair => new BedrockEmulatorRequestCount(pair.Key.Operation, pair.Key.Status, pair.Value))
            .ToArray();

    /// <summary>The last requests, at most 1000, oldest first.</summary>
    public IReadOnlyList<BedrockEmulatorRequest> LastRequests =>
        _server.Requests
            .Select(request => new BedrockEmulatorRequest(request))
            .ToArray();

    /// <summary>The scripted faults, in their order, and how often each was used.</summary>
    public IReadOnlyList<BedrockEmulatorFault> Faults =>
        _server.Faults
            .Select(fault => new BedrockEmulatorFault(fault.Rule.Definition as IDictionary ?? new Hashtable(), fault.Uses))
            .ToArray();

    /// <summary>Returns <see cref="EndpointUrl"/>.</summary>
    public override string ToString() => EndpointUrl;
}
