using System.Text.Json.Nodes;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Requests;

/// <summary>The service's wording of violated constraints.</summary>
public sealed class ValidationFormTests : IDisposable
{
    private const string Create = "/custom-models/create-custom-model";

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task One_violation_has_the_wording_of_the_service()
    {
        var reply = await _emulator.CreateModel("-bad");

        Assert.Equal((400, "ValidationException"), reply.Error);
        Assert.Equal(
            "1 validation error detected: Value '-bad' at 'modelName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: ([0-9a-zA-Z][_-]?){1,63}",
            reply.Message);
    }

    [Fact]
    public async Task Several_violations_are_counted_and_joined_in_the_order_of_the_members()
    {
        var reply = await _emulator.Post(Create,
            """{"roleArn":"nobody","modelTags":[{"key":"","value":"v"},{"key":"{"}],"clientRequestToken":"-","modelKmsKeyArn":"key","""
                + """ "modelName":""}""");

        Assert.Equal(
            "8 validation errors detected: "
            + "Value '' at 'modelName' failed to satisfy constraint: Member must have length greater than or equal to 1; "
            + "Value '' at 'modelName' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            + "([0-9a-zA-Z][_-]?){1,63}; "
            + "Value 'key' at 'modelKmsKeyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            + "arn:aws(-[^:]+)?:kms:[a-zA-Z0-9-]*:[0-9]{12}:key/[a-zA-Z0-9-]{36}; "
            + "Value 'nobody' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            + "arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+; "
            + "Value '' at 'modelTags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; "
            + @"Value '{' at 'modelTags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            + @"[a-zA-Z0-9\s._:/=+@-]*; "
            + "Value null at 'modelTags.2.member.value' failed to satisfy constraint: Member must not be null; "
            + "Value '-' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            + "[a-zA-Z0-9]([-a-zA-Z0-9]{0,254}[a-zA-Z0-9])?",
            reply.Message);
    }

