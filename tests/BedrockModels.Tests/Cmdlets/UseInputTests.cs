using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Deployments and Provisioned Throughput from every form of record: the API's JSON, rows of CSV files, splatting.</summary>
public sealed class UseInputTests : IDisposable
{
    private readonly TestShell _shell = new();

    public UseInputTests() =>
        _shell.Run("$model = New-BedrockCustomModel m -ModelPackageArn $package -Wait; $arn = $model.ModelArn").Clean();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("[pscustomobject]{0} | New-BedrockCustomModelDeployment")]
    [InlineData("$splat = {0}; New-BedrockCustomModelDeployment @splat")]
    public void The_body_of_CreateCustomModelDeployment_is_taken_as_it_stands(string form)
    {
        Run(form, "@{ modelDeploymentName = 'd'; modelArn = $arn; description = 'Two words'; tags = @(@{ key = 'k'; value = 'v' }); "
            + "clientRequestToken = 'token-1' }");
        Assert.Equal(
            $$"""{"modelDeploymentName":"d","modelArn":"{{Arn}}","description":"Two words","tags":["""
                + """{"key":"k","value":"v"}],"clientRequestToken":"token-1"}""",
            Sent("CreateCustomModelDeployment"));
    }

    [Theory]
    [InlineData("[pscustomobject]{0} | New-BedrockProvisionedModelThroughput", "$arn")]
    [InlineData("[pscustomobject]{0} | New-BedrockProvisionedModelThroughput", "'m'")]
    [InlineData("$splat = {0}; New-BedrockProvisionedModelThroughput @splat", "$arn")]
    public void The_body_of_CreateProvisionedModelThroughput_is_taken_as_it_stands(string form, string model)
    {
        _shell.Host.Interface.Answers.Enqueue("Yes");
        Run(form, $"@{{ provisionedModelName = 'p'; modelId = {model}; modelUnits = [long]2; commitmentDuration = 'OneMonth'; "
            + $"tags = @(@{{ key = 'k'; value = 'v' }}); clientRequestToken = 'token-1' }}");
        Assert.Equal(
            "{\"clientRequestToken\":\"token-1\",\"modelUnits\":2,\"provisionedModelName\":\"p\","
                + $"\"modelId\":\"{(model == "$arn" ? Arn : "m")}\","
                + "\"commitmentDuration\":\"OneMonth\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}",
            Sent("CreateProvisionedModelThroughput"));
        Assert.Contains("one month", Assert.Single(_shell.Host.Interface.Prompts), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_a_CSV_file_deploy_and_buy_and_a_bad_row_stops_no_other()
    {
        var deployments = _shell.Run("""
            [pscustomobject]@{ ModelArn = $arn; ModelDeploymentName = 'd1'; Description = ''; Tag = ''; Cost = '3' },
            [pscustomobject]@{ ModelArn = ''; ModelDeploymentName = 'd2'; Description = 'x'; Tag = 'a=b'; Cost = '' },
            [pscustomobject]@{ ModelArn = $arn; ModelDeploymentName = 'd3'; Description = 'x'; Tag = 'a=b;c=d'; Cost = '' } |
                New-BedrockCustomModelDeployment -ThrottleLimit 4
            """);
        Assert.Equal(["d1", "d3"], deployments.OutputOf<CustomModelDeployment>().Select(deployment => deployment.ModelDeploymentName));
        Assert.Equal(["InvalidModelArn"], deployments.ErrorIds);
        _shell.Host.Interface.Answers.Enqueue("Yes");
        var throughputs = _shell.Run("""
            [pscustomobject]@{ ModelId = 'm'; ProvisionedModelName = 'p1'; ModelUnits = ''; CommitmentDuration = ''; Tag = '' },
            [pscustomobject]@{ ModelId = 'm'; ProvisionedModelName = 'p2'; ModelUnits = 'two'; CommitmentDuration = ''; Tag = '' },
            [pscustomobject]@{ ModelId = 'm'; ProvisionedModelName = 'p3'; ModelUnits = '1'; CommitmentDuration = 'OneYear'; Tag = '' },
            [pscustomobject]@{ ModelId = $arn; ProvisionedModelName = 'p4'; ModelUnits = '3'; CommitmentDuration = 'sixmonths';
                Tag = 'a=b' },
            [pscustomobject]@{ ModelId = $arn; ProvisionedModelName = 'p5'; ModelUnits = ''; CommitmentDuration = ''; Tag = 'a=b' } |
                New-BedrockProvisionedModelThroughput -ThrottleLimit 4
            """);
        Assert.Equal([("p1", 1, null), ("p4", 3, "SixMonths"), ("p5", 1, null)],
            throughputs.OutputOf<ProvisionedModelThroughput>()
            .Select(throughput => (throughput.ProvisionedModelName!, throughput.DesiredModelUnits, throughput.CommitmentDuration)));
        Assert.Equal(["ParameterArgumentTransformationError", "InvalidCommitmentDuration"], throughputs.ErrorIds);
        Assert.Contains("-ModelUnits 'two' is not valid. Use a whole number of model units, 1 or more.", throughputs.Errors[0].ToString(),
            StringComparison.Ordinal);
        Assert.Contains("-CommitmentDuration 'OneYear' is not valid. Use OneMonth or SixMonths.", throughputs.Errors[1].ToString(),
            StringComparison.Ordinal);
        Assert.Single(_shell.Host.Interface.Prompts);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2.5")]
    [InlineData("'2.5'")]
    [InlineData("3000000000")]
    [InlineData("@{ a = 1 }")]
    public void Model_units_are_never_rounded_or_guessed(string units)
    {
        var error = _shell.Run($"New-BedrockProvisionedModelThroughput p m -ModelUnits {units}").SingleError();
        Assert.Contains("is not valid. Use a whole number of model units, 1 or more.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("@{ ModelArn = $arn; ModelName = 'm'; ModelDeploymentName = 'd' } | New-BedrockCustomModelDeployment",
        "New-BedrockCustomModelDeployment @table")]
    [InlineData("@{ ModelArn = $arn; ModelName = 'm'; ModelUnits = 5 } | New-BedrockProvisionedModelThroughput",
        "New-BedrockProvisionedModelThroughput @table")]
    public void A_piped_hashtable_is_refused_because_its_other_entries_would_be_lost(string script, string says)
    {
        var error = _shell.Run(script).SingleError();
        Assert.Equal("HashtablePiped", ScriptResult.IdOf(error));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateCustomModelDeployment") + _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("New-BedrockCustomModelDeployment d $arn -ClientRequestToken 'a_b'", "InvalidClientRequestToken")]
    [InlineData("New-BedrockProvisionedModelThroughput p m -ClientRequestToken 'a_b'", "InvalidClientRequestToken")]
    [InlineData("New-BedrockProvisionedModelThroughput p m -Tag @{ 'aws:k' = 'v' }", "ReservedTagKey")]
    [InlineData("New-BedrockProvisionedModelThroughput 'a--b' m", "InvalidProvisionedModelName")]
    [InlineData("New-BedrockProvisionedModelThroughput -ModelId $arn", "ProvisionedModelNameMissing")]
    [InlineData("New-BedrockProvisionedModelThroughput p 'm*'", "WildcardNotAllowed")]
    [InlineData("New-BedrockProvisionedModelThroughput p 42", "InvalidModelId")]
    public void Bad_input_is_refused_in_words_before_any_request(string script, string id)
    {
        var before = _shell.Emulator.Requests.Count;
        var error = _shell.Run(script).SingleError();
        Assert.Equal(id, ScriptResult.IdOf(error));
        Assert.EndsWith(".", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    [Theory]
    [InlineData("$model, $model | New-BedrockCustomModelDeployment -ClientRequestToken t -ModelDeploymentName d", 2, 0)]
    [InlineData("$model, [pscustomobject]@{ ModelArn = $arn; ModelName = 'other' } | "
        + "New-BedrockCustomModelDeployment -ClientRequestToken t", 1, 1)]
    [InlineData("'m', 'other' | New-BedrockProvisionedModelThroughput -ClientRequestToken t", 1, 1)]
    public void A_token_on_the_command_line_is_one_resources_only(string script, int made, int refused)
    {
        var result = _shell.Run(script);
        Assert.Equal((made, refused), (result.Output.Count, result.ErrorIds.Count(id => id == "DuplicateClientRequestToken")));
    }

    [Theory]
    [InlineData("$model | New-BedrockCustomModelDeployment -WhatIf -Verbose -ClientRequestToken t",
        "CreateCustomModelDeployment: {\"modelDeploymentName\":\"m\",\"modelArn\":\"arn:")]
    [InlineData("New-BedrockProvisionedModelThroughput p m -ModelUnits 2 -WhatIf -Verbose",
        "CreateProvisionedModelThroughput: {\"clientRequestToken\":\"")]
    public void WhatIf_with_Verbose_shows_the_exact_request_and_sends_nothing(string script, string says)
    {
        var before = _shell.Emulator.Requests.Count;
        Assert.Contains(_shell.Run(script).Clean().Verbose, line => line.StartsWith(says, StringComparison.Ordinal));
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    [Theory]
    [InlineData("Get-BedrockCustomModelDeployment -StatusEqual active -NameContain m -ModelArnEqual $arn -MaxResult 5 -SortOrder ascending",
        "statusEquals=Active", "sortOrder=Ascending", "modelArnEquals=", "maxResults=5", "nameContains=m")]
    [InlineData("Get-BedrockProvisionedModelThroughput -StatusEqual INSERVICE -NameContain m -ModelArnEqual $arn -MaxResult 5 "
        + "-CreationTimeAfter 2020-01-01", "statusEquals=InService", "sortOrder=Descending", "modelArnEquals=", "maxResults=5",
        "creationTimeAfter=2020")]
    [InlineData("Get-BedrockCustomModel -ModelStatus failed -NameContain m -BaseModelArnEqual $arn -MaxResult 5 -IsOwned",
        "modelStatus=Failed", "baseModelArnEquals=", "isOwned=true", "maxResults=5", "nameContains=m")]
    public void Lists_take_the_spellings_of_AWS_Tools_and_words_in_any_case(string script, params string[] sent)
    {
        _shell.Run(script).Clean();
        var target = _shell.Emulator.Requests[^1].Target;
        Expect.Each(sent, part => Assert.Contains(part, target, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput -ProvisionedModelName p -ModelId m -ModelUnit 1 -Tag @(@{ Key = 'k'; "
        + "Value = 'v' }) -ClientRequestToken t")]
    [InlineData("New-BedrockCustomModelDeployment -ModelDeploymentName p -ModelArn $arn -Description x -Tag @(@{ Key = 'k'; "
        + "Value = 'v' }) -ClientRequestToken t")]
    [InlineData("Add-BedrockResourceTag -ResourceARN $arn -Tag @(@{ Key = 'k'; Value = 'v' })")]
    [InlineData("Remove-BedrockResourceTag -ResourceARN $arn -TagKey k")]
    public void Scripts_for_AWS_Tools_move_over_by_the_name_of_the_command(string script) => _shell.Run(script).Clean();

    private string Arn => (string)_shell.Runspace.SessionStateProxy.GetVariable("arn");

    private void Run(string form, string record) => _shell.Run(form.Replace("{0}", record, StringComparison.Ordinal)).Clean();

    private string Sent(string operation) => Assert.Single(_shell.Emulator.Requests, request => request.Operation == operation).Body;
}
