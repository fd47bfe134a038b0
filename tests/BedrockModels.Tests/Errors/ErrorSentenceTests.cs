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
    [InlineData("m", "us-east-1", "The model was not found ('m', GetCustomModel in us-east-1, ResourceNotFoundException, request id r-1).")]
    [InlineData(null, "us-east-1", "The model was not found (GetCustomModel in us-east-1, ResourceNotFoundException, request id r-1).")]
    [InlineData("m", null, "The model was not found ('m', GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("mode", null, "The model was not found ('mode', GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("odel", null, "The model was not found ('odel', GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("", null, "The model was not found (GetCustomModel, ResourceNotFoundException, request id r-1).")]
    [InlineData("model", null, "The model was not found (GetCustomModel, ResourceNotFoundException, request id r-1).")]
    public void Error_of_the_service_names_resource_Region_operation_and_request_id(string? label, string? region, string sentence) =>
        Assert.Equal(sentence, ErrorRecords.ServiceError(NotFound, null, label, region).ToString());

    [Fact]
    public void Error_without_a_response_has_no_code_and_error_without_a_call_only_its_message()
    {
        var lost = new BedrockException("ConnectionFailed", "The connection failed.", null) { Operation = "GetCustomModel" };

        Assert.Equal("The connection failed ('m').", ErrorRecords.ServiceError(lost, null, "m", "us-east-1").ToString());
        Assert.Equal("The connection failed.", ErrorRecords.ServiceError(lost, null, null, "us-east-1").ToString());
        Assert.Equal("No Region.",
            ErrorRecords.ServiceError(new BedrockException("RegionNotFound", "No Region.", null), null, "m", null).ToString());
    }

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("a\tb\r\nc\u007f\u00e9", "'a\\tb\\r\\nc\\u007F\u00e9\\u00E9'")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "'12345678901234567890123456789012345678901234567890123456789012345678901234567890'")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012345678901",
        "'12345678901234567890123456789012345678901234567890123456789012345678901234567890'... (81 characters)")]
    public void Quoted_input_is_one_line_of_visible_characters(string typed, string shown) => Assert.Equal(shown, InputText.Quote(typed));
}
