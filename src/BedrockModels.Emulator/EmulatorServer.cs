namespace BedrockModels.Emulator;

/// <summary>A running emulator.</summary>
internal sealed class EmulatorServer : IDisposable
{
    private readonly FaultRules _faults;
    private readonly RequestLog _log;
    private readonly StateWriter? _stateWriter;
    private readonly HttpTransport _transport;
    private readonly ManualResetEvent _stopped = new(initialState: false);

    private EmulatorServer(EmulatorOptions options)
    {
        options.Check();
        Options = options;
        _log = new RequestLog(options);
        StartTime = options.TimeProvider.GetUtcNow();
        Clock = new EmulatorClock(options.TimeProvider, options.ManualClock);
        _faults = new FaultRules(options.Faults, options.TimeProvider);
        var store = new Store();
        var file = options.StatePath is null ? null : StateFile.Open(options.StatePath);
        try
        {
            if (file is not null)
            {
                StateLoader.Load(file.Load(), store, options, Clock);
                _stateWriter = new StateWriter(
                    file, store, Clock, content => StateLoader.Load(StateFile.Parse(content), store, options, Clock));
            }

            Account = options.Account ?? store.Account;
            var pipeline = new RequestPipeline(options, Account ?? new(), store, _stateWriter, _faults, _log, Clock, new(options));
            _transport = HttpTransport.Start(options.Address, options.Port, options.TimeProvider, pipeline.ServeAsync);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    public EmulatorOptions Options { get; }

    /// <summary>The account around Bedrock; null if neither the options nor the state file have one.</summary>
    public EmulatorAccount? Account { get; }

    public EmulatorClock Clock { get; }

    public DateTimeOffset StartTime { get; }

    public int Port => _transport.Port;

    /// <summary>Set when the emulator has stopped.</summary>
    public WaitHandle Stopped => _stopped;

    /// <summary>The URL for clients, without a slash at its end.</summary>
    public string EndpointUrl => $"http://{new IPEndPoint(ClientAddress, Port)}";

    /// <summary>The last requests served, oldest first.</summary>
    public IReadOnlyList<ServedRequest> Requests => _log.Last();

    /// <summary>The number of requests per operation and status; status 0 is a dropped connection.</summary>
    public IReadOnlyDictionary<(string Operation, int Status), long> RequestCounts => _log.Counts();

    // A client cannot connect to "any address".
    private IPAddress ClientAddress => Options.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : Options.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : Options.Address;

    /// <summary>Starts an emulator; it serves until it is disposed.</summary>
    /// <exception cref="EmulatorException">The options are invalid, or the port is in use.</exception>
    public static EmulatorServer Start(EmulatorOptions options) => new(options);

    /// <summary>The fault rules, and how many requests each has applied to.</summary>
    public IReadOnlyList<(FaultRule Rule, int Uses)> Faults => _faults.Uses;

    /// <summary>Adds a fault after the existing ones.</summary>
    public void AddFault(FaultRule rule) => SetFaults([rule], keepExisting: true);

    /// <summary>Adds faults after the existing ones, or replaces all.</summary>
    public void SetFaults(IEnumerable<FaultRule> rules, bool keepExisting) => _faults.Set(rules, keepExisting);

    /// <summary>Stops within a second: completes the requests that are being served and refuses new ones.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        try
        {
            _stateWriter?.Dispose();
        }
        finally
        {
            Options.Replies?.Dispose();
            _stopped.Set();
        }
    }
}
