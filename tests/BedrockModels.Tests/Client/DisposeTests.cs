using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Dispose closes the connections of the whole process, so these tests run alone.</summary>
[Collection(nameof(SharedConnections))]
public sealed class DisposeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Dispose_closes_connections_and_an_existing_client_opens_new_ones()
    {
        await using var server = new StandIn(Reply.Model.KeepAlive());
        var client = await ClientTesting.ClientOf(server);
        await client.GetCustomModelAsync("m", None);
        BedrockClient.DisposeAll();
        await client.GetCustomModelAsync("m", None);

        await (await ClientTesting.ClientOf(server)).GetCustomModelAsync("m", None);

        Assert.Equal((3, 2), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task Dispose_leaves_no_connection_open_and_the_next_call_works()
    {
        const string Keys = """{"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"secret","Expiration":"2099-01-01T00:00:00Z"}""";
        await using var server = new StandIn((request, _) => (request.Path == "/container" ? Reply.Json(Keys) : Reply.Model).KeepAlive());
        using var home = new TestHome(new Uri(server.Url));
        home.Set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/container");
        var settings = new ConnectionSettings { Region = "us-east-1", EndpointUrl = server.Url, Environment = home.Environment };
        var (client, _) = await ClientTesting.ConnectAsync(settings);

        await client.GetCustomModelAsync("m", None);

        Assert.Equal(2, server.OpenConnections);

        BedrockClient.DisposeAll();

        using var limit = new CancellationTokenSource(ClientTesting.Patience);
        while (server.OpenConnections > 0)
            await Task.Delay(1, limit.Token);
        var (next, _) = await ClientTesting.ConnectAsync(settings);
        Assert.Equal("m", (await next.GetCustomModelAsync("m", None)).ModelName);
        Assert.Equal(2, server.OpenConnections);
    }

    [Fact]
    public async Task Dispose_lets_a_call_in_progress_finish()
    {
        using var asked = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        await using var server = new StandIn((_, _) =>
        {
            asked.Release();
            release.Wait(None);
            return Reply.Model;
        });
        var call = (await ClientTesting.ClientOf(server)).GetCustomModelAsync("m", None);
        await asked.WaitAsync(None);
        BedrockClient.DisposeAll();
        release.Set();

        Assert.Equal("m", (await call).ModelName);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Dispose_forgets_the_session_of_a_role()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Config(
            "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n[profile base]\naws_access_key_id = A\n"
            + "aws_secret_access_key = s");
        var settings = new ConnectionSettings { Region = "us-east-1", Environment = home.Environment };
        await ClientTesting.ConnectAsync(settings);

        await ClientTesting.ConnectAsync(settings);

        Assert.Single(aws.Sts);
        BedrockClient.DisposeAll();
        await ClientTesting.ConnectAsync(settings);
        Assert.Equal(2, aws.Sts.Count);
    }
}
