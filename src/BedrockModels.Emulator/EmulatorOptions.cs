using System.Net;

namespace BedrockModels.Emulator;

/// <summary>What an emulator is started with.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>The port to listen on; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen on. Anything but loopback needs <see cref="Credentials"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How long a model, a deployment or a throughput is Creating or Updating.</summary>
    public TimeSpan ActivationTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock; every time the emulator tells or compares comes from it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The twelve digits that ARNs carry.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary>The Region of a request that names none, which a bearer token does not.</summary>
    public string DefaultRegion { get; init; } = "us-east-1";

    /// <summary>The Regions that are served; empty for all.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The file that keeps everything; null keeps it in memory.</summary>
    public string? StatePath { get; init; }

    /// <summary>The keys that may call. With any, signatures are verified; without, a well-formed signature is enough.</summary>
    public IReadOnlyList<EmulatorCredential> Credentials { get; init; } = [];

    /// <summary>The Bedrock API keys that may call. With any, or with <see cref="Credentials"/>, no other may.</summary>
    public IReadOnlyList<string> BearerTokens { get; init; } = [];

    /// <summary>The faults in force from the start; <see cref="EmulatorServer.AddFault"/> adds more.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>How many custom models an account holds per Region. The service's own default is 100.</summary>
    public int ModelQuota { get; init; } = 100;

    /// <summary>What the service does where its documentation does not say.</summary>
    public EmulatorBehavior Behavior { get; init; } = new();

    /// <exception cref="EmulatorException">An option has a value that cannot be.</exception>
    public void Check()
    {
        if (AccountId.Length != 12 || !AccountId.All(char.IsAsciiDigit))
            throw new EmulatorException($"'{AccountId}' is not an account id: that has twelve digits, such as 123456789012.");
        if (ActivationTime < TimeSpan.Zero)
            throw new EmulatorException($"An activation time of {ActivationTime} cannot be: it is 0 or more.");
        if (Regions.Append(DefaultRegion).FirstOrDefault(region => !Authenticator.IsRegion(region)) is { } unknown)
            throw new EmulatorException($"'{unknown}' is not a Region; one is us-east-1.");
        if (!IPAddress.IsLoopback(Address) && Credentials.Count == 0 && BearerTokens.Count == 0)
            throw new EmulatorException($"An emulator on {Address} can be reached from other machines, so it needs credentials.");
        Behavior.Check();
    }
}
