using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Faults;

/// <summary>Which requests a rule selects.</summary>
public sealed partial class SceneTests
{
    [Theory]
    [MemberData(nameof(Selectors))]
    public async Task Rule_selects_creates_and_requests_about_their_model(string selector)
    {
        const string Key = "arn:aws:kms:us-west-2:123456789012:key/12345678-1234-1234-1234-123456789012";
        const string Marked = $$$"""
            {"modelName":"marked","roleArn":"{{{Role}}}","modelKmsKeyArn":"{{{Key}}}",
             "modelSourceConfig":{"s3DataSource":{"s3Uri":"s3://amzn-s3-demo-bucket/marked/"}},
             "modelTags":[{"key":"Other","value":"x"},{"key":"Team","value":"search"}]}
            """;
        const string Create = "/custom-models/create-custom-model";
        await _emulator.CreateModel("plain");
        _emulator.Region = "us-west-2";
        await _emulator.Post(Create, Marked);
        Add(selector switch
        {
            "Region" => new FaultRule { Region = "us-west-*", Error = "AccessDeniedException" },
            "AccessKey" => new FaultRule { AccessKey = "AKIDEX*", Region = "us-west-2", Error = "AccessDeniedException" },
            "Role" => new FaultRule { Role = "*/Importer", Error = "AccessDeniedException" },
            "KmsKey" => new FaultRule { KmsKey = Key, Error = "AccessDeniedException" },
            "Source" => new FaultRule { Source = "s3://amzn-s3-demo-bucket/*", Error = "AccessDeniedException" },
            _ => new FaultRule { Tag = "Team=s*", Error = "AccessDeniedException" },
        });

        var created = await _emulator.Post(Create, Marked.Replace("\"marked\"", "\"other\"", StringComparison.Ordinal));
        var read = await _emulator.Get("/custom-models/marked");
        _emulator.Region = "us-east-1";
        var plain = await _emulator.Get("/custom-models/plain");
        var other = await _emulator.CreateModel("other", ""","modelTags":[{"key":"Team","value":"x"}]""");

        Assert.Equal((403, 403, 200, 202), (created.Status, read.Status, plain.Status, other.Status));
    }

    [Theory]
    [InlineData("Role", "*/Own", "*/Old")]
    [InlineData("KmsKey", "*/def*", "*/abc*")]
    [InlineData("Source", "*/own/1", "*/old/1")]
    [InlineData("S3 source", "s3://bucket/own/", "*/old/1")]
    [InlineData("Tag", "of=own", "of=old")]
    public async Task What_a_request_gives_its_model_counts_and_not_what_another_model_has(string selector, string own, string old)
    {
        await _emulator.Post("/custom-models/create-custom-model", Body("Old", "abc", "old", ""));
        var body = selector == "S3 source"
            ? $$$"""{"modelName":"own","roleArn":"{{{Role}}}","modelSourceConfig":{"s3DataSource":{"s3Uri":"{{{own}}}"}},"""
                + "\"modelIdentifier\":\"old\"}"
            : Body("Own", "def", "own", ",\"modelIdentifier\":\"old\"");

        var statuses = new List<int>();
        foreach (var pattern in (string[])[old, own])
        {
            var rule = selector switch
            {
                "Role" => new FaultRule { Role = pattern },
                "KmsKey" => new FaultRule { KmsKey = pattern },
                "Source" or "S3 source" => new FaultRule { Source = pattern },
                _ => new FaultRule { Tag = pattern },
            };
            _emulator.Server.SetFaults([rule with { Error = "AccessDeniedException" }], keepExisting: false);
            statuses.Add((await _emulator.Post("/custom-models/create-custom-model", body)).Status);
        }

        Assert.Equal([202, 403], statuses);

        static string Body(string role, string key, string name, string more) => $$$"""
            {"modelName":"{{{name}}}","roleArn":"arn:aws:iam::123456789012:role/{{{role}}}",
            "modelKmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/{{{key}}}12345-1234-1234-1234-123456789012",
            "modelTags":[{"key":"of","value":"{{{name}}}"}],"customModelDataSource":{"modelPackageArnDataSource":
            {"modelPackageArn":"arn:aws:sagemaker:us-east-1:123456789012:model-package/{{{name}}}/1"}}{{{more}}}}
            """;
    }

    [Fact]
    public async Task Source_of_a_request_with_two_is_its_package()
    {
        Add(new FaultRule { Source = "arn:*", Error = "AccessDeniedException" });

        var reply = await _emulator.CreateModel("model", ""","modelSourceConfig":{"s3DataSource":{"s3Uri":"s3://bucket/job/"}}""");

        Assert.Equal((403, "AccessDeniedException"), reply.Error);
    }

    [Fact]
    public async Task Selectors_match_no_request_without_a_model()
    {
        Add(new FaultRule { Tag = "*", Error = "AccessDeniedException" });
        Add(new FaultRule { Role = "*", Error = "AccessDeniedException" });
        Add(new FaultRule { KmsKey = "*", Error = "AccessDeniedException" });
        Add(new FaultRule { Source = "*", Error = "AccessDeniedException" });

        Assert.Equal(200, (await _emulator.Get("/custom-models")).Status);
        Assert.Equal([0, 0, 0, 0], _emulator.Server.Faults.Select(fault => fault.Uses));
    }

    [Fact]
    public async Task Access_key_of_a_bearer_token_matches_no_pattern()
    {
        Add(new FaultRule { AccessKey = "*", Error = "AccessDeniedException" });

        var reply = await _emulator.Send(HttpMethod.Get, "/custom-models", null, ("Authorization", "Bearer bedrock-api-key-x"));

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("""{"modelName":5,"modelTags":7,"customModelDataSource":[],"modelSourceConfig":{"s3DataSource":5}}""")]
    [InlineData("""{"modelTags":[null,5,{"key":1}],"modelSourceConfig":{"s3DataSource":{"s3Uri":[]}}}""")]
    public async Task Selectors_of_a_malformed_request_match_nothing(string body)
    {
        Add(new FaultRule { Role = "*", Source = "*", KmsKey = "*", Tag = "Team=*", Error = "AccessDeniedException" });

        Assert.Equal((400, "ValidationException"), (await _emulator.Post("/custom-models/create-custom-model", body)).Error);
    }
}
