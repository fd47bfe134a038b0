using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

public sealed class OperationsTests
{
    [Fact]
    public void Label_of_a_path_is_its_only_path_member()
    {
        foreach (var operation in Operations.All)
        {
            var labels = operation.Members.Where(m => m.Location == MemberLocation.Label).ToList();
            Assert.Equal(operation.HasLabel ? 1 : 0, labels.Count);
            foreach (var label in labels)
                Assert.Equal($"{operation.PathPrefix}{{{label.Name}}}", operation.Path);
        }
    }

    [Fact]
    public void Query_members_exist_only_in_lists() =>
        Expect.Each(Operations.All, o => Assert.Equal(o.Name.StartsWith("List", StringComparison.Ordinal) && o.Method == "GET",
            o.Members.Any(m => m.Location == MemberLocation.Query)));

    [Theory]
    [InlineData(true, true, true, CreateCustomModelViolation.TwoSources)]
    [InlineData(true, true, false, CreateCustomModelViolation.TwoSources)]
    [InlineData(false, false, true, CreateCustomModelViolation.NoSource)]
    [InlineData(false, false, false, CreateCustomModelViolation.NoSource)]
    [InlineData(false, true, false, CreateCustomModelViolation.RoleMissing)]
    [InlineData(false, true, true, null)]
    [InlineData(true, false, false, null)]
    [InlineData(true, false, true, null)]
    public void Create_has_exactly_one_source_and_a_role_with_S3(bool package, bool s3, bool role, object? broken) =>
        Assert.Equal((CreateCustomModelViolation?)broken, CreateCustomModelRules.Check(package, s3, role));

    [Theory]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl", "us-east-1",
        "custom-model/imported/abcdefghijkl")]
    [InlineData("arn:aws-cn:s3:::a:b:c", "", "a:b:c")]
    public void ARN_has_six_parts_and_is_written_as_it_was_read(string text, string region, string resource)
    {
        var arn = Arn.Parse(text)!;

        Assert.Equal((region, resource, text), (arn.Region, arn.Resource, arn.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("my-model")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012")]
    public void Invalid_text_is_not_an_ARN(string? text) => Assert.Null(Arn.Parse(text));

    [Theory]
    [InlineData("ExpiredTokenException", 403)]
    [InlineData("IncompleteSignatureException", 400)]
    [InlineData("InvalidSignatureException", 403)]
    [InlineData("MissingAuthenticationTokenException", 403)]
    [InlineData("ServiceUnavailableException", 503)]
    [InlineData("UnknownOperationException", 404)]
    [InlineData("UnrecognizedClientException", 403)]
    public void Error_code_common_to_all_services_has_its_status(string code, int status)
    {
        Assert.True(ErrorCode.IsOfService(code));
        Assert.Equal(status, ErrorCode.StatusOf(code));
    }

    [Theory]
    [InlineData("ConnectionFailed")]
    [InlineData("ResourceNotFound")]
    public void Error_code_of_this_module_is_not_of_the_service(string code)
    {
        Assert.False(ErrorCode.IsOfService(code));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorCode.StatusOf(code));
    }

    [Fact]
    public void Unset_text_is_empty_and_never_null()
    {
        var error = new BedrockException("lost");

        Assert.Equal(("", "", "", ""), (error.ErrorCode, error.Operation, error.RequestId, error.ResourceName));
        var tag = new ResourceTag();
        Assert.Equal(("", ""), (tag.Key, tag.Value));
    }

    [Fact]
    public void Structure_as_text_shows_its_members()
    {
        Assert.Equal("Team=ML", new ResourceTag { Key = "Team", Value = "ML" }.ToString());
        Assert.Equal("Updating (arn:m)",
            new CustomModelDeploymentUpdateDetails { UpdateStatus = "Updating", ModelArn = "arn:m" }.ToString());
    }
}
