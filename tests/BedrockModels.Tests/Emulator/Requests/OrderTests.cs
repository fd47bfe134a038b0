using System.Text;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Requests;

/// <summary>
/// The fixed order of checks: route, authenticate, parse, members, source and role, replay, name, quota. Each request here
/// violates one rule and every rule after it.
/// </summary>
public sealed class OrderTests : IDisposable
{
    private const string Create = "/custom-models/create-custom-model";
    private const string BothSources = $$$"""
        "customModelDataSource":{"modelPackageArnDataSource":{"modelPackageArn":"{{{TestEmulator.Package}}}"}},
        "modelSourceConfig":{"s3DataSource":{"s3Uri":"s3://bucket"}}
        """;

    private readonly TestEmulator _emulator = new(clock => new EmulatorOptions { TimeProvider = clock, ModelQuota = 1 });

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Route_is_checked_before_authentication() =>
        Assert.Equal(
            (404, "UnknownOperationException"), (await _emulator.Send(HttpMethod.Post, "/nowhere", "{"u8.ToArray(), ("X", "y"))).Error);

    [Fact]
    public async Task Authentication_is_checked_before_the_body()
    {
        Assert.Equal((403, "MissingAuthenticationTokenException"),
            (await _emulator.Send(HttpMethod.Post, Create, "{"u8.ToArray(), ("X", "y"))).Error);
        Assert.Equal((403, "MissingAuthenticationTokenException"),
            (await _emulator.Send(HttpMethod.Post, Create, new byte[2_000_000], ("X", "y"))).Error);
    }

    [Fact]
    public async Task Body_is_read_before_its_members_are_checked() =>
        Assert.StartsWith(
            "The request cannot be read: ", (await _emulator.Post(Create, """{"modelName":"--"}}""")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Members_are_checked_before_source_and_role() =>
        Assert.StartsWith("1 validation error detected: ",
            (await _emulator.Post(Create, $$"""{"modelName":"--",{{BothSources}}}""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(BothSources, "You can specify either customModelDataSource or modelSourceConfig, but not both.")]
    [InlineData("\"modelTags\":[]", "You must specify either customModelDataSource or modelSourceConfig.")]
    [InlineData("""
        "modelSourceConfig":{"s3DataSource":{"s3Uri":"s3://bucket/model/"}}
        """, "roleArn is required when modelSourceConfig has an Amazon S3 data source.")]
    public async Task Source_and_role_are_checked_before_the_replay(string members, string message)
    {
        await _emulator.CreateModel("model", ""","clientRequestToken":"t1" """);

        var reply = await _emulator.Post(Create, $$"""{"modelName":"model",{{members}},"clientRequestToken":"t1"}""");

        Assert.Equal((400, "ValidationException", message), (reply.Status, reply.ErrorType, reply.Message));
    }

    [Fact]
    public async Task Replay_is_checked_before_the_name_and_the_name_before_the_quota()
    {
        var first = await _emulator.CreateModel("model", ""","clientRequestToken":"t1" """);

        Assert.Equal((202, first.Body), await Of(_emulator.CreateModel("model", ""","clientRequestToken":"t1" """)));
        Assert.Equal("ConflictException", (await _emulator.CreateModel("model", ""","clientRequestToken":"t2" """)).ErrorType);
        Assert.Equal("ServiceQuotaExceededException", (await _emulator.CreateModel("other", ""","clientRequestToken":"t2" """)).ErrorType);
    }

    [Fact]
    public async Task Token_of_a_refused_request_stays_unused()
    {
        await _emulator.CreateModel("model");
        await _emulator.CreateModel("other", ""","clientRequestToken":"t1" """);
        await _emulator.Delete("/custom-models/model");

        await _emulator.CreateModel("other", ""","clientRequestToken":"t1" """);

        Assert.Equal("Creating", await _emulator.Status("other"));
    }

    [Fact]
    public async Task Either_source_creates_a_model_and_a_package_can_have_a_role()
    {
        using var emulator = new TestEmulator();
        const string role = $"""
            "roleArn":"{TestEmulator.Role}"
            """;

        var fromS3 = await emulator.Post(
            Create, $$$"""{"modelName":"one","modelSourceConfig":{"s3DataSource":{"s3Uri":"s3://bucket/model/"}},{{{role}}}}""");
        var fromPackage = await emulator.CreateModel("two", "," + role);

        Assert.Equal(202, fromS3.Status);
        Assert.Equal(202, fromPackage.Status);
    }

    [Fact]
    public async Task Body_of_an_operation_without_body_members_is_ignored()
    {
        await _emulator.CreateModel("model");

        Assert.Equal(200, (await _emulator.Send(HttpMethod.Get, "/custom-models/model", Encoding.UTF8.GetBytes("not JSON"))).Status);
        Assert.Equal(200, (await _emulator.Send(HttpMethod.Delete, "/custom-models/model", Encoding.UTF8.GetBytes("not JSON"))).Status);
    }

    private static async Task<(int, string)> Of(Task<EmulatorReply> reply) => ((await reply).Status, (await reply).Body);
}
