using System.Text.Json.Nodes;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>New-BedrockCustomModel with the two example requests of the API page.</summary>
public sealed class NewBedrockCustomModelBodyTests : IDisposable
{
    // The two example requests of the API page, as they stand there.
    private const string PackageBody = """
        {
            "modelName": "my-custom-nova-model",
            "customModelDataSource": {
                "modelPackageArnDataSource": {
                    "modelPackageArn": "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1"
                }
            },
            "modelKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012",
            "clientRequestToken": "unique-request-token-123",
            "modelTags": [
                {
                    "key": "Environment",
                    "value": "Production"
                },
                {
                    "key": "Project",
                    "value": "CustomNova"
                }
            ]
        }
        """;

    private const string S3Body = """
        {
            "modelName": "my-custom-nova-model",
            "modelSourceConfig": {
                "s3Uri": "s3://amzn-s3-demo-bucket/"
            },
            "roleArn": "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock",
            "modelKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012",
            "clientRequestToken": "unique-request-token-123",
            "modelTags": [
                {
                    "key": "Environment",
                    "value": "Production"
                },
                {
                    "key": "Project",
                    "value": "CustomNova"
                }
            ]
        }
        """;

    // The form that the API's types have, and that the service takes.
    private const string S3Source = """{ "s3DataSource": { "s3Uri": "s3://amzn-s3-demo-bucket/" } }""";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(PackageBody, false, "$body | New-BedrockCustomModel")]
    [InlineData(PackageBody, false, "New-BedrockCustomModel @table")]
    [InlineData(S3Body, false, "$body | New-BedrockCustomModel")]
    [InlineData(S3Body, false, "New-BedrockCustomModel @table")]
    [InlineData(S3Body, true, "$body | New-BedrockCustomModel")]
    [InlineData(S3Body, true, "New-BedrockCustomModel @table")]
    public void Example_bodies_of_the_API_page_are_accepted_and_sent_unchanged(string body, bool nested, string script)
    {
        var expected = JsonNode.Parse(body)!;
        if (expected["modelSourceConfig"] is not null)
            expected["modelSourceConfig"] = JsonNode.Parse(S3Source);
        SetBody(nested ? expected : JsonNode.Parse(body)!);

        var model = Assert.Single(_shell.Run(script).Clean().OutputOf<CustomModel>());

        Assert.Equal("my-custom-nova-model", model.ModelName);
        var sent = JsonNode.Parse(Assert.Single(_shell.Emulator.Requests).Body!)!;
        Assert.True(JsonNode.DeepEquals(expected, sent), sent.ToJsonString());
    }

    [Theory]
    [InlineData("$body | New-BedrockCustomModel")]
    [InlineData("New-BedrockCustomModel @table")]
    public void Second_example_body_with_the_same_token_returns_the_first_model(string script)
    {
        SetBody(JsonNode.Parse(PackageBody)!);
        var first = Assert.Single(_shell.Run(script).Clean().OutputOf<CustomModel>());
        SetBody(JsonNode.Parse(S3Body)!);

        var second = Assert.Single(_shell.Run(script).Clean().OutputOf<CustomModel>());

        Assert.Equal(first.ModelArn, second.ModelArn);
        Assert.Single(_shell.Run("Get-BedrockCustomModel").Output);
    }

    [Fact]
    public void Second_example_body_with_another_name_and_token_creates_a_second_model()
    {
        var second = JsonNode.Parse(S3Body)!;
        (second["modelName"], second["clientRequestToken"]) = ("other", "other");
        _shell.Set("bodies", new[] { PackageBody, second.ToJsonString() });

        var models = _shell.Run("$bodies | ConvertFrom-Json | New-BedrockCustomModel").Clean().OutputOf<CustomModel>();

        Assert.Equal(["my-custom-nova-model", "other"], models.Select(model => model.ModelName));
        Assert.Equal(2, models.Select(model => model.ModelArn).Distinct().Count());
    }

    [Fact]
    public void Second_example_body_with_another_name_and_the_same_token_is_refused()
    {
        var second = JsonNode.Parse(S3Body)!;
        second["modelName"] = "other";
        _shell.Set("bodies", new[] { PackageBody, second.ToJsonString() });

        var error = _shell.Run("$bodies | ConvertFrom-Json | New-BedrockCustomModel | ForEach-Object { }").SingleError();

        Assert.Equal("DuplicateClientRequestToken", ScriptResult.IdOf(error));
        Assert.Contains("'unique-request-token-123' is already used for 'my-custom-nova-model'", error.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(1, _shell.Count("CreateCustomModel"));
    }

    private void SetBody(JsonNode body)
    {
        _shell.Set("json", body.ToJsonString());
        _shell.Run("$body = ConvertFrom-Json $json; $table = ConvertFrom-Json $json -AsHashtable").Clean();
    }
}
