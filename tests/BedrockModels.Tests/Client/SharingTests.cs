using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Connections are shared in the process, so a test that removes the module must not run at the same time.</summary>
[Collection(nameof(SharedConnections))]
public sealed class SharingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Sequential_calls_and_connects_use_one_connection()
    {
        await using var server = new StandIn(Reply.Model.KeepAlive());

        for (var i = 0; i < 3; i++)
        {
            var client = await ClientTesting.ClientOf(server);
            await client.GetCustomModelAsync("m", None);
            await client.GetCustomModelAsync("m", None);
        }

        Assert.Equal((6, 1), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public void Pipeline_is_shared_for_the_same_credentials_Region_and_endpoint_only()
    {
        var retries = new RetrySettings(Amazon.Runtime.RequestRetryMode.Standard, 3, TimeSpan.Zero, TimeProvider.System);
        var endpoint = new Uri($"http://127.0.0.1:1/{Guid.NewGuid():N}");
        var key = new PipelineKey(new AccessKeys("A", "s", null), endpoint, "us-east-1", retries);

        Assert.Same(Get(key), Get(key with { Identity = new AccessKeys("A", "s", null) }));
        Assert.NotSame(Get(key), Get(key with { Identity = new AccessKeys("A", "s", "token") }));
        Assert.NotSame(Get(key), Get(key with { Identity = new AccessKeys("A", "other", null) }));
        Assert.NotSame(Get(key), Get(key with { SigningRegion = "us-east-2" }));
        Assert.NotSame(Get(key), Get(key with { Endpoint = new Uri(endpoint + "/2") }));
    }

    [Fact]
    public async Task Source_that_refreshes_itself_is_read_for_each_call()
    {
        await using var server = new StandIn(Reply.Model);
        var reads = 0;
        var source = new CredentialSource("$StoredAWSCredentials", new object(), () => new AccessKeys($"AKID{++reads}", "secret", null));
        var (client, _) = await ClientTesting.ConnectAsync(ClientTesting.To(server) with { Credential = null, StoredCredential = source });
        await client.GetCustomModelAsync("m", None);

        await client.GetCustomModelAsync("m", None);

        // The connection has read the keys first.
        Assert.Equal(["AKID2", "AKID3"], server.Requests.Select(r => r.AccessKey));
    }

    [Fact]
    public async Task Role_session_is_fetched_once_and_again_when_the_files_change()
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        const string Keys = "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n";
        home.Config(Keys + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/one\nsource_profile = base");
        var settings = new ConnectionSettings { Region = "us-east-1", ProfileName = "p", Environment = home.Environment };
        await ClientTesting.ConnectAsync(settings);

        await ClientTesting.ConnectAsync(settings);

        Assert.Single(aws.Sts);
        File.WriteAllText(home.ConfigPath, Keys + "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/two\nsource_profile = base");
        File.SetLastWriteTimeUtc(home.ConfigPath, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await ClientTesting.ConnectAsync(settings);
        Assert.Equal(["role/one", "role/two"], aws.Sts.Select(s => s["RoleArn"].Split(':')[^1]));
    }

    private static ServicePipeline Get(PipelineKey key) => ClientCache.Current.GetPipeline(key, PipelineIdentity.CreateBearer("t"));
}
