using System.Globalization;
using System.Text;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Authentication;

public sealed class SigV4VectorTests
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly CredentialScope Scope = new("20150830", "us-east-1", "service");

    [Theory]
    [MemberData(nameof(SigV4Vectors.All), MemberType = typeof(SigV4Vectors))]
    public void Signature_of_a_published_request_is_the_published_one(
        string name, string head, string body, string signedHeaders, string signature)
    {
        Assert.NotEmpty(name);

        var time = DateTimeOffset.ParseExact(
            "20150830T123600Z", SigV4.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        var text = SigV4.StringToSign(CanonicalRequest(head, body, signedHeaders), time, Scope);

        Assert.Equal(signature, SigV4.Signature(SigV4.SigningKey(SecretKey, Scope), text));
    }

    [Fact]
    public void Signing_key_of_the_published_example_is_the_published_one() => Assert.Equal(
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
        Convert.ToHexString(SigV4.SigningKey(SecretKey, new CredentialScope("20150830", "us-east-1", "iam"))).ToLowerInvariant());

    [Theory]
    [InlineData("/?a=%41%7e%2D", "a=A~-")]
    [InlineData("/?%61=%2f%20%c3%bc%FF", "a=%2F%20%C3%BC%FF")]
    [InlineData("/?b&a=x=y&&a=1", "a=1&a=x%3Dy&b=")]
    [InlineData("/?a=%zz", "a=%25zz")]
    public void Query_is_signed_in_one_form(string target, string query) =>
        Assert.Equal(query, CanonicalRequest($"GET {target} HTTP/1.1\nHost:example.com", "", "host").Split('\n')[2]);

    /// <summary>The canonical request of a vector.</summary>
    internal static string CanonicalRequest(string head, string body, string signedHeaders)
    {
        var lines = head.Split('\n');
        var request = new HttpRequest(
            lines[0].Split(' ')[0],
            lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..lines[0].LastIndexOf(' ')],
            [.. lines.Skip(1).Select(line => line.Split(':', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1].Trim()))],
            Encoding.UTF8.GetBytes(body));
        return SigV4.CanonicalRequest(request, signedHeaders.Split(';'));
    }
}
