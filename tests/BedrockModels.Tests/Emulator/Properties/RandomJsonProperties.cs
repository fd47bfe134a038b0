using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Emulator.Properties;

/// <summary>Random JSON, mostly with names of the API, always gets a response in the wire form.</summary>
public sealed class RandomJsonProperties : IDisposable
{
    private static readonly string[] Names =
    [
        "modelName", "modelSourceConfig", "s3DataSource", "s3Uri", "customModelDataSource", "modelPackageArnDataSource", "modelPackageArn",
        "modelTags",
        "tags", "key", "value", "tagKeys", "resourceARN", "roleArn", "clientRequestToken", "modelUnits", "provisionedModelName", "modelId",
        "modelArn",
        "modelDeploymentName", "description", "desiredModelId", "", "__type", "\ud83d\ude00",
    ];

    private static readonly string[] Texts =
        ["", "model", "s3://bucket/", TestEmulator.Package, TestEmulator.Role, "\0", "\u2028", "{",
            "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl", "1"];

    private static readonly (HttpMethod Method, string Path)[] Targets =
    [
        (HttpMethod.Post, "/custom-models/create-custom-model"), (HttpMethod.Post, "/tagResource"), (HttpMethod.Post, "/untagResource"),
        (HttpMethod.Post, "/listTagsForResource"), (HttpMethod.Post, "/provisioned-model-throughput"),
        (HttpMethod.Patch, "/provisioned-model-throughput/x"),
        (HttpMethod.Post, "/model-customization/custom-model-deployments"),
        (HttpMethod.Patch, "/model-customization/custom-model-deployments/x"),
    ];

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public void Random_JSON_gets_a_response_in_the_wire_form_from_every_operation()
    {
        var sent = from target in Gen.Elements(Targets)
                   from members in Member(4).ArrayOf()
                   select (target, Encoding.UTF8.GetBytes(new JsonObject(members.DistinctBy(member => member.Key)).ToJsonString()));
        Prop.ForAll(sent.ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(12));
    }

    [Fact]
    public void Random_text_gets_a_response_in_the_wire_form_from_every_operation()
    {
        var character = Gen.Elements("{}[]\",:0123456789.eE+-\\u/ \n\tntfrasl\0é\ud83d".ToCharArray());
        var sent = from target in Gen.Elements(Targets)
                   from text in character.ArrayOf()
                   select (target, Encoding.UTF8.GetBytes("{" + new string(text)));
        Prop.ForAll(sent.ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
    }

    private static Gen<KeyValuePair<string, JsonNode?>> Member(int depth) =>
        from name in Gen.Elements(Names)
        from value in Value(depth)
        select KeyValuePair.Create(name, value);

    private static Gen<JsonNode?> Value(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements(Texts).Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Elements(-1d, 0d, 1d, 1.5d, 1e300d).Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Elements(true, false).Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.Constant((JsonNode?)null));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Gen.ArrayOf(Value(depth - 1), 2).Select(items => (JsonNode?)new JsonArray(items)),
            Gen.ArrayOf(Member(depth - 1), 2).Select(members => (JsonNode?)new JsonObject(members.DistinctBy(member => member.Key))));
    }

    private async Task HoldsAsync(((HttpMethod Method, string Path) Target, byte[] Body) sent)
    {
        var reply = await _emulator.Send(sent.Target.Method, sent.Target.Path, sent.Body);

        var body = Encoding.UTF8.GetString(sent.Body);

        Assert.True(reply.Status is 200 or 201 or 202 or 400 or 404, $"{reply.Status} {reply.Body} for {sent.Target} {body}");
        Assert.True(reply.Status < 400
            || (reply.ErrorType.EndsWith("Exception", StringComparison.Ordinal) && reply.Message.Length > 0), $"{reply.Body} for {body}");
    }
}
