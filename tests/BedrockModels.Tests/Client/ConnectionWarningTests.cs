using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Warnings are shown once as long as the module is loaded, so a test that removes it must not run at the same time.</summary>
[Collection(nameof(SharedConnections))]
public sealed class ConnectionWarningTests
{
    [Theory]
    [InlineData("", null, null, true)]
    [InlineData("region = eu-west-2", null, null, false)]
    [InlineData("", "eu-west-1", null, false)]
    [InlineData("", null, "eu-west-1", false)]
    public async Task Named_profile_without_a_Region_warns_once_that_another_source_is_used(
        string setting, string? region, string? stored, bool warns)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        var name = $"p{Guid.NewGuid():N}";
        home.Set("AWS_REGION", "eu-west-3").Config($"[profile {name}]\naws_access_key_id = A\naws_secret_access_key = secret\n{setting}");
        var warnings = new List<string>();
        for (var i = 0; i < 2; i++)
            await BedrockClient.ConnectAsync(
                new ConnectionSettings { ProfileName = name, Region = region, StoredRegion = stored, Environment = home.Environment },
                _ => { },
                _ => { },
                CancellationToken.None,
                warnings.Add);
        var expected = $"The profile '{name}' has no Region, so eu-west-3 (from AWS_REGION) is used. "
            + $"To set one, run: aws configure set region REGION --profile {name}";

        Assert.Equal(warns ? [expected] : [], warnings);
    }

    [Fact]
    public async Task Plain_http_to_another_machine_warns_once_and_loopback_never()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Config("[default]\naws_access_key_id = A\naws_secret_access_key = secret");
        var warnings = new List<string>();
        var host = $"http://h{Guid.NewGuid():N}.example:8080";

        foreach (var url in new[] { host, host, "http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://host.example" })
            await BedrockClient.ConnectAsync(
                new ConnectionSettings { Region = "us-east-1", EndpointUrl = url, Environment = home.Environment },
                _ => { },
                _ => { },
                CancellationToken.None,
                warnings.Add);

        Assert.Contains(host, Assert.Single(warnings), StringComparison.Ordinal);
    }
}
