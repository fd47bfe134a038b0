using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Connections that do not use the settings of the machine that runs the tests.</summary>
internal static class ClientTesting
{
    /// <summary>Longer than any test that does not hang, and shorter than the client's timeout of an attempt.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public static CredentialSource Keys { get; } = SourceOf("AKIDEXAMPLE", "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY");

    public static CredentialSource SourceOf(string key, string secret, string? token = null, string name = "-AccessKey and -SecretKey") =>
        new(name, new AccessKeys(key, secret, token), () => new AccessKeys(key, secret, token));

    public static HostEnvironment Nowhere(params (string Name, string Value)[] variables)
    {
        var set = variables.ToDictionary(v => v.Name, v => v.Value);
        return new(name => set.GetValueOrDefault(name), Path.Combine(Path.GetTempPath(), "no-such-home"))
        {
            LongestRetryPause = TimeSpan.FromMilliseconds(5),
        };
    }

    public static ConnectionSettings To(StandIn server) => To(server.Url);

    public static ConnectionSettings To(string url) => new()
    {
        Region = "us-east-1",
        Credential = Keys,
        EndpointUrl = url,
        Environment = Nowhere(),
    };

    public static async Task<(BedrockClient Client, List<CallRecord> Calls)> ConnectAsync(ConnectionSettings settings)
    {
        var calls = new List<CallRecord>();
        var client = await BedrockClient.ConnectAsync(settings, _ => { }, calls.Add, CancellationToken.None);
        return (client, calls);
    }

    public static async Task<BedrockClient> ClientOf(StandIn server) => (await ConnectAsync(To(server))).Client;
}
