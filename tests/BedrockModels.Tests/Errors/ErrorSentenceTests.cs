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
        Assert.Equal(sentence, Sentence(NotFound, label, region));

    [Fact]
    public void Error_without_a_response_has_no_code_and_error_without_a_call_only_its_message()
    {
        var lost = new BedrockException("ConnectionFailed", "The connection failed.", null) { Operation = "GetCustomModel" };

        Assert.Equal("Custom model 'm': The connection failed.", Sentence(lost, "m", "us-east-1"));
        Assert.Equal("The connection failed.", Sentence(lost, null, "us-east-1"));
        Assert.Equal("No Region.", Sentence(new BedrockException("RegionNotFound", "No Region.", null), "m", null));
    }

    private static string Sentence(BedrockException exception, string? label, string? region) =>
        ErrorRecords.ServiceError(exception, null, label, region, "custom model").ToString();
}
