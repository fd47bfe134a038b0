using System.Text.Json.Nodes;
using BedrockModels.Emulator;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Emulator.Properties;

public sealed class TagProperties
{
    [Fact]
    public void Tags_after_any_sequence_of_changes_equal_a_dictionary()
    {
        var key = Gen.Elements("k", "K", "k ", "key 2", "a:b/c=d+e-f@g_h.i");
        var tag = Gen.Zip(key, Gen.Elements("", "v", "V", "a value"), (k, value) => (Key: k, Value: (string?)value));
        var taken = key.Select(k => (Key: k, Value: (string?)null));
        var request = Gen.OneOf(tag.NonEmptyListOf().Select(list => list.ToArray()), taken.NonEmptyListOf().Select(list => list.ToArray()));
        Prop.ForAll(request.ArrayOf().ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(12));
    }

    private static async Task HoldsAsync((string Key, string? Value)[][] requests)
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock });
        var arn = (await emulator.CreateModel("m")).Text("modelArn");
        var foretold = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            var body = new JsonObject { ["resourceARN"] = arn };
            if (request[0].Value is null)
            {
                body["tagKeys"] = new JsonArray([.. request.Select(tag => (JsonNode)tag.Key)]);
                foreach (var (key, _) in request)
                    foretold.Remove(key);
            }
            else
            {
                body["tags"] =
                    new JsonArray([.. request.Select(tag => (JsonNode)new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);
                foreach (var (key, value) in request)
                    foretold[key] = value!;
            }

            var reply = await emulator.Post(request[0].Value is null ? "/untagResource" : "/tagResource", body.ToJsonString());
            Assert.Equal((200, ""), reply.Error);
        }

        var listed = await emulator.Post("/listTagsForResource", new JsonObject { ["resourceARN"] = arn }.ToJsonString());

        Assert.Equal(
            foretold.OrderBy(tag => tag.Key, StringComparer.Ordinal),
            listed.Json["tags"]!.AsArray().Select(tag => KeyValuePair.Create((string)tag!["key"]!, (string)tag["value"]!))
                .OrderBy(tag => tag.Key, StringComparer.Ordinal));
    }
}
