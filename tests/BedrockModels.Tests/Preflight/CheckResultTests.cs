using BedrockModels.Preflight;

namespace BedrockModels.Tests.Preflight;

public sealed class CheckResultTests
{
    [Theory]
    [InlineData("AccessDeniedException", true)]
    [InlineData("AccessDenied", true)]
    [InlineData("UnauthorizedOperation", true)]
    [InlineData("Forbidden", true)]
    [InlineData("AuthFailure", false)]
    public void Denied_call_has_the_permission_as_its_advice(string code, bool denied)
    {
        var result = CheckResult.From(new BedrockException(code, "no", null) { Operation = "GetRole" });

        Assert.Equal(("Unknown", denied), (result.Status, result.RecommendedAction == "Allow iam:GetRole to run this check."));
    }

    [Theory]
    [InlineData("ThrottlingException", "Try again later.")]
    [InlineData("ValidationException", null)]
    public void Failed_call_has_its_error_and_advice_only_if_it_can_be_repeated(string code, string? advice)
    {
        var exception = new BedrockException(code, "The text.", null) { Operation = "GetCustomModel", IsRetryable = advice is not null };

        var result = CheckResult.From(exception);

        Assert.Equal(CheckResult.Unknown($"The check did not complete ({code}): The text.", advice), result);
    }
}
