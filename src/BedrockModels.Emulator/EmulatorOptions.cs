namespace BedrockModels.Emulator;

/// <summary>The settings of an emulator.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>The port to listen on; 0 uses any free port.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen on. Any address but loopback needs <see cref="Credentials"/> or <see cref="BearerTokens"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The host names, besides those of loopback, by which clients may call an emulator that has no keys.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How long a model, a deployment or a throughput is Creating or Updating.</summary>
    public TimeSpan ActivationTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock of the system, which dates requests and responses, and which the emulator's own clock follows.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether the emulator's own clock stands still until it is moved.</summary>
    public bool ManualClock { get; init; }

    /// <summary>The twelve digits of the account in ARNs.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary>The Region of requests without one: a request with a bearer token names no Region.</summary>
    public string DefaultRegion { get; init; } = "us-east-1";

    /// <summary>The Regions that are served; empty serves all.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The file that stores the state; null keeps the state in memory.</summary>
    public string? StatePath { get; init; }

    /// <summary>The keys that may call. With any, signatures are verified; with none, a well-formed signature is enough.</summary>
    public IReadOnlyList<EmulatorCredential> Credentials { get; init; } = [];

    /// <summary>The Bedrock API keys that may call. With any, or with <see cref="Credentials"/>, all other keys are refused.</summary>
    public IReadOnlyList<string> BearerTokens { get; init; } = [];

    /// <summary>The faults that apply from the start; <see cref="EmulatorServer.AddFault"/> adds more.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>How many custom models an account can have per Region. The service's own default is 100.</summary>
    public int ModelQuota { get; init; } = 100;

    /// <summary>Whether members and query parameters that the API does not have are refused. AWS services ignore them.</summary>
    public bool RefuseUnknownMembers { get; init; }

    /// <summary>What the emulator does where the documentation of the service does not say.</summary>
    public EmulatorBehavior Behavior { get; init; } = new();

    /// <summary>How long a deployment or a throughput that is ready is not yet ready to answer.</summary>
    public TimeSpan NotReadyTime { get; init; }

    /// <summary>The answers of models; null for an echo. They are disposed of with the emulator.</summary>
    public IReplies? Replies { get; init; }

    /// <summary>The account around Bedrock; null for that of the state file, or one in which everything is in order.</summary>
    public EmulatorAccount? Account { get; init; }

    public static bool IsAccountId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    /// <exception cref="EmulatorException">An option has an invalid value.</exception>
    public void Check()
    {
        if (!IsAccountId(AccountId))
            throw new EmulatorException($"'{AccountId}' is not a valid account id. Use twelve digits, for example 123456789012.");
        if (ActivationTime < TimeSpan.Zero)
            throw new EmulatorException($"The activation time {ActivationTime} is negative. Use 0 or more.");
        if (Regions.Append(DefaultRegion).FirstOrDefault(region => !BedrockModels.Protocol.Regions.HasUsualForm(region)) is { } unknown)
            throw new EmulatorException($"'{unknown}' is not a valid Region name, such as us-east-1.");
        if (!IPAddress.IsLoopback(Address) && Credentials.Count == 0 && BearerTokens.Count == 0)
        {
            throw new EmulatorException(
                $"An emulator on {Address} can be reached from other machines. Add -Credential, or omit -Address.");
        }

        Behavior.Check();
        Account?.Check();
    }
}

/// <summary>Keys that the emulator accepts. It is a class, not a record, so that no ToString prints its members.</summary>
internal sealed class EmulatorCredential
{
    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    /// <summary>The session token that temporary keys need; null for long-term keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When the session token expires; null for never.</summary>
    public DateTimeOffset? Expiration { get; init; }
}

/// <summary>The reason why an emulator cannot start. The message is one sentence for the person who started it.</summary>
internal sealed class EmulatorException(string message, Exception? inner = null) : Exception(message, inner);
