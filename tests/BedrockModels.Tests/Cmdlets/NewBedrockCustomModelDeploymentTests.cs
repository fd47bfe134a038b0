using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class NewBedrockCustomModelDeploymentTests : IDisposable
{
    private readonly TestShell _shell = new();

    private string Arn => (string)_shell.Runspace.SessionStateProxy.GetVariable("arn");

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn my-model", "ModelArn", "a custom model, for")]
    [InlineData("Get-BedrockCustomModelDeployment -Model my-model", "ModelArn", "a custom model, for")]
    [InlineData("Get-BedrockProvisionedModelThroughput -Model my-model", "ModelArn", "a custom model or a foundation model, for")]
    [InlineData("Get-BedrockCustomModel -BaseModelArn my-model", "BaseModelArn", "a custom model or a foundation model, for")]
    public void Name_in_place_of_an_ARN_is_refused_with_a_command_that_works(string script, string parameter, string kind)
    {
        var remedy = $"(Get-BedrockCustomModel my-model).ModelArn";

        var error = _shell.Run(script).SingleError().ToString();
        _shell.Run($"$null = New-BedrockCustomModel my-model -ModelPackageArn $package -Wait | New-BedrockCustomModelDeployment d").Clean();
        _shell.Run(script.Replace("my-model", remedy, StringComparison.Ordinal)).Clean();

        Assert.Contains(
            $"-{parameter} 'my-model' is a name, not an ARN. Use -{parameter} {remedy}, or use the ARN of {kind} example arn:", error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void New_after_Wait_makes_a_new_model_ready_for_inference()
    {
        var deployment =
            Assert.Single(
                _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | "
                    + "New-BedrockCustomModelDeployment -Wait").Clean().OutputOf<CustomModelDeployment>());

        Assert.Equal(("a", "Active", "us-east-1"), (deployment.ModelDeploymentName, deployment.Status, deployment.Region));
        Assert.Matches("^arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/[a-z0-9]{12}$",
            deployment.CustomModelDeploymentArn);
    }

    [Fact]
    public void New_without_Wait_makes_one_call_and_returns_the_known_properties()
    {
        _shell.Set("model", _shell.Create("a", ""));

        var deployment =
            _shell.Run("New-BedrockCustomModelDeployment my-deployment $model -Description 'Two words' -Tag 'k=v' -ClientRequestToken t")
                .Clean().OutputOf<CustomModelDeployment>()[0];

        Assert.Equal(("my-deployment", "Creating", "Two words", null),
            (deployment.ModelDeploymentName, deployment.Status, deployment.Description, deployment.CreatedAt));
        Assert.Equal((((CustomModel)_shell.Runspace.SessionStateProxy.GetVariable("model")).ModelArn, "us-east-1"),
            (deployment.ModelArn, deployment.Region));
        Assert.Equal(2, _shell.Emulator.Requests.Count);
        Assert.Contains("\"clientRequestToken\":\"t\"", _shell.Emulator.Requests[^1].Body, StringComparison.Ordinal);
        Assert.Contains("\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]", _shell.Emulator.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ModelArn my-model", "InvalidModelArn", "-ModelArn 'my-model' is a name, not an ARN. Pipe the model ("
        + "Get-BedrockCustomModel my-model | New-BedrockCustomModelDeployment), or use the ARN of a custom model, for example arn:")]
    [InlineData("my-deployment -Model my-model", "InvalidModelArn",
        "(Get-BedrockCustomModel my-model | New-BedrockCustomModelDeployment my-deployment)")]
    [InlineData("\"it's `u{2019}\" -Model my-model", "InvalidModelArn", "New-BedrockCustomModelDeployment 'it''s \u2019\u2019')")]
    [InlineData("-ModelArn 'my model'", "InvalidModelArn", "-ModelArn 'my model' is not valid. Use the ARN of a custom model")]
    [InlineData("-ModelArn ([pscustomobject]@{ x = 1 })", "InvalidModelArn", "no ModelArn")]
    [InlineData("-ModelArn $arn", "ModelDeploymentNameMissing", "-ModelDeploymentName")]
    [InlineData("-ModelArn $arn -ModelDeploymentName a--b", "InvalidModelDeploymentName", "'a--b'")]
    [InlineData("-ModelArn $arn -ModelDeploymentName a -Description \"a`nb\"", "InvalidDescription", "\\n")]
    [InlineData("-ModelArn $arn -ModelDeploymentName a -Tag (1..51 | ForEach-Object { \"k$_=v\" })", "TooManyTags", "50")]
    [InlineData("d $arn -ClientRequestToken 'a_b'", "InvalidClientRequestToken", "'a_b'")]
    public void New_with_invalid_input_is_refused_before_any_request(string parameters, string id, string says)
    {
        _shell.Set("arn", "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456");

        _shell.AssertRefused("New-BedrockCustomModelDeployment " + parameters, id, says);
    }

    [Fact]
    public void New_for_a_model_without_on_demand_inference_recommends_Provisioned_Throughput()
    {
        using var shell = new TestShell();
        shell.Emulator.AddFault(new FaultRule
        {
            Operation = "CreateCustomModelDeployment",
            Error = "ValidationException",
            Message = "On-demand inference is not available for imported custom models; buy Provisioned Throughput.",
        });
        shell.Set("model", shell.Create("a", ""));

        var error = shell.Run("$model | New-BedrockCustomModelDeployment").SingleError();

        Assert.Contains("New-BedrockProvisionedModelThroughput", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]{0} | New-BedrockCustomModelDeployment")]
    [InlineData("$splat = {0}; New-BedrockCustomModelDeployment @splat")]
    public void Body_of_CreateCustomModelDeployment_is_accepted_and_sent_unchanged(string form)
    {
        CreateModel();

        Run(form, "@{ modelDeploymentName = 'd'; modelArn = $arn; description = 'Two words'; tags = @(@{ key = 'k'; value = 'v' }); "
            + "clientRequestToken = 'token-1' }");

        Assert.Equal(
            $$"""{"modelDeploymentName":"d","modelArn":"{{Arn}}","description":"Two words","tags":["""
                + """{"key":"k","value":"v"}],"clientRequestToken":"token-1"}""",
            Sent("CreateCustomModelDeployment"));
    }

    [Fact]
    public void Rows_of_a_CSV_file_are_accepted_and_an_invalid_row_stops_no_other()
    {
        CreateModel();

        var deployments = _shell.Run("""
            [pscustomobject]@{ ModelArn = $arn; ModelDeploymentName = 'd1'; Description = ''; Tag = ''; Cost = '3' },
            [pscustomobject]@{ ModelArn = ''; ModelDeploymentName = 'd2'; Description = 'x'; Tag = 'a=b'; Cost = '' },
            [pscustomobject]@{ ModelArn = $arn; ModelDeploymentName = 'd3'; Description = 'x'; Tag = 'a=b;c=d'; Cost = '' } |
                New-BedrockCustomModelDeployment -ThrottleLimit 4
            """);

        Assert.Equal(["d1", "d3"], deployments.OutputOf<CustomModelDeployment>().Select(deployment => deployment.ModelDeploymentName));
        Assert.Equal(["InvalidModelArn"], deployments.ErrorIds);
    }

    [Fact]
    public void Piped_hashtable_is_refused_with_advice()
    {
        CreateModel();

        var error = _shell.Run(
            "@{ ModelArn = $arn; ModelName = 'm'; ModelDeploymentName = 'd' } | New-BedrockCustomModelDeployment").SingleError();

        Assert.Equal("HashtablePiped", ScriptResult.IdOf(error));
        Assert.Contains("New-BedrockCustomModelDeployment @table", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateCustomModelDeployment"));
    }

    [Theory]
    [InlineData("$model, $model | New-BedrockCustomModelDeployment -ClientRequestToken t -ModelDeploymentName d", 2, 0)]
    [InlineData("$model, [pscustomobject]@{ ModelArn = $arn; ModelName = 'other' } | "
        + "New-BedrockCustomModelDeployment -ClientRequestToken t", 1, 1)]
    public void Token_on_the_command_line_is_accepted_for_one_resource_only(string script, int made, int refused)
    {
        CreateModel();

        var result = _shell.Run(script);

        Assert.Equal((made, refused), (result.Output.Count, result.ErrorIds.Count(id => id == "DuplicateClientRequestToken")));
    }

    [Fact]
    public void WhatIf_with_Verbose_shows_the_request_body_and_sends_nothing()
    {
        CreateModel();
        var before = _shell.Emulator.Requests.Count;

        var verbose = _shell.Run("$model | New-BedrockCustomModelDeployment -WhatIf -Verbose -ClientRequestToken t").Clean().Verbose;

        Assert.Contains(verbose, line => line.StartsWith(
            "Would send CreateCustomModelDeployment: {\"modelDeploymentName\":\"m\",\"modelArn\":\"arn:", StringComparison.Ordinal));
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    private void CreateModel() =>
        _shell.Run("$model = New-BedrockCustomModel m -ModelPackageArn $package -Wait; $arn = $model.ModelArn").Clean();

    private void Run(string form, string record) => _shell.Run(form.Replace("{0}", record, StringComparison.Ordinal)).Clean();

    private string Sent(string operation) => Assert.Single(_shell.Emulator.Requests, request => request.Operation == operation).Body;
}
