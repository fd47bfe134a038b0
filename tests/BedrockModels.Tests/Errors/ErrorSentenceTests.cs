using BedrockModels.Protocol;

namespace BedrockModels.Tests.Errors;

/// <summary>What a person reads of an error, word for word.</summary>
public sealed class ErrorSentenceTests
{
    private static readonly BedrockException NotFound = new("ResourceNotFoundException", "The model was not found.", null)
    {
        Operation = "GetCustomModel",
        StatusCode = 404,
        RequestId = "r-1",
    };

    [Theory]
    [InlineData("m", "us-east-1",
        "Custom model 'm': The model was not found (GetCustomModel in us-east-1, ResourceNotFoundException, request id r-1).")]
    [InlineData(null, "us-east-1", "The model was not found (GetCustomModel in us-east-1, ResourceNotFoundException, request id r-1).")]
    [InlineData("m", null, "Custom model 'm': The model was not found (GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("mode", null, "Custom model 'mode': The model was not found (GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("odel", null, "Custom model 'odel': The model was not found (GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("", null, "The model was not found (GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("model", null, "The model was not found (GetCustomModel, ResourceNotFoundException, request id r-1).")]
    public void Error_of_the_service_begins_with_the_resource_and_ends_with_the_request_id(
        string? label, string? region, string sentence) =>
        Assert.Equal(sentence, ErrorRecords.ServiceError(NotFound, null, label, region, "custom model").ToString());

    [Fact]
    public void Error_without_a_response_has_no_code_and_error_without_a_call_only_its_message()
    {
        var lost = new BedrockException("ConnectionFailed", "The connection failed.", null) { Operation = "GetCustomModel" };

        Assert.Equal("Resource 'm': The connection failed.", ErrorRecords.ServiceError(lost, null, "m", "us-east-1").ToString());
        Assert.Equal("The connection failed.", ErrorRecords.ServiceError(lost, null, null, "us-east-1").ToString());
        Assert.Equal("No Region.",
            ErrorRecords.ServiceError(new BedrockException("RegionNotFound", "No Region.", null), null, "m", null).ToString());
    }

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("\u00dcnique \u0301 \u4e2d \ud83d\ude00", "'\u00dcnique \u0301 \u4e2d \ud83d\ude00'")]
    [InlineData("a\tb\r\nc\u007f\0", "'a\\tb\\r\\nc\\u007F\\u0000'")]
    [InlineData("a\u200b\u202e\ufeff\u00a0\u2028\u3164\ufe0f\ue000", "'a\\u200B\\u202E\\uFEFF\\u00A0\\u2028\\u3164\\uFE0F\\uE000'")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "'12345678901234567890123456789012345678901234567890123456789012345678901234567890'")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012345678901",
        "'12345678901234567890123456789012345678901234567890123456789012345678901234567890'... (81 characters)")]
    public void Quoted_input_is_as_typed_on_one_line_of_visible_characters(string typed, string shown) =>
        Assert.Equal(shown, InputText.Quote(typed));

    [Theory]
    [InlineData("a b", "")]
    [InlineData("\u00dcnique", " (\u00dc, U+00DC, is not allowed)")]
    [InlineData("m\u043ede\u04cf", " (\u043e, U+043E, and \u04cf, U+04CF, are not allowed)")]
    [InlineData("a\u200bb\n", " (U+200B and U+000A are not allowed)")]
    [InlineData("e\u0301", " (U+0301 is not allowed)")]
    [InlineData("\ud83d\ude00", " (\ud83d\ude00, U+1F600, is not allowed)")]
    [InlineData("\u00dcb ung", " (it contains \u00dc, U+00DC)")]
    [InlineData("\u00e4\u00f6\u00fc\u00df", " (\u00e4, U+00E4, and \u00f6, U+00F6, and \u00fc, U+00FC, and others are not allowed)")]
    public void Characters_outside_ASCII_are_named_with_their_code_points(string name, string characters) =>
        Assert.Equal(characters, InputText.DescribeCharacters(name, Constraints.ModelName));
}
