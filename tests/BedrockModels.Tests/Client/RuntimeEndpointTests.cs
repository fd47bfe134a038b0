using BedrockModels.Client;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Client;

/// <summary>Where prompts are sent, and what messages may have of them.</summary>
public sealed class RuntimeEndpointTests
{
    [Theory]
    [InlineData(null, "us-east-1", "", "https://bedrock-runtime.us-east-1.amazonaws.com/")]
    [InlineData(null, "cn-north-1", "", "https://bedrock-runtime.cn-north-1.amazonaws.com.cn/")]
    [InlineData(null, "us-gov-west-1", "AWS_USE_FIPS_ENDPOINT=true", "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com/")]
    [InlineData(null, "us-east-1", "AWS_USE_DUALSTACK_ENDPOINT=true", "https://bedrock-runtime.us-east-1.api.aws/")]
    [InlineData(null, "us-east-1", "AWS_ENDPOINT_URL_BEDROCK=https://vpce.example", "https://bedrock-runtime.us-east-1.amazonaws.com/")]
    [InlineData(null, "us-east-1", "AWS_ENDPOINT_URL_BEDROCK=http://127.0.0.1:1", "http://127.0.0.1:1/")]
    [InlineData(null, "us-east-1", "AWS_ENDPOINT_URL_BEDROCK=http://127.0.0.1:1;AWS_ENDPOINT_URL_BEDROCK_RUNTIME=https://r.example",
        "https://r.example/")]
    [InlineData(null, "us-east-1", "AWS_ENDPOINT_URL=https://all.example", "https://all.example/")]
    [InlineData("http://127.0.0.1:2", "us-east-1", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME=https://r.example", "http://127.0.0.1:2/")]
    public void Runtime_has_an_endpoint_of_its_own(string? given, string region, string variables, string endpoint)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        foreach (var variable in variables.Split(';', StringSplitOptions.RemoveEmptyEntries))
            home.Set(variable.Split('=')[0], variable.Split('=')[1]);
        var settings = new ConnectionSettings { AsksModels = true, EndpointUrl = given, Environment = home.Environment };

        Assert.Equal(endpoint, EndpointResolver.Resolve(new ConnectionContext(settings), region).Endpoint.AbsoluteUri);
    }

    [Fact]
    public async Task Answer_may_take_an_hour_and_a_longer_one_is_not_asked_for_again()
    {
        const string Answer = """{"output":{"message":{"content":[{"reasoningContent":{}},{"text":"la"},{"text":"te"}]}}}""";
        var clock = new FakeTimeProvider();
        await using var server = new StandIn((_, n) =>
        {
            clock.Advance(TimeSpan.FromMinutes(n == 1 ? 59 : 60));
            return n == 1 ? Reply.Json(Answer) : Reply.Json(Answer).Stalled();
        });
        var settings = ClientTesting.To(server) with { AsksModels = true };
        var (client, _) = await ClientTesting.ConnectAsync(settings with { Environment = settings.Environment with { Clock = clock } });

        var answer = await AskAsync();
        var failure = await Assert.ThrowsAsync<BedrockException>(AskAsync);

        Assert.Equal("late", answer.Text);
        Assert.StartsWith("Converse received no response from", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);

        Task<ModelAnswer> AskAsync() => ModelQuestions.Converse("m", "us-east-1", [new("user", "ping")], new())
            .AskAsync(client, TimeSpan.FromHours(3), _ => { }, clock, CancellationToken.None);
    }

    [Theory]
    [InlineData("The value 'my very private question' is wrong.", "my very private question", "The value '***' is wrong.")]
    [InlineData("Near 'y private question about' it failed.", "my very private question about", "Near '***' it failed.")]
    [InlineData("The ping failed in the mapping.", "ping", "The *** failed in the mapping.")]
    [InlineData("The model failed.", "other", "The model failed.")]
    [InlineData("An a in a text.", "a", "An a in a text.")]
    public void Message_has_no_part_of_a_prompt(string message, string prompt, string redacted) =>
        Assert.Equal(redacted, PrivateText.Redact(message, [prompt]));
}
