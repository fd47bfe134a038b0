using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Errors;

/// <summary>What the user sees of an error that the service answered, or of no answer at all.</summary>
public sealed class ServiceErrorTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("AccessDeniedException", 403, ErrorCategory.PermissionDenied, "iam:PassRole")]
    [InlineData("ConflictException", 400, ErrorCategory.ResourceExists, "-IfExists Return")]
    [InlineData("ServiceQuotaExceededException", 400, ErrorCategory.QuotaExceeded, "Custom models per account")]
    [InlineData("TooManyTagsException", 400, ErrorCategory.LimitsExceeded, "50")]
    [InlineData("ValidationException", 400, ErrorCategory.InvalidArgument, "")]
    [InlineData("ResourceNotFoundException", 404, ErrorCategory.ObjectNotFound, "model package")]
    [InlineData("UnknownOperationException", 404, ErrorCategory.NotImplemented, "us-east-1")]
    [InlineData("UnrecognizedClientException", 403, ErrorCategory.AuthenticationError, "")]
    [InlineData("ExpiredTokenException", 403, ErrorCategory.AuthenticationError, "")]
    [InlineData("InvalidSignatureException", 403, ErrorCategory.AuthenticationError, "")]
    [InlineData("InvalidClientTokenId", 403, ErrorCategory.AuthenticationError, "")]
    [InlineData("SignatureDoesNotMatch", 403, ErrorCategory.AuthenticationError, "")]
    [InlineData("RequestExpired", 400, ErrorCategory.AuthenticationError, "")]
    [InlineData("IncompleteSignature", 400, ErrorCategory.AuthenticationError, "")]
    [InlineData("ExpiredToken", 403, ErrorCategory.AuthenticationError, "")]
    [InlineData("SomethingNewException", 403, ErrorCategory.PermissionDenied, "")]
    [InlineData("SomethingNewException", 404, ErrorCategory.ObjectNotFound, "")]
    [InlineData("SomethingNewException", 418, ErrorCategory.InvalidArgument, "")]
    public void Error_code_determines_id_category_status_and_advice(string code, int status, ErrorCategory category, string advice)
    {
        _shell.Emulator.AddFault(
            new FaultRule { Operation = "CreateCustomModel", Error = code, Status = status, Message = "The service says no." });

        var error = _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package").SingleError();

        var problem = Assert.IsType<BedrockException>(error.Exception);
        Assert.Equal((code, category, "a"), (ScriptResult.IdOf(error), error.CategoryInfo.Category, error.TargetObject));
        Assert.Equal((code, status, "CreateCustomModel"), (problem.ErrorCode, problem.StatusCode, problem.Operation));
        Assert.Contains(problem.RequestId, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("us-east-1", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.ErrorDetails.Message);
        Assert.Contains(advice, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Role_that_cannot_be_assumed_recommends_the_principal_of_its_trust_policy()
    {
        _shell.Emulator.AddFault(new FaultRule
        {
            Operation = "CreateCustomModel",
            Error = "ValidationException",
            Message = "Could not assume provided IAM role. Please make sure the IAM role exists."
        });

        var error = _shell.Run("New-BedrockCustomModel a -S3Uri s3://my-bucket/m/ -RoleArn $role").SingleError();

        Assert.Contains("bedrock.amazonaws.com", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InternalServerException", 500, ErrorCategory.ResourceUnavailable)]
    [InlineData("ThrottlingException", 429, ErrorCategory.LimitsExceeded)]
    public void Server_error_and_throttling_are_reported_after_three_attempts(string code, int status, ErrorCategory category)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModel", Error = code, Status = status });

        var error = _shell.Run("Get-BedrockCustomModel a").SingleError();

        Assert.Equal((code, category), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.True(((BedrockException)error.Exception).IsRetryable);
        Assert.Equal(3, _shell.Count("GetCustomModel"));
    }

    [Theory]
    [InlineData("-EndpointUrl http://127.0.0.1:1", "the connection was refused")]
    [InlineData("", "response was incomplete")]
    public void Refused_connection_and_incomplete_response_are_reported_after_three_attempts(string parameters, string says)
    {
        _shell.Create("a", "");
        _shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModel", Cut = true });

        var error = _shell.Run("Get-BedrockCustomModel a " + parameters).SingleError();

        Assert.Equal(("ConnectionFailed", ErrorCategory.ConnectionError), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("3 attempts", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.ErrorDetails.Message);
        Assert.Equal(parameters.Length == 0 ? 3 : 0, _shell.Count("GetCustomModel"));
    }

    [Theory]
    [InlineData("nowhere", "Press Tab after -Region to list the known Regions")]
    [InlineData("useast1", "The most similar Region name is us-east-1")]
    public void Region_that_the_emulator_refuses_is_called_unknown(string region, string hint)
    {
        var error = _shell.Run($"Get-BedrockCustomModel a -Region '{region}'").SingleError();

        Assert.Contains($"'{region}' is not a known Region. {hint}.", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret key", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-esat-1", "Custom model 'm1': 'us-esat-1' is not a known Region. The most similar Region name is us-east-1. "
        + "GetCustomModel received no response from http://us-esat-1.invalid in ")]
    [InlineData("us-east-1", "Custom model 'm1': GetCustomModel received no response from http://us-east-1.invalid in ")]
    public void Host_name_with_a_misspelled_Region_that_does_not_exist_is_called_so(string region, string sentence)
    {
        var error = _shell.Run($"Get-BedrockCustomModel m1 -Region {region} -EndpointUrl http://{region}.invalid").SingleError();

        Assert.StartsWith(sentence, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void New_Region_of_the_usual_form_can_be_used_and_only_a_failure_mentions_it()
    {
        var created = _shell.Run(
            "New-BedrockCustomModel a -ModelPackageArn $package.Replace('us-east-1', 'xx-north-7') -Region xx-north-7 | "
                + "Get-BedrockCustomModel").Clean();
        var error = _shell.Run("Get-BedrockCustomModel nope -Region us-east-9").SingleError();

        Assert.Equal("xx-north-7", Assert.Single(created.OutputOf<CustomModel>()).Region);
        Assert.Empty(created.Warnings);
        Assert.EndsWith(" 'us-east-9' is not a known Region. The most similar Region name is us-east-1.",
            error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InternalServerException", 500)]
    [InlineData("ThrottlingException", 429)]
    public void Error_that_occurs_once_is_not_visible(string code, int status)
    {
        _shell.Create("a", "");
        _shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModel", Error = code, Status = status, Times = 1 });

        Assert.Single(_shell.Run("Get-BedrockCustomModel a").Clean().Output);
        Assert.Equal(2, _shell.Count("GetCustomModel"));
    }
}
