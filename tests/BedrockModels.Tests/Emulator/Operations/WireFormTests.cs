namespace BedrockModels.Tests.Emulator.Operations;

/// <summary>Each operation once: method, path, status, and the names of the members in the response.</summary>
public sealed class WireFormTests : IDisposable
{
    private readonly TestEmulator _emulator = new();

    public static TheoryData<string, string, string, string, int, string> All { get; } = new()
    {
        { "CreateCustomModel", "POST", "/custom-models/create-custom-model",
            """{"modelName":"new","customModelDataSource":{"modelPackageArnDataSource":{"modelPackageArn":"{package}"}}}""", 202,
            "modelArn" },
        { "GetCustomModel", "GET", "/custom-models/model", "", 200,
            "baseModelArn,creationTime,customizationType,modelArn,modelName,modelStatus" },
        { "ListCustomModels", "GET", "/custom-models", "", 200, "modelSummaries" },
        { "DeleteCustomModel", "DELETE", "/custom-models/free-model", "", 200, "" },
        { "TagResource", "POST", "/tagResource", """{"resourceARN":"{model}","tags":[{"key":"a","value":"b"}]}""", 200, "" },
        { "UntagResource", "POST", "/untagResource", """{"resourceARN":"{model}","tagKeys":["a"]}""", 200, "" },
        { "ListTagsForResource", "POST", "/listTagsForResource", """{"resourceARN":"{model}"}""", 200, "tags" },
        { "CreateProvisionedModelThroughput", "POST", "/provisioned-model-throughput",
            """{"modelUnits":1,"provisionedModelName":"new","modelId":"{model}"}""", 201, "provisionedModelArn" },
        { "GetProvisionedModelThroughput", "GET", "/provisioned-model-throughput/throughput", "", 200,
            "creationTime,desiredModelArn,desiredModelUnits,foundationModelArn,lastModifiedTime,modelArn,modelUnits,provisionedModelArn,"
                + "provisionedModelName,status" },
        { "ListProvisionedModelThroughputs", "GET", "/provisioned-model-throughputs", "", 200, "provisionedModelSummaries" },
        { "UpdateProvisionedModelThroughput", "PATCH", "/provisioned-model-throughput/throughput",
            """{"desiredProvisionedModelName":"renamed"}""", 200, "" },
        { "DeleteProvisionedModelThroughput", "DELETE", "/provisioned-model-throughput/throughput", "", 200, "" },
        { "CreateCustomModelDeployment", "POST", "/model-customization/custom-model-deployments",
            """{"modelDeploymentName":"new","modelArn":"{model}"}""", 202, "customModelDeploymentArn" },
        { "GetCustomModelDeployment", "GET", "/model-customization/custom-model-deployments/deployment", "", 200,
            "createdAt,customModelDeploymentArn,lastUpdatedAt,modelArn,modelDeploymentName,status" },
        { "ListCustomModelDeployments", "GET", "/model-customization/custom-model-deployments", "", 200, "modelDeploymentSummaries" },
        { "UpdateCustomModelDeployment", "PATCH", "/model-customization/custom-model-deployments/deployment", """{"modelArn":"{model}"}""",
            202, "customModelDeploymentArn" },
        { "DeleteCustomModelDeployment", "DELETE", "/model-customization/custom-model-deployments/deployment", "", 200, "" },
    };

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public async Task Operation_has_its_method_path_status_and_members(
        string operation, string method, string path, string body, int status, string members)
    {
        await _emulator.CreateModel("free-model");
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateDeployment("deployment", model);
        await _emulator.CreateThroughput("throughput", model);
        _emulator.Advance(2);

        var reply = await _emulator.Send(new HttpMethod(method), path,
            body.Length == 0 ? null : body.Replace("{model}", model, StringComparison.Ordinal)
                .Replace("{package}", TestEmulator.Package, StringComparison.Ordinal));

        Assert.Equal((status, operation), (reply.Status, _emulator.Server.Requests[^1].Operation));
        Assert.Equal(members, reply.Body.Length == 0 ? ""
            : string.Join(',', reply.Json.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal)));
        Assert.NotEmpty(reply.RequestId);
    }

    [Theory]
    [InlineData("/custom-models", "modelSummaries",
        "baseModelArn,baseModelName,creationTime,customizationType,modelArn,modelName,modelStatus,ownerAccountId")]
    [InlineData(
        "/provisioned-model-throughputs", "provisionedModelSummaries",
        "creationTime,desiredModelArn,desiredModelUnits,foundationModelArn,lastModifiedTime,modelArn,modelUnits,provisionedModelArn,"
            + "provisionedModelName,status")]
    [InlineData("/model-customization/custom-model-deployments", "modelDeploymentSummaries",
        "createdAt,customModelDeploymentArn,customModelDeploymentName,lastUpdatedAt,modelArn,status")]
    public async Task Summary_has_the_members_of_its_list(string path, string list, string members)
    {
        var model = await _emulator.ActiveModel("model");
        await _emulator.CreateDeployment("deployment", model);
        await _emulator.CreateThroughput("throughput", model);

        var summary = (await _emulator.Get(path)).Json[list]!.AsArray().Single()!.AsObject();

        Assert.Equal(members, string.Join(',', summary.Select(member => member.Key).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("/custom-models", "modelSummaries")]
    [InlineData("/provisioned-model-throughputs", "provisionedModelSummaries")]
    [InlineData("/model-customization/custom-model-deployments", "modelDeploymentSummaries")]
    public async Task Empty_list_is_returned_without_a_token(string path, string list) =>
        Assert.Equal($$"""{"{{list}}":[]}""", (await _emulator.Get(path)).Body);

    [Theory]
    [InlineData("POST", "/custom-models")]
    [InlineData("POST", "/custom-models/my-model")]
    [InlineData("PUT", "/custom-models/my-model")]
    [InlineData("PATCH", "/custom-models/my-model")]
    [InlineData("GET", "/tagResource")]
    [InlineData("GET", "/custom-models/a/b")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/Custom-Models")]
    [InlineData("BREW", "/custom-models")]
    public async Task Unknown_operation_is_an_error_in_the_wire_form(string method, string path)
    {
        var reply = await _emulator.Send(new HttpMethod(method), path);

        Assert.Equal((404, "UnknownOperationException"), reply.Error);
        Assert.Contains(path, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_can_have_the_name_of_the_path_of_CreateCustomModel()
    {
        await _emulator.CreateModel("create-custom-model");

        Assert.Equal("create-custom-model", (await _emulator.Get("/custom-models/create-custom-model")).Text("modelName"));
        Assert.Equal(200, (await _emulator.Delete("/custom-models/create-custom-model")).Status);
    }
}
