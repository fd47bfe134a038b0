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
    public void An_answered_error_says_what_which_where_and_with_which_id(string? label, string? region, string sentence) =>
        Assert.Equal(sentence, ErrorRecords.ServiceError(NotFound, null, label, region).ToString());

    [Fact]
    public void What_was_not_answered_has_no_code_in_its_sentence_and_what_called_nothing_has_no_more_than_it_says()
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
    public void What_somebody_typed_is_shown_in_one_visible_line(string typed, string shown) => Assert.Equal(shown, InputText.Quote(typed));
}
