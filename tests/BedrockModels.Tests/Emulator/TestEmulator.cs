using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BedrockModels.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Emulator;

/// <summary>An emulator with a clock that only the test moves, and a plain HTTP client in front of it.</summary>
internal sealed class TestEmulator : IDisposable
{
    public const string Package = "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1";
    public const string Role = "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public TestEmulator(Func<FakeTimeProvider, EmulatorOptions>? options = null)
    {
        Server = EmulatorServer.Start(options?.Invoke(Clock) ?? new EmulatorOptions { TimeProvider = Clock });
        _http.BaseAddress = new Uri(Server.EndpointUrl);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    public EmulatorServer Server { get; }

    public string Region { get; set; } = "us-east-1";

    /// <summary>A well-formed signature that is not correct for any request.</summary>
    public static string AuthorizationFor(string region, string service = "bedrock") =>
        $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260801/{region}/{service}/aws4_request, SignedHeaders=host;x-amz-date,"
            + $" Signature={new string('a', 64)}";

    /// <summary>The body of a CreateCustomModel request.</summary>
    public static string ModelBody(string name, string more = "") =>
        $$$"""{"modelName":"{{{name}}}","customModelDataSource":{"modelPackageArnDataSource":{"modelPackageArn":"""
            + $$$""" "{{{Package}}}"}}{{{more}}}}""";

    public Task<EmulatorReply> Get(string path) => Send(HttpMethod.Get, path);

    public Task<EmulatorReply> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<EmulatorReply> Post(string path, string body) => Send(HttpMethod.Post, path, body);

    /// <summary>Creates a deployment of an Active model, lets it become Active, and returns its ARN.</summary>
    public async Task<string> ActiveDeployment(string name, string model)
    {
        var arn = (await CreateDeployment(name, await ActiveModel(model))).Text("customModelDeploymentArn");
        Advance(2);
        return arn;
    }

    /// <summary>Asks what serves a model.</summary>
    public Task<EmulatorReply> Converse(string arn, string text, string more = "") => Ask(arn, "converse",
        new JsonObject { ["messages"] = new JsonArray(Message("user", text)) }.ToJsonString()[..^1] + more + "}");

    /// <summary>Calls an operation of the runtime.</summary>
    public Task<EmulatorReply> Ask(string arn, string operation, string body) =>
        Post($"/model/{Uri.EscapeDataString(arn)}/{operation}", body);

    /// <summary>Calls an operation of a service with a JSON body.</summary>
    public Task<EmulatorReply> AskJson(string service, string target, string body) => Send(
        HttpMethod.Post, "/", Encoding.UTF8.GetBytes(body),
        ("Authorization", AuthorizationFor(Region, service)), ("X-Amz-Date", "20260801T000000Z"), ("X-Amz-Target", target));

    /// <summary>Calls an operation of IAM or STS with a form.</summary>
    public Task<EmulatorReply> AskForm(string service, string form) => Send(HttpMethod.Post, "/", Encoding.UTF8.GetBytes(form),
        ("Authorization", AuthorizationFor(Region, service)), ("X-Amz-Date", "20260801T000000Z"));

    /// <summary>Calls S3.</summary>
    public Task<EmulatorReply> AskS3(string target, string method = "GET", params (string Name, string Value)[] headers) => Send(
        new HttpMethod(method), target, null,
        [("Authorization", AuthorizationFor(Region, "s3")), ("X-Amz-Date", "20260801T000000Z"), .. headers]);

    public Task<EmulatorReply> Patch(string path, string body) => Send(HttpMethod.Patch, path, body);

    public Task<EmulatorReply> CreateModel(string name, string more = "") =>
        Post("/custom-models/create-custom-model", ModelBody(name, more));

    /// <summary>Creates a model, lets it become Active, and returns its ARN.</summary>
    public async Task<string> ActiveModel(string name)
    {
        var arn = (await CreateModel(name)).Text("modelArn");
        Advance(2);
        return arn;
    }

    public Task<EmulatorReply> CreateDeployment(string name, string modelArn, string more = "") =>
        Post("/model-customization/custom-model-deployments", $$"""{"modelDeploymentName":"{{name}}","modelArn":"{{modelArn}}"{{more}}}""");

    public Task<EmulatorReply> CreateThroughput(string name, string modelId, string more = "") =>
        Post("/provisioned-model-throughput", $$"""{"provisionedModelName":"{{name}}","modelId":"{{modelId}}","modelUnits":1{{more}}}""");

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public async Task<string> Status(string name) => (await Get("/custom-models/" + name)).Text("modelStatus");

    public Task<EmulatorReply> Send(HttpMethod method, string path, string? body = null) =>
        Send(method, path, body is null ? null : Encoding.UTF8.GetBytes(body));

    public Task<EmulatorReply> Send(HttpMethod method, string path, byte[]? body) => Send(method, path, body,
        ("Authorization", AuthorizationFor(Region)), ("X-Amz-Date", "20260801T000000Z"));

    /// <summary>Sends a request with only these headers.</summary>
    public async Task<EmulatorReply> Send(HttpMethod method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await _http.SendAsync(request);
        return await EmulatorReply.Of(response);
    }

    private static JsonObject Message(string role, string text) =>
        new() { ["role"] = role, ["content"] = new JsonArray(new JsonObject { ["text"] = text }) };

    public void Dispose()
    {
        _http.Dispose();
        Server.Dispose();
    }
}
