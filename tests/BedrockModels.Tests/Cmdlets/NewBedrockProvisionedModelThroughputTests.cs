using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class NewBedrockProvisionedModelThroughputTests : IDisposable
{
    private readonly TestShell _shell = new();

    private string Arn => (string)_shell.Runspace.SessionStateProxy.GetVariable("arn");

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void New_after_Wait_makes_a_new_model_ready_for_inference()
    {
        var throughput = Assert.Single(_shell.Run("New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | "
            + "New-BedrockProvisionedModelThroughput -ModelUnits 2 -Wait").Clean().OutputOf<ProvisionedModelThroughput>());

        Assert.Equal(("a", "InService", 2, null),
            (throughput.ProvisionedModelName, throughput.Status, throughput.ModelUnits, throughput.CommitmentDuration));
        Assert.Matches("^arn:aws:bedrock:us-east-1:123456789012:provisioned-model/[a-z0-9]{12}$", throughput.ProvisionedModelArn);
    }

    [Fact]
    public void New_without_Wait_makes_one_call_and_returns_the_known_properties()
    {
        var model = _shell.Create("a", "");
        _shell.Set("model", model);

        var throughput =
            Assert.Single(_shell.Run("$model | New-BedrockProvisionedModelThroughput -ModelUnits 2 -CommitmentDuration SixMonths -Force")
                .Clean().OutputOf<ProvisionedModelThroughput>());

        Assert.Equal(("a", "Creating", "us-east-1", null),
            (throughput.ProvisionedModelName, throughput.Status, throughput.Region, throughput.CreationTime));
        Assert.Equal((model.ModelArn, 2, "SixMonths"),
            (throughput.DesiredModelArn, throughput.DesiredModelUnits, throughput.CommitmentDuration));
        Assert.Matches(":provisioned-model/[a-z0-9]{12}$", throughput.ProvisionedModelArn);
        Assert.Equal(2, _shell.Emulator.Requests.Count);
    }

    [Fact]
    public void New_without_a_commitment_does_not_prompt()
    {
        _shell.Create("a", "");

        _shell.Run("New-BedrockProvisionedModelThroughput hourly a").Clean();

        Assert.Empty(_shell.Host.Interface.Prompts);
        Assert.Equal(1, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("-ModelUnits 3 -CommitmentDuration SixMonths", "3 model units", 6, "six months")]
    [InlineData("-CommitmentDuration onemonth", "1 model unit", 1, "one month")]
    public void Prompt_for_a_commitment_says_what_is_bought_and_how_long_it_is_billed(string terms, string units, int months, string words)
    {
        _shell.Set("model", _shell.Create("a", ""));
        _shell.Host.Interface.Answers.Enqueue("Yes");

        _shell.Run(
            $"[cultureinfo]::CurrentCulture = 'th-TH'; $model | New-BedrockProvisionedModelThroughput -ProvisionedModelName p {terms}")
            .Clean();

        Assert.Equal(
            $"Buy {units} for model 'a', named 'p', in us-east-1 at {_shell.Emulator.EndpointUrl}? It is billed by the hour. "
                + $"It cannot be deleted before {DateTime.Now.AddMonths(months):yyyy-MM-dd}, when the commitment of {words} ends.",
            Assert.Single(_shell.Host.Interface.Prompts));
        Assert.Equal(1, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("-CommitmentDuration OneMonth", "It cannot be deleted before")]
    [InlineData("-CommitmentDuration OneMonth -Confirm", "It cannot be deleted before")]
    [InlineData("-Confirm", "? It is billed by the hour until it is deleted.")]
    public void Enter_at_the_prompt_does_not_buy(string terms, string says)
    {
        _shell.Create("a", "");
        _shell.Host.Interface.Answers.Enqueue(TestHostInterface.Enter);

        _shell.Run($"New-BedrockProvisionedModelThroughput p a {terms}").Clean();

        Assert.Contains(says, Assert.Single(_shell.Host.Interface.Prompts), StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("Yes to All", 2)]
    [InlineData("No to All", 0)]
    public void Prompt_for_a_purchase_can_be_answered_for_all(string answer, int bought)
    {
        _shell.Create("a", "");
        _shell.Host.Interface.Answers.Enqueue(answer);

        _shell.Run("'p', 'q' | ForEach-Object { [pscustomobject]@{ ProvisionedModelName = $_; ModelId = 'a' } } | "
            + "New-BedrockProvisionedModelThroughput -CommitmentDuration OneMonth").Clean();

        Assert.Single(_shell.Host.Interface.Prompts);
        Assert.Equal(bought, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("-Force")]
    [InlineData("-Confirm:$false")]
    public void New_with_a_commitment_works_unattended_with_Force_or_Confirm_false(string parameter)
    {
        _shell.Create("a", "");

        _shell.Run("New-BedrockProvisionedModelThroughput -ModelId a -CommitmentDuration OneMonth " + parameter).Clean();

        Assert.Empty(_shell.Host.Interface.Prompts);
    }

    [Fact]
    public void New_with_a_commitment_without_a_prompt_is_refused()
    {
        _shell.Create("a", "");

        var error = _shell.Run("New-BedrockProvisionedModelThroughput -ModelId a -CommitmentDuration OneMonth").SingleError();

        Assert.Equal("ConfirmationImpossible", ScriptResult.IdOf(error));
        Assert.Contains("-Force", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput p a -ModelUnits 2 -WhatIf",
        ". It is billed by the hour until it is deleted.")]
    [InlineData("New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth -WhatIf",
        ", when the commitment of one month ends.")]
    public void WhatIf_of_New_shows_the_purchase_and_its_billing(string script, string says)
    {
        _shell.Create("a", "");

        _shell.Run(script).Clean();

        var line = Assert.Single(_shell.Host.Interface.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal));
        Assert.Matches("^What if: Buy [12] model units? for model 'a', named 'p', in us-east-1 at http://127[^ ]+\\. It is billed ", line);
        Assert.EndsWith(says, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("$ConfirmPreference = 'None';", 0)]
    [InlineData("$ConfirmPreference = 'Medium';", 1)]
    public void New_with_a_commitment_has_high_ConfirmImpact(string preference, int prompts)
    {
        _shell.Create("a", "");
        _shell.Host.Interface.Answers.Enqueue("Yes");

        _shell.Run(preference + " New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth").Clean();

        Assert.Equal((prompts, 1), (_shell.Host.Interface.Prompts.Count, _shell.Count("CreateProvisionedModelThroughput")));
    }

    [Fact]
    public void New_with_a_quota_of_zero_is_an_error_with_advice()
    {
        using var shell =
            new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.Zero, Behavior = new EmulatorBehavior { ModelUnitQuota = 0 } });
        shell.Create("a", "");

        var error = shell.Run("New-BedrockProvisionedModelThroughput -ModelId a").SingleError();

        Assert.Equal(("ServiceQuotaExceededException", ErrorCategory.QuotaExceeded),
            (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("does not currently have any no commitment model units", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ask AWS Support for model units", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("L-BE77399C", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput p m -ClientRequestToken 'a_b'", "InvalidClientRequestToken")]
    [InlineData("New-BedrockProvisionedModelThroughput p m -Tag @{ 'aws:k' = 'v' }", "ReservedTagKey")]
    [InlineData("New-BedrockProvisionedModelThroughput 'a--b' m", "InvalidProvisionedModelName")]
    [InlineData("New-BedrockProvisionedModelThroughput -ModelId $arn", "ProvisionedModelNameMissing")]
    [InlineData("New-BedrockProvisionedModelThroughput p 'm*'", "WildcardNotAllowed")]
    [InlineData("New-BedrockProvisionedModelThroughput p 42", "InvalidModelId")]
    public void New_with_invalid_input_is_refused_before_any_request(string script, string id)
    {
        CreateModel();

        _shell.AssertRefused(script, id);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2.5")]
    [InlineData("'2.5'")]
    [InlineData("3000000000")]
    [InlineData("@{ a = 1 }")]
    public void ModelUnits_that_are_not_a_whole_number_are_refused(string units)
    {
        var error = _shell.Run($"New-BedrockProvisionedModelThroughput p m -ModelUnits {units}").SingleError();

        Assert.Contains("is not valid. Use a whole number of model units, 1 or more.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("[pscustomobject]{0} | New-BedrockProvisionedModelThroughput", "$arn")]
    [InlineData("[pscustomobject]{0} | New-BedrockProvisionedModelThroughput", "'m'")]
    [InlineData("$splat = {0}; New-BedrockProvisionedModelThroughput @splat", "$arn")]
    public void Body_of_CreateProvisionedModelThroughput_is_accepted_and_sent_unchanged(string form, string model)
    {
        CreateModel();
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
    public void Rows_of_a_CSV_file_are_accepted_and_an_invalid_row_stops_no_other()
    {
        CreateModel();
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

    [Fact]
    public void Piped_hashtable_is_refused_with_advice()
    {
        CreateModel();

        var error = _shell.Run("@{ ModelArn = $arn; ModelName = 'm'; ModelUnits = 5 } | New-BedrockProvisionedModelThroughput")
            .SingleError();

        Assert.Equal("HashtablePiped", ScriptResult.IdOf(error));
        Assert.Contains("New-BedrockProvisionedModelThroughput @table", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Fact]
    public void Token_on_the_command_line_is_accepted_for_one_resource_only()
    {
        CreateModel();

        var result = _shell.Run("'m', 'other' | New-BedrockProvisionedModelThroughput -ClientRequestToken t");

        Assert.Equal((1, 1), (result.Output.Count, result.ErrorIds.Count(id => id == "DuplicateClientRequestToken")));
    }

    [Fact]
    public void WhatIf_with_Verbose_shows_the_request_body_and_sends_nothing()
    {
        CreateModel();
        var before = _shell.Emulator.Requests.Count;

        var verbose = _shell.Run("New-BedrockProvisionedModelThroughput p m -ModelUnits 2 -WhatIf -Verbose").Clean().Verbose;

        Assert.Contains(verbose, line => line.StartsWith(
            "Would send CreateProvisionedModelThroughput: {\"clientRequestToken\":\"", StringComparison.Ordinal));
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    private void CreateModel() =>
        _shell.Run("$model = New-BedrockCustomModel m -ModelPackageArn $package -Wait; $arn = $model.ModelArn").Clean();

    private void Run(string form, string record) => _shell.Run(form.Replace("{0}", record, StringComparison.Ordinal)).Clean();

    private string Sent(string operation) => Assert.Single(_shell.Emulator.Requests, request => request.Operation == operation).Body;
}