    [Theory]
    [InlineData("POST", "/custom-models/create-custom-model", "{}",
        "Value null at 'modelName' failed to satisfy constraint: Member must not be null")]
    [InlineData("POST", "/custom-models/create-custom-model", """{"modelName":null}""",
        "Value null at 'modelName' failed to satisfy constraint: Member must not be null")]
    [InlineData(
        "POST", "/tagResource", """{"tags":[]}""", "Value null at 'resourceARN' failed to satisfy constraint: Member must not be null")]
    [InlineData("POST", "/tagResource", """{"resourceARN":"a-plain-name-of-20-characters","tags":[null]}""",
        "Value null at 'tags.1.member' failed to satisfy constraint: Member must not be null")]
    [InlineData("POST", "/untagResource", """{"resourceARN":"a-plain-name-of-20-characters","tagKeys":["ok",""]}""",
        "Value '' at 'tagKeys.2.member' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("POST", "/provisioned-model-throughput", """{"modelUnits":0,"provisionedModelName":"x","modelId":"x"}""",
        "Value '0' at 'modelUnits' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData(
        "POST", "/provisioned-model-throughput",
        """{"modelUnits":1,"provisionedModelName":"x","modelId":"x","commitmentDuration":"OneYear"}""",
        "Value 'OneYear' at 'commitmentDuration' failed to satisfy constraint: Member must satisfy enum value set: [OneMonth, SixMonths]")]
    [InlineData("GET", "/custom-models?maxResults=0", "",
        "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("GET", "/custom-models?maxResults=1001", "",
        "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000")]
    [InlineData("GET", "/custom-models?maxResults=many", "",
        "Value 'many' at 'maxResults' failed to satisfy constraint: Member must be an integer")]
    [InlineData(
        "GET", "/custom-models?isOwned=yes", "", "Value 'yes' at 'isOwned' failed to satisfy constraint: Member must be true or false")]
    [InlineData("GET", "/custom-models?creationTimeAfter=yesterday", "",
        "Value 'yesterday' at 'creationTimeAfter' failed to satisfy constraint: Member must be a timestamp in ISO 8601 form")]
    [InlineData("GET", "/custom-models?sortOrder=Up", "",
        "Value 'Up' at 'sortOrder' failed to satisfy constraint: Member must satisfy enum value set: [Ascending, Descending]")]
    [InlineData("GET", "/custom-models?modelStatus=ACTIVE", "",
        "Value 'ACTIVE' at 'modelStatus' failed to satisfy constraint: Member must satisfy enum value set: [Active, Creating, Failed]")]
    [InlineData("GET", "/custom-models?nextToken=a%20b", "",
        @"Value 'a b' at 'nextToken' failed to satisfy constraint: Member must satisfy regular expression pattern: \S*")]
    [InlineData("GET", "/custom-models/", "",
        "Value '' at 'modelIdentifier' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    public async Task Violation_names_the_member_its_value_and_its_constraint(string method, string path, string body, string sentence)
    {
        var reply = await _emulator.Send(new HttpMethod(method), path, body.Length == 0 ? null : body);

        Assert.Equal((400, "ValidationException"), reply.Error);
        Assert.StartsWith((reply.Message[0] == '1' ? "1 validation error detected: " : "2 validation errors detected: ")
            + sentence, reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-", 202)]
    [InlineData("0_a-B", 202)]
    [InlineData("a--b", 400)]
    [InlineData("a_-b", 400)]
    [InlineData("a.b", 400)]
    [InlineData("a\\n", 400)]
    public async Task Name_is_matched_as_a_whole(string name, int status) =>
        Assert.Equal(status, (await _emulator.CreateModel(name)).Status);

    [Theory]
    [InlineData(63, 202)]
    [InlineData(64, 400)]
    public async Task Name_has_at_most_63_characters(int length, int status) =>
        Assert.Equal(status, (await _emulator.CreateModel(new string('a', length))).Status);

    [Theory]
    [InlineData("""{"modelName":1}""", "Value '1' at 'modelName' failed to satisfy constraint: Member must be a string")]
    [InlineData("""{"modelName":["x"]}""", """Value '["x"]' at 'modelName' failed to satisfy constraint: Member must be a string""")]
    [InlineData("""{"modelName":"x","modelTags":{}}""", "Value '{}' at 'modelTags' failed to satisfy constraint: Member must be a list")]
    [InlineData("""{"modelName":"x","modelTags":["a"]}""",
        "Value '\"a\"' at 'modelTags.1.member' failed to satisfy constraint: Member must be an object")]
    [InlineData("""{"modelName":"x","modelTags":[{"key":"a","value":true}]}""",
        "Value 'true' at 'modelTags.1.member.value' failed to satisfy constraint: Member must be a string")]
    [InlineData("""{"modelName":"x","modelSourceConfig":"s3://bucket"}""",
        "Value '\"s3://bucket\"' at 'modelSourceConfig' failed to satisfy constraint: Member must be an object")]
    [InlineData("""{"modelName":"x","modelSourceConfig":{"s3DataSource":{}}}""",
        "Value null at 'modelSourceConfig.s3DataSource.s3Uri' failed to satisfy constraint: Member must not be null")]
    [InlineData("""{"modelName":"x","modelSourceConfig":{"s3DataSource":{"s3Uri":7}}}""",
        "Value '7' at 'modelSourceConfig.s3DataSource.s3Uri' failed to satisfy constraint: Member must be a string")]
    public async Task Value_of_the_wrong_type_is_named(string body, string sentence) =>
        Assert.Equal("1 validation error detected: " + sentence, (await _emulator.Post(Create, body)).Message);

    [Theory]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    public async Task Integer_of_another_type_or_out_of_range_is_refused(string units)
    {
        var reply = await _emulator.Post(
            "/provisioned-model-throughput", $$"""{"modelUnits":{{units}},"provisionedModelName":"x","modelId":"x"}""");

        Assert.Equal(
            $"1 validation error detected: Value '{units}' at 'modelUnits' failed to satisfy constraint: Member must be an integer",
            reply.Message);
    }

    [Theory]
    [InlineData("""{"s3Uri":"s3://bucket/model/"}""")]
    [InlineData("{}")]
    [InlineData("""{"s3DataSource":null}""")]
    [InlineData("""{"s3DataSource":{"s3Uri":"s3://bucket"},"other":{}}""")]
    public async Task Union_must_have_exactly_one_known_member(string union)
    {
        var reply = await _emulator.Post(Create, $$"""{"modelName":"x","roleArn":"{{TestEmulator.Role}}","modelSourceConfig":{{union}}}""");

        Assert.Equal(
            $"1 validation error detected: Value '{union}' at 'modelSourceConfig' failed to satisfy constraint: "
                + "Member must have exactly one of its members set: [s3DataSource]",
            reply.Message);
    }

    [Fact]
    public async Task Union_can_have_its_type_and_null_members()
    {
        var reply = await _emulator.Post(Create, $$$"""
            {"modelName":"x","roleArn":"{{{TestEmulator.Role}}}",
            "modelSourceConfig":{"__type":"ModelDataSource","other":null,"s3DataSource":{"s3Uri":"s3://bkt/"} } }
            """);

        Assert.Equal(202, reply.Status);
    }

    [Fact]
    public async Task Long_value_is_quoted_in_part()
    {
        var reply = await _emulator.CreateModel(new string('a', 100_000));

        Assert.InRange(reply.Message.Length, 1024, 2048);
        Assert.EndsWith("...' at 'modelName' failed to satisfy constraint: Member must have length less than or equal to 63", reply.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_members_count_as_absent()
    {
        var reply = await _emulator.CreateModel(
            "model", ""","modelSourceConfig":null,"roleArn":null,"modelTags":null,"clientRequestToken":null""");

        Assert.Equal(202, reply.Status);
    }

    [Fact]
    public async Task Unknown_members_are_ignored_by_default_and_can_be_refused()
    {
        using var strict =
            new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, RefuseUnknownMembers = true });
        const string More = ""","modelTags":[{"key":"a","value":"b","color":"red"}],"extra":1""";

        Assert.Equal(202, (await _emulator.CreateModel("model", More)).Status);
        Assert.Equal(200, (await _emulator.Get("/custom-models?color=red")).Status);

        var refused = await strict.CreateModel("model", More);

        Assert.Equal((400, "ValidationException"), refused.Error);
        Assert.Equal(
            "2 validation errors detected: Value at 'modelTags.1.member.color' failed to satisfy constraint: "
                + "Member must be one that the API has; "
            + "Value at 'extra' failed to satisfy constraint: Member must be one that the API has", refused.Message);
        Assert.Contains("'color'", (await strict.Get("/custom-models?color=red")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_any_script_is_returned_unchanged()
    {
        var reply = await _emulator.Post(Create, new JsonObject { ["modelName"] = "モデル\u0000\"\\\n😀" }.ToJsonString());

        Assert.Contains("Value 'モデル\u0000\"\\\n😀' at 'modelName'", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_that_is_too_long_is_one_violation_without_its_items()
    {
        var tags = string.Join(',', Enumerable.Repeat("""{"key":"!","value":"v"}""", 201));

        var message = (await _emulator.CreateModel("m", $",\"modelTags\":[{tags}]")).Message;

        Assert.StartsWith("1 validation error detected", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_member_without_a_value_is_empty() =>
        Assert.Equal((400, "ValidationException"), (await _emulator.Get("/custom-models?nameContains")).Error);

    [Theory]
    [InlineData(1024, false)]
    [InlineData(1025, true)]
    public async Task Value_of_1024_characters_is_quoted_in_full(int length, bool cut)
    {
        var message = (await _emulator.CreateModel(new string('a', length))).Message;

        Assert.Contains($"'{new string('a', 1024)}{(cut ? "..." : "")}'", message, StringComparison.Ordinal);
    }
}
