namespace BedrockModels.Tests.Emulator.Durability;

public sealed class DamagedFileTests : IDisposable
{
    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("", 1)]
    [InlineData("null", 1)]
    [InlineData("[]", 1)]
    [InlineData("{\n  \"version\": 1,\n  \"regions\": {\n    \"us-east-1\": {", 4)]
    [InlineData("{\n  \"version\": \"one\"\n}", 2)]
    [InlineData(
        "{\n  \"regions\": {\n    \"us-east-1\": {\n      \"models\": [\n        { \"name\": \"a\", \"creationTime\": \"yesterday\" }\n"
            + "      ]\n    }\n  }\n}",
        5)]
    [InlineData("{\n  \"regions\": {\n    \"us-east-1\": {\n      \"models\": [\n        { \"arn\": \"\" }\n      ]\n    }\n  }\n}", 5)]
    [InlineData("{ }\n}", 2)]
    [InlineData("{\n \0 }", 2)]
    [InlineData("{\n  \"regions\": {},\n  \"regions\": {}\n}", 3)]
    [InlineData(
        "{\n  \"regions\": {\n    \"us-east-1\": {\n      \"models\": [ { \"name\": \"a\" } ],\n      \"models\": []\n    }\n  }\n}", 5)]
    public async Task Damaged_file_is_refused_with_its_line_and_left_unchanged(string text, int line)
    {
        await File.WriteAllTextAsync(_state.Path, text);
        var written = File.GetLastWriteTimeUtc(_state.Path);

        var refusal = _state.Refusal();

        Assert.Contains($"'{_state.Path}' is damaged at line {line}", refusal, StringComparison.Ordinal);
        Assert.Equal((text, written), (await File.ReadAllTextAsync(_state.Path), File.GetLastWriteTimeUtc(_state.Path)));
    }

    [Theory]
    [InlineData("""{"color":"red"}""",
        "the member 'color' is unknown; the members are version, time, account, regions.")]
    [InlineData("""{"regions":{"us-east-1":{"modells":[]}}}""",
        "the member 'modells' is unknown; the members are models, deployments, throughputs, requestTokens.")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a"},{"nam":"x"}]}}}""",
        "the member 'nam' is unknown; the members are name, arn, baseModelArn, ")]
    [InlineData("""{"regions":{"us-east-1":{"deployments":[{"name":"a","modelArn":"b","a.b'":1}]}}}""",
        "the member 'a.b'' is unknown; the members are name, arn, modelArn, ")]
    [InlineData("""{"regions":{"us-east-1":{"throughputs":[{"name":"a","modelArn":"b","units":1}]}}}""",
        "the member 'units' is unknown; the members are name, arn, modelArn, ")]
    [InlineData("""{"regions":{"us-east-1":{"throughputs":[{"name":"a","modelArn":"b","update":{"to":1}}]}}}""",
        "the member 'to' is unknown; the members are fromModelArn, ")]
    [InlineData("""{"regions":{"us-east-1":{"requestTokens":[{"Token":"t"}]}}}""",
        "the member 'Token' is unknown; the members are operation, token, arn, parameters, time.")]
    [InlineData("""{"account":{"deny":["a"],"rolls":{}}}""",
        "the member 'rolls' is unknown; the members are roles, buckets, keys, ")]
    [InlineData("""{"account":{"roles":{"r":{"trust":1}}}}""",
        "the member 'trust' is unknown; the members are trustPolicy, allow, deny.")]
    [InlineData("""{"account":{"roles":{"r":null,"q":{"allow":["a"],"trustPolicy":{"b":1}}},"keys":{"k":{"status":1}}}}""",
        "the member 'status' is unknown; the members are state, manager, ")]
    public async Task Unknown_member_is_named_with_the_members_that_exist(string text, string sentence)
    {
        await File.WriteAllTextAsync(_state.Path, "\n" + text);

        var refusal = _state.Refusal();

        Assert.StartsWith($"The state file '{_state.Path}' is refused: in line 2, {sentence}", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"version":2}""", "has the version 2")]
    [InlineData("""{"regions":{"us-east-1":null}}""", "the Region us-east-1 is null")]
    [InlineData("""{"regions":{"us-east-1":{"models":[null]}}}""", "an item of models is null")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":null}]}}}""", "the name '' is not")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a--b"}]}}}""", "the name 'a--b' is not 1 to 63 letters")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a"},{"name":"a"}]}}}""", "'a' or its ARN occurs twice")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","arn":"arn:aws:s3:::bucket"}]}}}""",
        "'arn:aws:s3:::bucket', the ARN of 'a', is not")]
    [InlineData("""{"regions":{"us-east-1":{"deployments":[{"name":"d","modelArn":"a"}]}}}""",
        "'d' is for the model 'a', which is not in the file")]
    [InlineData("""{"regions":{"us-east-1":{"deployments":[{"name":"d","modelArn":null}]}}}""", "'d' has no modelArn")]
    [InlineData("""{"regions":{"us-east-1":{"requestTokens":[null]}}}""", "an item of requestTokens is null")]
    [InlineData("""{"regions":{"us-east-1":{"requestTokens":[{"operation":"CreateCustomModel","token":null,"arn":"x"}]}}}""",
        "a request token has a null")]
    [InlineData("""{"regions":{"us-east1":{"models":[{"name":"a"}]}}}""", "'us-east1' is not a valid Region name, such as us-east-1.")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","arn":"arn:aws:bedrock:eu-west-1:123456789012:"""
            + """custom-model/imported/abcdefghijkl"}]}}}""",
        "the ARN of 'a', is in another Region")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","baseModelArn":"nova"}]}}}""", "the baseModelArn 'nova' of 'a' is not")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","kmsKeyArn":"alias/key"}]}}}""", "the kmsKeyArn 'alias/key' of 'a' is not")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","roleArn":"role"}]}}}""", "the roleArn 'role' of 'a' is not")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","tags":{"{":"b"}}]}}}""", "the tag key '{' of 'a' is not")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","tags":{"k":"&"}}]}}}""", "the value of the tag k '&' of 'a' is not")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","tags":{"k":null}}]}}}""", "the tag k of 'a' is null")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a"}],"throughputs":[{"name":"t","modelArn":"a","modelUnits":0}]}}}""",
        "'t' has 0 modelUnits; it must have 1 or more")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a"}],"throughputs":[{"name":"t","modelArn":"a","commitmentDuration":"""
            + """ "Forever"}]}}}""",
        "the commitmentDuration 'Forever' of 't' is not OneMonth or SixMonths")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a"}],"deployments":[{"name":"d","modelArn":"a","description":""}]}}}""",
        "the description '' of 'd' is not")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a"}],"deployments":[{"name":"d","modelArn":"a","update":"""
            + """{"fromModelArn":"a","toModelArn":"b"}}]}}}""",
        "'d' is for the model 'b', which is not in the file")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","""
            + """ "arn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}]}}}""",
        "the ARN of 'a', is not that of a custom-model")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","""
            + """ "arn":"arn:aws:bedrock:us-east-1:999999999999:custom-model/imported/abcdefghijkl"}]}}}""",
        "the ARN of 'a', is in another account; it must be in 123456789012")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","ownerAccountId":"999999999999","""
            + """ "arn":"arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"}]}}}""",
        "the ARN of 'a', is in another account; it must be in 999999999999")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","ownerAccountId":"12"}]}}}""",
        "the ownerAccountId '12' of 'a' is not twelve digits")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","""
            + """ "arn":"arn:aws-cn:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"}]}}}""",
        "the ARN of 'a', is in another Region")]
    [InlineData("""{"time":"9999-12-31T23:59:59Z"}""", "its time is after the year 8999")]
    [InlineData("""{"account":{"quotas":{"q":-1}}}""", "is refused: Account setting Quotas 'q' is -1. Use 0 or more.")]
    [InlineData(
        """{"regions":{"us-east-1":{"throughputs":[{"name":"t","""
            + """ "modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","""
            + """ "commitmentDuration":"SixMonths","creationTime":"9999-12-31T23:59:59Z"}]}}}""",
        "'t' has a creationTime after the year 8999")]
    [InlineData("""{"regions":{"us-east-1":{"models":[{"name":"a","customizationType":"TUNED"}]}}}""",
        "the customizationType 'TUNED' of 'a' is not IMPORTED, FINE_TUNING,")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","customizationType":"DISTILLATION","""
            + """ "arn":"arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"}]}}}""",
        "'a' has the customizationType DISTILLATION, and its ARN,")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","customizationType":"IMPORTED","""
            + """ "arn":"arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abcdefghijkl"}]}}}""",
        "'a' has the customizationType IMPORTED, and its ARN,")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","""
            + """ "baseModelArn":"arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0"}]}}}""",
        "the base model of 'a', is in another Region")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","creationTime":"2026-01-02T00:00:00Z","""
            + """ "readyTime":"2026-01-01T00:00:00Z"}]}}}""",
        "'a' has a readyTime before its creationTime")]
    [InlineData(
        """{"regions":{"us-east-1":{"deployments":[{"name":"d","""
            + """ "modelArn":"arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"}]}}}""",
        "custom-model/imported/abcdefghijkl', which is not in the file")]
    [InlineData(
        """{"regions":{"us-east-1":{"deployments":[{"name":"d","""
            + """ "modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}]}}}""",
        "amazon.nova-lite-v1:0', which is not in the file")]
    [InlineData(
        """{"regions":{"us-east-1":{"throughputs":[{"name":"t","""
            + """ "modelArn":"arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"}]}}}""",
        "custom-model/imported/abcdefghijkl', which is not in the file")]
    [InlineData(
        """{"regions":{"us-east-1":{"throughputs":[{"name":"t","""
            + """ "modelArn":"arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0"}]}}}""",
        "the model of 't', is in another Region")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a"}],"throughputs":[{"name":"t","modelArn":"a","""
            + """ "update":{"fromModelArn":"a","""
            + """ "toModelArn":"arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"}}]}}}""",
        "custom-model/imported/abcdefghijkl', which is not in the file")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a"}],"throughputs":[{"name":"t","modelArn":"a","""
            + """ "commitmentExpirationTime":"2099-01-01T00:00:00Z"}]}}}""",
        "'t' has a commitmentExpirationTime and no commitmentDuration")]
    [InlineData(
        """{"regions":{"us-east-1":{"requestTokens":[{"operation":"CreateCustomModel","token":"t","""
            + """ "arn":"arn:aws:bedrock:us-east-1:999999999999:custom-model/imported/abcdefghijkl"}]}}}""",
        "the request token 't', is in another account")]
    [InlineData(
        """{"regions":{"us-east-1":{"requestTokens":[{"operation":"DeleteCustomModel","token":"t","""
            + """ "arn":"arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl"}]}}}""",
        "the request token 't' is for 'DeleteCustomModel', which has no tokens")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","readyTime":"2099-01-01T00:00:00Z"}],"deployments":[{"name":"d","""
            + """ "modelArn":"a"}]}}}""",
        "', which was never Active")]
    [InlineData(
        """{"regions":{"us-east-1":{"models":[{"name":"a","failureMessage":"No tensors."}],"throughputs":[{"name":"t","""
            + """ "modelArn":"a"}]}}}""",
        "', which was never Active")]
    public async Task File_with_an_invalid_value_is_refused_with_the_reason_and_left_unchanged(string text, string why)
    {
        await File.WriteAllTextAsync(_state.Path, text);

        Assert.Contains(why, _state.Refusal(), StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_state.Path));
    }

    [Fact]
    public async Task Resource_with_too_many_tags_is_refused()
    {
        var tags = string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"k{i}\":\"\""));
        await File.WriteAllTextAsync(_state.Path,
            """{"regions":{"us-east-1":{"models":[{"name":"a","tags":{TAGS}}]}}}""".Replace("TAGS", tags, StringComparison.Ordinal));

        Assert.Contains("'a' has 51 tags; it can have 50", _state.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_in_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(_state.Path);

        Assert.StartsWith($"'{_state.Path}' is not a regular file.", _state.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_written_temporary_file_is_ignored()
    {
        await File.WriteAllTextAsync(_state.Path + ".tmp", "{ \"version\":");

        using var emulator = _state.Start();

        Assert.Equal(202, (await emulator.CreateModel("model")).Status);
        Assert.Equal(["state.json", "state.json.lock"], _state.Files);
    }
}
