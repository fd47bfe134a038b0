using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

public sealed class OperationsTests
{
    [Theory]
    [InlineData("CreateCustomModel", "POST", "/custom-models/create-custom-model", 202)]
    [InlineData("GetCustomModel", "GET", "/custom-models/{modelIdentifier}", 200)]
    [InlineData("ListCustomModels", "GET", "/custom-models", 200)]
    [InlineData("DeleteCustomModel", "DELETE", "/custom-models/{modelIdentifier}", 200)]
    [InlineData("TagResource", "POST", "/tagResource", 200)]
    [InlineData("UntagResource", "POST", "/untagResource", 200)]
    [InlineData("ListTagsForResource", "POST", "/listTagsForResource", 200)]
    [InlineData("CreateProvisionedModelThroughput", "POST", "/provisioned-model-throughput", 201)]
    [InlineData("GetProvisionedModelThroughput", "GET", "/provisioned-model-throughput/{provisionedModelId}", 200)]
    [InlineData("ListProvisionedModelThroughputs", "GET", "/provisioned-model-throughputs", 200)]
    [InlineData("UpdateProvisionedModelThroughput", "PATCH", "/provisioned-model-throughput/{provisionedModelId}", 200)]
    [InlineData("DeleteProvisionedModelThroughput", "DELETE", "/provisioned-model-throughput/{provisionedModelId}", 200)]
    [InlineData("CreateCustomModelDeployment", "POST", "/model-customization/custom-model-deployments", 202)]
    [InlineData("GetCustomModelDeployment", "GET", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 200)]
    [InlineData("ListCustomModelDeployments", "GET", "/model-customization/custom-model-deployments", 200)]
    [InlineData("UpdateCustomModelDeployment", "PATCH", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 202)]
    [InlineData("DeleteCustomModelDeployment", "DELETE", "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", 200)]
    public void An_operation_is_called_as_the_API_says(string name, string method, string path, int status)
    {
        var operation = Operations.All.Single(o => o.Name == name);
        Assert.Equal((method, path, status), (operation.Method, operation.Path, operation.SuccessStatus));
    }

    [Fact]
    public void There_are_no_other_operations() => Assert.Equal(17, Operations.All.Count);

    [Fact]
    public void The_label_of_a_path_is_its_one_member_there()
    {
        foreach (var operation in Operations.All)
        {
            var labels = operation.Members.Where(m => m.Location == MemberLocation.Label).ToList();
            Assert.Equal(operation.HasLabel ? 1 : 0, labels.Count);
            Assert.All(labels, l => Assert.Equal($"{operation.PathPrefix}{{{l.Name}}}", operation.Path));
        }
    }

    [Fact]
    public void Query_members_are_those_of_lists_alone() =>
        Assert.All(Operations.All, o => Assert.Equal(o.Name.StartsWith("List", StringComparison.Ordinal) && o.Method == "GET", o.Members.Any(m => m.Location == MemberLocation.Query)));

    [Theory]
    [InlineData(true, true, true, CreateCustomModelBreak.TwoSources)]
    [InlineData(true, true, false, CreateCustomModelBreak.TwoSources)]
    [InlineData(false, false, true, CreateCustomModelBreak.NoSource)]
    [InlineData(false, false, false, CreateCustomModelBreak.NoSource)]
    [InlineData(false, true, false, CreateCustomModelBreak.RoleMissing)]
    [InlineData(false, true, true, null)]
    [InlineData(true, false, false, null)]
    [InlineData(true, false, true, null)]
    public void A_create_has_exactly_one_source_and_a_role_with_S3(bool package, bool s3, bool role, object? broken) =>
        Assert.Equal((CreateCustomModelBreak?)broken, CreateCustomModelRules.Check(package, s3, role));

    [Theory]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl", "us-east-1", "custom-model/imported/abcdefghijkl")]
    [InlineData("arn:aws-cn:s3:::a:b:c", "", "a:b:c")]
    public void An_ARN_is_six_parts_and_is_written_as_it_was_read(string text, string region, string resource)
    {
        var arn = Arn.Parse(text)!;
        Assert.Equal((region, resource, text), (arn.Region, arn.Resource, arn.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("my-model")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012")]
    public void Other_text_is_no_ARN(string? text) => Assert.Null(Arn.Parse(text));

    [Theory]
    [InlineData("ResourceNotFoundException", 404)]
    [InlineData("ConflictException", 400)]
    [InlineData("ThrottlingException", 429)]
    [InlineData("AccessDeniedException", 403)]
    [InlineData("InternalServerException", 500)]
    [InlineData("ServiceQuotaExceededException", 400)]
    [InlineData("TooManyTagsException", 400)]
    [InlineData("ValidationException", 400)]
    [InlineData("ServiceUnavailableException", 503)]
    public void An_error_code_has_the_status_that_the_API_says(string code, int status)
    {
        Assert.True(ErrorCode.IsOfService(code));
        Assert.Equal(status, ErrorCode.StatusOf(code));
    }

    [Theory]
    [InlineData("ConnectionFailed")]
    [InlineData("ResourceNotFound")]
    public void Other_codes_are_not_the_service_s(string code)
    {
        Assert.False(ErrorCode.IsOfService(code));
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorCode.StatusOf(code));
    }

    [Fact]
    public void What_nobody_set_is_empty_and_never_null()
    {
        var error = new BedrockException("lost");
        Assert.Equal(("", "", "", ""), (error.ErrorCode, error.Operation, error.RequestId, error.ResourceName));
        var tag = new ResourceTag();
        Assert.Equal(("", ""), (tag.Key, tag.Value));
    }

    [Fact]
    public void What_a_list_shows_of_a_structure_is_its_text()
    {
        Assert.Equal("Team=ML", new ResourceTag { Key = "Team", Value = "ML" }.ToString());
        Assert.Equal("Updating (arn:m)", new CustomModelDeploymentUpdateDetails { UpdateStatus = "Updating", ModelArn = "arn:m" }.ToString());
    }
}
