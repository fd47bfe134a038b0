using System.Text.Json.Nodes;

namespace BedrockModels.Tests.Emulator.Operations;

public sealed class TagOperationsTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Tags_of_models_deployments_and_throughputs_are_listed_added_and_removed()
    {
        var model = (await _emulator.CreateModel("model", ""","modelTags":[{"key":"a","value":"1"}]""")).Text("modelArn");
        _emulator.Advance(2);
        var deployment = (await _emulator.CreateDeployment("deployment", model, ""","tags":[{"key":"a","value":"1"}]"""))
            .Text("customModelDeploymentArn");
        var throughput = (await _emulator.CreateThroughput("throughput", model, ""","tags":[{"key":"a","value":"1"}]"""))
            .Text("provisionedModelArn");

        foreach (var arn in (string[])[model, deployment, throughput])
        {
            Assert.Equal("a=1", await TagsOf(arn));
            Assert.Equal(200, (await Tag(arn, "b=2")).Status);
            Assert.Equal("a=1,b=2", await TagsOf(arn));
            Assert.Equal(200, (await Untag(arn, "a", "unknown")).Status);
            Assert.Equal("b=2", await TagsOf(arn));
        }
    }

    [Fact]
    public async Task Existing_key_gets_the_new_value_and_keys_are_case_sensitive()
    {
        var arn = await _emulator.ActiveModel("model");

        await Tag(arn, "key=1", "Key=2");
        await Tag(arn, "key=3");

        Assert.Equal("key=3,Key=2", await TagsOf(arn));
    }

    [Fact]
    public async Task Key_twice_in_one_request_has_its_last_value()
    {
        var arn = await _emulator.ActiveModel("model");

        await Tag(arn, "key=1", "key=2");

        Assert.Equal("key=2", await TagsOf(arn));
    }

    [Fact]
    public async Task Fifty_tags_are_accepted_and_one_more_is_an_error_with_the_resource()
    {
        var arn = await _emulator.ActiveModel("model");

        Assert.Equal(200, (await Tag(arn, Many(0, 30))).Status);
        Assert.Equal(200, (await Tag(arn, Many(10, 40))).Status);

        var refused = await Tag(arn, "one=more", "k3=new");

        Assert.Equal((400, "TooManyTagsException"), refused.Error);
        Assert.Equal(arn, refused.Text("resourceName"));
        Assert.Contains("51", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("one=more", await TagsOf(arn), StringComparison.Ordinal);
        Assert.Contains("k3=v", await TagsOf(arn), StringComparison.Ordinal);
        Assert.Equal(200, (await Tag(arn, "k3=new")).Status);
    }

    [Fact]
    public async Task Model_with_51_tags_is_refused_and_its_name_stays_free()
    {
        var refused = await _emulator.CreateModel("model", ",\"modelTags\":" + Json(Many(0, 51)).ToJsonString());

        Assert.Equal((400, "TooManyTagsException"), refused.Error);
        Assert.NotEmpty(refused.Text("resourceName"));
        Assert.Equal(202, (await _emulator.CreateModel("model", ",\"modelTags\":" + Json(Many(0, 50)).ToJsonString())).Status);
    }

    [Fact]
    public async Task Two_hundred_tags_exceed_the_limit_of_the_resource_and_201_that_of_the_list()
    {
        var arn = await _emulator.ActiveModel("model");

        Assert.Equal("TooManyTagsException", (await Tag(arn, Many(0, 200))).ErrorType);

        var tooLong = await Tag(arn, Many(0, 201));

        Assert.Equal("ValidationException", tooLong.ErrorType);
        Assert.EndsWith("at 'tags' failed to satisfy constraint: Member must have length less than or equal to 200", tooLong.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefix_of_AWS_is_reserved()
    {
        var arn = await _emulator.ActiveModel("model");

        Assert.Equal((400, "ValidationException"), (await Tag(arn, "aws:key=1")).Error);
        Assert.Equal((400, "ValidationException"), (await Untag(arn, "AWS:key")).Error);
        Assert.Equal(
            (400, "ValidationException"), (await _emulator.CreateModel("other", ""","modelTags":[{"key":"aws:a","value":""}]""")).Error);
    }

    [Theory]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl")]
    [InlineData("a-plain-name-of-20-characters")]
    public async Task Missing_resource_is_not_found(string arn)
    {
        Assert.Equal((404, "ResourceNotFoundException"), (await Tag(arn, "a=1")).Error);
        Assert.Equal((404, "ResourceNotFoundException"), (await Untag(arn, "a")).Error);
        Assert.Equal(
            (404, "ResourceNotFoundException"), (await _emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{arn}}"}""")).Error);
    }

    private static string[] Many(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"k{i}=v")];

    private static JsonArray Json(IEnumerable<string> tags) =>
        new([.. tags.Select(tag => new JsonObject { ["key"] = tag.Split('=')[0], ["value"] = tag.Split('=')[1] })]);

    private Task<EmulatorReply> Tag(string arn, params string[] tags) =>
        _emulator.Post("/tagResource", new JsonObject { ["resourceARN"] = arn, ["tags"] = Json(tags) }.ToJsonString());

    private Task<EmulatorReply> Untag(string arn, params string[] keys) =>
        _emulator.Post("/untagResource", new JsonObject { ["resourceARN"] = arn, ["tagKeys"] = new JsonArray([.. keys]) }.ToJsonString());

    private async Task<string> TagsOf(string arn) => string.Join(',',
        (await _emulator.Post("/listTagsForResource", $$"""{"resourceARN":"{{arn}}"}""")).Json["tags"]!.AsArray()
            .Select(tag => $"{tag!["key"]}={tag["value"]}"));
}
