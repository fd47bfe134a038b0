using BedrockModels.Emulator;

namespace BedrockModels;

/// <summary>A running emulator of the service, as Start- and Get-BedrockEmulator emit it. What it counts is up to date whenever it is read.</summary>
public sealed class BedrockEmulator
{
    private readonly EmulatorServer _server;

    internal BedrockEmulator(EmulatorServer server) => _server = server;

    /// <summary>What clients are pointed at, such as <c>http://127.0.0.1:4599</c>: an -EndpointUrl, or AWS_ENDPOINT_URL_BEDROCK.</summary>
    public string EndpointUrl => _server.EndpointUrl;

    /// <summary>The port it listens on.</summary>
    public int Port => _server.Port;

    /// <summary>The account that its ARNs carry.</summary>
    public string AccountId => _server.Options.AccountId;

    /// <summary>How long a model, a deployment or a throughput is Creating or Updating.</summary>
    public TimeSpan ActivationTime => _server.Options.ActivationTime;

    /// <summary>The file that keeps everything; null where it is kept in memory.</summary>
    public string? StatePath => _server.Options.StatePath;

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartTime => _server.StartTime;

    /// <summary>How many requests it has served, dropped ones included.</summary>
    public long RequestCount => _server.RequestCounts.Values.Sum();

    // Both are arrays: what a collection expression makes of a read-only list has no index that PowerShell sees.

    /// <summary>How many requests each operation and status had.</summary>
    public IReadOnlyList<BedrockEmulatorRequestCount> RequestCounts =>
        _server.RequestCounts.OrderBy(pair => pair.Key).Select(pair => new BedrockEmulatorRequestCount(pair.Key.Operation, pair.Key.Status, pair.Value)).ToArray();

    /// <summary>The last requests, at most 1000, oldest first.</summary>
    public IReadOnlyList<BedrockEmulatorRequest> LastRequests =>
        _server.Requests.Select(request => new BedrockEmulatorRequest(request.Time, request.Operation, request.Status, request.RequestId)).ToArray();

    /// <summary>The address.</summary>
    public override string ToString() => EndpointUrl;
}
