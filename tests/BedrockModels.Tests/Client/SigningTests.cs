using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime.Internal.Auth;
using BedrockModels.Client;
using BedrockModels.Protocol;
using BedrockModels.Tests.Emulator.Authentication;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Client;

/// <summary>The signature of a received request, computed a second time from AWS's description of SigV4.</summary>
public sealed class SigningTests
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string> Calls { get; } = ["get", "get ARN", "list", "create", "delete", "tag", "update"];

    [Theory]
    [MemberData(nameof(SigV4Vectors.All), MemberType = typeof(SigV4Vectors))]
    public void Signer_computes_the_signatures_that_AWS_published(
        string name, string head, string body, string signedHeaders, string signature)
    {
        var time = new DateTime(2015, 8, 30, 12, 36, 0, DateTimeKind.Utc);
        var signed = AWS4Signer.ComputeSignature(
            "AKIDEXAMPLE",
            SecretKey,
            "us-east-1",
            time,
            "service",
            signedHeaders,
            SigV4VectorTests.CanonicalRequest(head, body, signedHeaders));

        Assert.Equal((name, signature), (name, signed.Signature));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Request_of_any_kind_is_signed_as_AWS_describes(string call)
    {
        await using var server = new StandIn(Reply.Model);
        var client = await ClientOf(server);

        await (call switch
        {
            "get" => client.GetCustomModelAsync("m", None),
            "get ARN" => client.GetCustomModelAsync(Reply.Arn, None),
            "create" =>
                client.CreateCustomModelAsync(
                    new CreateCustomModelRequest { ModelName = "m", ModelTags = [new() { Key = "k é", Value = "\"v\" & more" }] },
                    None),
            "delete" => client.DeleteCustomModelAsync("m", None),
            "tag" => client.TagResourceAsync(Reply.Arn, [new ResourceTag { Key = "k", Value = "v" }], None),
            "update" =>
                client.UpdateProvisionedModelThroughputAsync(
                    new UpdateProvisionedModelThroughputRequest { Label = "p", DesiredModelId = "m" }, None),
            _ => ListAsync(client),
        });

        AssertSigned(server.Last);
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("us-gov-west-1")]
    [InlineData("cn-north-1")]
    [InlineData("eusc-de-east-1")]
    [InlineData("us-iso-east-1")]
    [InlineData("us-isob-east-1")]
    [InlineData("eu-isoe-west-1")]
    [InlineData("us-isof-south-1")]
    public async Task Request_to_any_partition_is_signed_for_its_Region(string region)
    {
        await using var server = new StandIn(Reply.Model);

        await (await ClientOf(server, region)).GetCustomModelAsync("m", None);

        Assert.Equal(region, server.Last.SigningRegion);
        AssertSigned(server.Last);
    }

    [Fact]
    public async Task Identifier_of_any_form_is_one_signed_segment_of_the_path()
    {
        await using var server = new StandIn(Reply.Model.KeepAlive());
        var client = await ClientOf(server);
        var identifiers = Sample(ArbMap.Default.GeneratorFor<string>().Where(s => s is not (null or "" or "." or "..") && IsText(s)))
            .Concat(["a b", "a/b", "a%2Fb", "a+b", "ä", "\u0001", "a?b#c", "...", "~", "*'()!", "𝒜"]);

        foreach (var identifier in identifiers)
        {
            await client.GetCustomModelAsync(identifier, None);
            var path = server.Last.Path;
            Assert.Equal("/custom-models/" + Uri.EscapeDataString(identifier), path);
            Assert.Matches(@"\A/custom-models/(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})+\z", path);
            Assert.Equal(identifier, Uri.UnescapeDataString(path["/custom-models/".Length..]));
            AssertSigned(server.Last);
        }
    }

    [Fact]
    public async Task Page_token_of_any_form_is_sent_unchanged_and_signed()
    {
        await using var server = new StandIn(Reply.Json("{}").KeepAlive());
        var client = await ClientOf(server);
        var tokens = Sample(
            ArbMap.Default.GeneratorFor<string>().Where(
                s => !string.IsNullOrEmpty(s) && IsText(s))).Concat(["a+b/c==", "a&b=c", "100%", "ä ö"]);

        foreach (var token in tokens)
        {
            await foreach (
                var _ in client.ListCustomModelsAsync(new ListCustomModelsRequest { NextToken = token, NameContains = "a" }, None))
            {
            }

            var query = server.Last.Path.Split('?')[1].Split('&').Select(p => p.Split('=')).ToDictionary(
                p => p[0], p => Uri.UnescapeDataString(p[1]));
            Assert.Equal((token, "a"), (query["nextToken"], query["nameContains"]));
            AssertSigned(server.Last);
        }
    }

    private static string[] Sample(Gen<string> texts) => texts.Sample(60, 100);

    /// <summary>Half a surrogate pair cannot be written as UTF-8.</summary>
    private static bool IsText(string text) =>
        !Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Contains('\ufffd', StringComparison.Ordinal);

    internal static async Task<BedrockClient> ClientOf(StandIn server, string region = "us-east-1") => (await ClientTesting.ConnectAsync(
        ClientTesting.To(server) with
        {
            Region = region,
            Credential = ClientTesting.SourceOf("ASIAEXAMPLE", SecretKey, "session/token=="),
        })).Client;

    private static async Task ListAsync(BedrockClient client)
    {
        var request = new ListCustomModelsRequest
        {
            NameContains = "a",
            CreationTimeAfter = DateTimeOffset.UnixEpoch,
            SortOrder = "Descending",
            SortBy = "CreationTime",
            NextToken = "a+b/=",
            MaxResults = 7,
        };
        await foreach (var _ in client.ListCustomModelsAsync(request, None))
        {
        }
    }

    internal static void AssertSigned(ReceivedRequest seen, string service = "bedrock")
    {
        var header = seen.Header("Authorization");
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/", header, StringComparison.Ordinal);
        var names = Part("SignedHeaders=").Split(';');
        Assert.Subset(names.ToHashSet(), new HashSet<string> { "host", "x-amz-date", "x-amz-security-token" });
        if (seen.Body.Length > 0)
            Assert.Contains("content-type", names);

        var (path, query) = seen.Path.Split('?', 2) is [var p, var q] ? (p, q) : (seen.Path, "");
        var canonicalQuery = string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var canonical = string.Join('\n', [
            seen.Method,
            service == "s3" ? path : string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
            canonicalQuery,
            .. names.Select(n => $"{n}:{seen.Header(n).Trim()}"),
            "",
            string.Join(';', names),
            Hex(SHA256.HashData(Encoding.UTF8.GetBytes(seen.Body)))]);
        var scope = Part("Credential=").Split('/', 2)[1];
        Assert.EndsWith($"/{service}/aws4_request", scope, StringComparison.Ordinal);
        var toSign = $"AWS4-HMAC-SHA256\n{seen.Header("x-amz-date")}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), Mac);
        Assert.Equal(Hex(Mac(key, toSign)), Part("Signature="));

        string Part(string name) => header.Split(name, 2)[1].Split(',')[0];
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
