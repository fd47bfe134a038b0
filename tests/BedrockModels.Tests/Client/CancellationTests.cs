using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>A canceled call ends at once, whatever it waits for.</summary>
public sealed class CancellationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Canceled_call_ends_and_closes_its_request()
    {
        await using var server = new StandIn(Reply.Hang);
        var client = await ClientTesting.ClientOf(server);
        using var source = new CancellationTokenSource();
        var call = client.GetCustomModelAsync("m", source.Token);
        while (server.Requests.IsEmpty)
            await Task.Yield();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(ClientTesting.Patience));
        await server.Left.WaitAsync(ClientTesting.Patience);
    }

    [Fact]
    public async Task Canceled_call_ends_while_a_source_of_credentials_hangs()
    {
        await using var server = new StandIn(Reply.Model);
        using var asked = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var reads = 0;
        var source = new CredentialSource("-Credential", new object(), () =>
        {
            // The connection reads the keys first.
            if (++reads == 1)
                return ClientTesting.Keys.Read();
            asked.Set();
            release.Wait(None);
            return ClientTesting.Keys.Read();
        });
        var (client, _) = await ClientTesting.ConnectAsync(ClientTesting.To(server) with { Credential = source });
        using var cancel = new CancellationTokenSource();
        var call = client.GetCustomModelAsync("m", cancel.Token);
        asked.Wait(None);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(ClientTesting.Patience));
        release.Set();

        Assert.Empty(server.Requests);
    }
}
