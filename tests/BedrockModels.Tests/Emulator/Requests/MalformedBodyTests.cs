using System.Text;

namespace BedrockModels.Tests.Emulator.Requests;

/// <summary>Bodies that are not a request: always status 400 in the wire form.</summary>
public sealed class MalformedBodyTests : IDisposable
{
    private const string Create = "/custom-models/create-custom-model";
    private const int OneMegabyte = 1024 * 1024;

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [InlineData("{", "it is not valid JSON, at line 1, byte 2.")]
    [InlineData("{\n  \"modelName\": \"x\",\n}", "it is not valid JSON, at line 3, byte 1.")]
    [InlineData("""{"modelName":"x"} {}""", "it is not valid JSON, at line 1, byte 19.")]
    [InlineData("""{"modelName":"x"}]""", "it is not valid JSON, at line 1, byte 18.")]
    [InlineData("{'modelName':'x'}", "it is not valid JSON, at line 1, byte 2.")]
    [InlineData("""{"modelName":"x" /* why */}""", "it is not valid JSON, at line 1, byte 18.")]
    [InlineData("\uFEFF{}", "it is not valid JSON, at line 1, byte 1.")]
    [InlineData("[]", "it is not a JSON object.")]
    [InlineData("null", "it is not a JSON object.")]
    [InlineData("\"x\"", "it is not a JSON object.")]
    [InlineData("""{"modelName":"x","modelName":"y"}""", "it has 'modelName' twice.")]
    [InlineData("""{"modelName":"x","model\u004eame":"y"}""", "it has 'modelName' twice.")]
    [InlineData("""{"modelTags":[{"key":"a","key":"b"}]}""", "it has 'key' twice.")]
    [InlineData("""{"modelTags":[{"key":"a","value":"b"},{"z":{},"key":"a","key":"b"}]}""", "it has 'key' twice.")]
    [InlineData("""{"modelSourceConfig":{"s3DataSource":{"s3Uri":"a","s3Uri":"b"}}}""", "it has 's3Uri' twice.")]
    [InlineData("""{"modelName":"\ud800"}""", "a string in it holds half of a surrogate pair.")]
    [InlineData("""{"\udc00":1}""", "a string in it holds half of a surrogate pair.")]
    public async Task Unreadable_request_is_refused_with_the_reason(string body, string why) =>
        AssertUnreadable(why, await _emulator.Post(Create, body));

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        AssertUnreadable(
            "it is not valid UTF-8.", await _emulator.Send(HttpMethod.Post, Create, [.. "{\"modelName\":\""u8, 0xFF, .. "\"}"u8]));
        AssertUnreadable("it is not valid UTF-8.",
            await _emulator.Send(HttpMethod.Post, Create, Encoding.Unicode.GetBytes("{\"modelName\":\"\ud800x\"}")));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(100_000)]
    public async Task Deep_nesting_is_refused(int depth)
    {
        var reply = await _emulator.Post(Create, "{\"modelTags\":" + new string('[', depth) + new string(']', depth) + "}");

        Assert.Equal((400, "ValidationException"), reply.Error);
        Assert.StartsWith("The request cannot be read: it is not valid JSON", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_of_a_megabyte_is_read_and_one_byte_more_is_refused()
    {
        var whole = TestEmulator.ModelBody("model");
        var padded = whole.PadRight(OneMegabyte);

        AssertUnreadable("its body is longer than 1 MB.", await _emulator.Post(Create, padded + " "));
        AssertUnreadable("its body is longer than 1 MB.", await _emulator.Post(Create, padded.PadRight(8 * OneMegabyte)));

        Assert.Equal(202, (await _emulator.Post(Create, padded)).Status);
    }

    [Fact]
    public async Task Empty_body_is_an_empty_object()
    {
        var reply = await _emulator.Send(HttpMethod.Post, Create, (byte[]?)null);

        Assert.Equal(
            "1 validation error detected: Value null at 'modelName' failed to satisfy constraint: Member must not be null", reply.Message);
    }

    [Fact]
    public async Task Parameter_twice_is_refused() =>
        AssertUnreadable("the query names 'maxResults' twice.", await _emulator.Get("/custom-models?maxResults=1&max%52esults=2"));

    [Theory]
    [InlineData("x=1&x=2")]
    [InlineData("x&x")]
    [InlineData("utm=a&maxResults=1&utm=a")]
    public async Task Unknown_parameter_is_ignored_however_often(string query) =>
        Assert.Equal(200, (await _emulator.Get("/custom-models?" + query)).Status);

    [Theory]
    [InlineData(""" "z":1,"z":1 """)]
    [InlineData(""" "z":{"key":1,"key":2,"a":{"modelName":1,"modelName":2}} """)]
    [InlineData(""" "modelTags":[{"z":1,"key":"a","z":[1],"value":"b"},{"key":"b","value":"b"}] """)]
    public async Task Unknown_member_of_the_body_is_ignored_however_often(string more) =>
        Assert.Equal(202, (await _emulator.CreateModel("model", "," + more)).Status);

    private static void AssertUnreadable(string why, EmulatorReply reply)
    {
        Assert.Equal((400, "ValidationException"), reply.Error);
        Assert.Equal("The request cannot be read: " + why, reply.Message);
        Assert.NotEmpty(reply.RequestId);
    }
}
