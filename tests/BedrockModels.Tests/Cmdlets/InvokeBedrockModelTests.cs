using System.Globalization;
using System.Management.Automation;
using System.Text;
using BedrockModels.Client;
using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Invoke-BedrockModel against the emulator, whose models answer with their name and the prompt.</summary>
public sealed class InvokeBedrockModelTests : IDisposable
{
    private readonly TestShell _shell = new();

    public InvokeBedrockModelTests() => _shell.Run(
        "$model = New-BedrockCustomModel m -ModelPackageArn $package -Wait; $d = $model | New-BedrockCustomModelDeployment -Wait; "
        + "$arn = $d.CustomModelDeploymentArn").Clean();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("$d | Invoke-BedrockModel -Prompt ping")]
    [InlineData("Invoke-BedrockModel $arn ping")]
    [InlineData("$arn | Invoke-BedrockModel -Prompt ping")]
    [InlineData("'ping' | Invoke-BedrockModel $arn")]
    [InlineData("[pscustomobject]@{ ModelId = $arn; Prompt = 'ping' } | Invoke-BedrockModel")]
    [InlineData("[pscustomobject]@{ Prompt = 'ping' } | Invoke-BedrockModel $d")]
    [InlineData("$d | Invoke-BedrockModel -Prompt @{ role = 'user'; content = 'ping' }")]
    [InlineData("$d | Invoke-BedrockModel -Prompt @{ role = 'user'; content = @(@{ text = 'ping' }) }")]
    public void Deployment_answers_a_prompt(string script)
    {
        var answer = Assert.Single(_shell.Run(script).Clean().OutputOf<ModelAnswer>());

        Assert.Equal(("m: ping", "m: ping", "end_turn", 1, 2, "us-east-1"),
            (answer.Text, answer.ToString(), answer.StopReason, answer.InputTokens, answer.OutputTokens, answer.Region));
        Assert.Contains("custom-model-deployment/", answer.ModelId, StringComparison.Ordinal);
        Assert.True(answer.LatencyMilliseconds >= 0);
    }

    [Fact]
    public void Throughput_answers_a_prompt()
    {
        var result = _shell.Run("$model | New-BedrockProvisionedModelThroughput -ModelUnits 1 -Wait | Invoke-BedrockModel -Prompt ping");

        Assert.Equal("m: ping", Assert.Single(result.Clean().OutputOf<ModelAnswer>()).Text);
    }

    [Fact]
    public void Conversation_is_one_request()
    {
        var result = _shell.Run("""
            $b = [pscustomobject]@{ Role = 'Assistant'; Content = 'b' }
            $talk = @{ role = 'user'; content = 'a' }, $b, @{ role = 'user'; content = 'c' }
            $d | Invoke-BedrockModel -Prompt $talk
            """.ReplaceLineEndings("\n"));

        Assert.Equal("m: c", Assert.Single(result.Clean().OutputOf<ModelAnswer>()).Text);
    }

    [Theory]
    [InlineData("-MaxTokens 2", "m: a lon", "max_tokens")]
    [InlineData("-StopSequence zzz, long", "m: a ", "stop_sequence")]
    [InlineData("-Temperature 0.5 -TopP 1 -System s", "m: a long text", "end_turn")]
    public void Settings_reach_the_model(string settings, string text, string reason)
    {
        var answer = _shell.Run($"$d | Invoke-BedrockModel -Prompt 'a long text' {settings}").Clean().OutputOf<ModelAnswer>()[0];

        Assert.Equal((text, reason), (answer.Text, answer.StopReason));
    }

    [Theory]
    [InlineData("'be brief'", "be brief")]
    [InlineData("2026", "2026")]
    [InlineData("''", "")]
    [InlineData("$null", "")]
    public void System_prompt_reaches_the_model(string system, string arrived)
    {
        var result = _shell.Run($$"""
            $echo = Start-BedrockEmulator -ActivationTime 0 -Reply @{ '*' = { param($text, $request) "$($request.System)|$text" } }
            try {
                $call = @{ EndpointUrl = $echo.EndpointUrl; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' }
                $m = New-BedrockCustomModel m -ModelPackageArn $package @call -Wait -PollInterval 0.01
                $live = $m | New-BedrockCustomModelDeployment live @call -Wait -PollInterval 0.01
                $live | Invoke-BedrockModel -Prompt hello -System {{system}} @call
            }
            finally { $echo | Stop-BedrockEmulator }
            """);

        Assert.Equal(arrived + "|hello", Assert.Single(result.Clean().OutputOf<ModelAnswer>()).Text);
    }

    [Fact]
    public void Prompt_does_not_show_its_text_in_a_log_of_the_engine() =>
        Assert.DoesNotContain("secret", $"{Prompt.FromText("secret")}", StringComparison.Ordinal);

    [Fact]
    public void Prompt_of_any_Unicode_and_1_MB_arrives_unchanged()
    {
        var prompt = "\u0001\0\"'`$\\\r\n\t</ü\u2028\U0001F600\uFFFD\uFEFF" + new string('語', 350_000);
        _shell.Set("prompt", prompt);

        var result = _shell.Run("$d | Invoke-BedrockModel -Prompt $prompt").Clean();

        Assert.Equal("m: " + prompt, Assert.Single(result.OutputOf<ModelAnswer>()).Text);
    }

    [Theory]
    [InlineData("\"a$([char]0xD800)b\"", "InvalidPrompt", "-Prompt has half of a surrogate pair, which is not valid Unicode.")]
    [InlineData("''", "InvalidPrompt", "-Prompt is empty.")]
    [InlineData("@{ role = 'tool'; content = 'x' }", "InvalidPrompt", "-Prompt has a role that is not user or assistant.")]
    [InlineData("@{ role = 'user'; content = 5, $Host }", "InvalidPrompt", "-Prompt has a message whose content is not text.")]
    [InlineData("'a', @{ role = 'user'; content = 'x' }", "InvalidPrompt", null)]
    [InlineData("$Host", "PromptMissing", null)]
    [InlineData("@()", "PromptMissing", null)]
    public void Prompt_that_cannot_be_sent_is_an_error_without_a_request(string prompt, string id, string? message)
    {
        var result = _shell.Run($"Invoke-BedrockModel $d -Prompt {prompt}");

        Assert.Equal(id, result.ErrorIds[^1]);
        Assert.Equal(message ?? result.Errors[^1].Exception.Message, result.Errors[^1].Exception.Message);
        Assert.Empty(prompt.StartsWith("'a'", StringComparison.Ordinal) ? [] : result.Output);
    }

    [Theory]
    [InlineData("$d | Invoke-BedrockModel")]
    [InlineData("$arn | Invoke-BedrockModel")]
    public void Model_without_a_prompt_is_an_error_and_the_model_is_not_the_prompt(string script)
    {
        Assert.Equal("PromptMissing", ScriptResult.IdOf(_shell.Run(script).SingleError()));
        Assert.Equal(0, _shell.Count("Converse"));
    }

    [Theory]
    [InlineData("$model")]
    [InlineData("$model.ModelArn")]
    public void Custom_model_is_an_error_that_names_the_two_commands(string model)
    {
        var error = _shell.Run($"{model} | Invoke-BedrockModel -Prompt ping").SingleError();

        Assert.Equal("ModelNotDeployed", ScriptResult.IdOf(error));
        Assert.Contains("New-BedrockCustomModelDeployment", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("New-BedrockProvisionedModelThroughput", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_that_is_not_ready_is_asked_again_with_progress()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Error = ErrorCode.ModelNotReady, Times = 1 });

        var result = _shell.Run("$d | Invoke-BedrockModel -Prompt ping").Clean();

        Assert.Equal("m: ping", result.OutputOf<ModelAnswer>()[0].Text);
        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed], result.Progress.Select(record => record.RecordType));
        Assert.StartsWith("Waiting for the model m (arn:", result.Progress[0].Activity, StringComparison.Ordinal);
        Assert.Equal(2, _shell.Count("Converse"));
    }

    [Fact]
    public void Model_that_is_never_ready_is_an_error_at_the_timeout()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Error = ErrorCode.ModelNotReady });

        var error = _shell.Run("$d | Invoke-BedrockModel -Prompt ping -Timeout 0.3").SingleError();

        Assert.Equal((ErrorCode.ModelNotReady, ErrorCategory.ResourceUnavailable), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("was not ready within 0.3 seconds", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Timeout", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorCode.ModelError, "The model failed while it processed the prompt")]
    [InlineData(ErrorCode.ModelTimeout, "The model did not answer within the time limit of the service")]
    public void Model_that_fails_is_one_sentence_and_is_not_asked_again(string code, string sentence)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Error = code, Message = "I returned: 4711" });

        var result = _shell.Run("$d | Invoke-BedrockModel -Prompt ping");

        Assert.Equal(code, ScriptResult.IdOf(result.SingleError()));
        Assert.Contains(sentence, result.SingleError().ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", result.AllText, StringComparison.Ordinal);
        Assert.Equal(1, _shell.Count("Converse"));
    }

    [Fact]
    public void Request_whose_answer_is_lost_is_not_sent_again()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Drop = Drop.After });

        var error = _shell.Run("$d | Invoke-BedrockModel -Prompt ping").SingleError();

        Assert.Equal(ErrorCode.ConnectionFailed, ScriptResult.IdOf(error));
        Assert.Contains("1 attempt", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("bill", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1, _shell.Emulator.Faults[0].Uses);
    }

    [Fact]
    public void Throttled_request_is_sent_again()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Error = ErrorCode.Throttling, Times = 1 });

        Assert.Single(_shell.Run("$d | Invoke-BedrockModel -Prompt ping").Clean().Output);
    }

    [Fact]
    public void Body_is_sent_unchanged_and_the_answer_is_an_object()
    {
        const string body = """{"messages": [{"role":"user","content":[{"text":"ping"}]}],  "inferenceConfig":{"topK":5}}""";
        _shell.Set("body", body);

        var answer = Assert.Single(_shell.Run("$d | Invoke-BedrockModel -Body $body -Expect '*ping*'").Clean().Output);

        _shell.Set("answer", answer);
        Assert.Equal("m: ping", $"{_shell.Run("$answer.output.message.content[0].text").Clean().Output[0]}");
        Assert.Equal(2L, ((PSObject)answer.Properties["usage"].Value).Properties["outputTokens"].Value);
        Assert.Equal(body, Encoding.UTF8.GetString(ModelQuestions.Invoke("id", body).Create().Body!));
    }

    [Theory]
    [InlineData("-Body '{ secret'", "InvalidBody")]
    [InlineData("-Body '{}' -MaxTokens 5", "InvalidBody")]
    [InlineData("-Body '{}' -Prompt secret", "InvalidBody")]
    [InlineData("-Prompt x -System \"secret$([char]0xDC00)\"", "InvalidSystem")]
    public void Arguments_that_cannot_be_sent_end_the_command_and_are_not_shown(string arguments, string id)
    {
        var result = _shell.Run($"Invoke-BedrockModel $d {arguments}");

        Assert.Equal(id, ScriptResult.IdOf(result.SingleError()));
        Assert.DoesNotContain("secret", result.SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Answers_and_errors_have_the_order_of_the_prompts(int limit)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Nth = 1, Delay = TimeSpan.FromMilliseconds(50) });

        var result = _shell.Run(
            "1..40 | ForEach-Object { if ($_ -eq 20) { '' } else { \"p$_\" } } "
            + $"| Invoke-BedrockModel $arn -ThrottleLimit {limit} 2>&1 "
            + "| ForEach-Object { if ($_ -is [BedrockModels.ModelAnswer]) { $_.Text } else { $_.FullyQualifiedErrorId } }");

        Assert.Equal(
            Enumerable.Range(1, 40).Select(n => n == 20 ? "InvalidPrompt,BedrockModels.InvokeBedrockModelCommand" : $"m: p{n}"),
            result.Output.Select(item => $"{item}"));
    }

    [Fact]
    public void Timeout_that_no_timer_can_measure_is_no_limit()
    {
        var result = _shell.Run("$d | Invoke-BedrockModel -Prompt ping -Timeout ([TimeSpan]::MaxValue)").Clean();

        Assert.Equal("m: ping", Assert.Single(result.OutputOf<ModelAnswer>()).Text);
    }

    [Fact]
    public void Thousand_prompts_stream_and_the_first_answers_come_before_the_last_prompts()
    {
        var result = _shell.Run(
            "$script:sent = 0; $first = 0\n"
            + "1..1000 | ForEach-Object { $script:sent++; \"p$_\" } | Invoke-BedrockModel $arn -ThrottleLimit 16 | "
            + "ForEach-Object { if (-not $first) { $first = $script:sent }; $_.Text }\n$first").Clean();

        Assert.Equal(Enumerable.Range(1, 1000).Select(n => $"m: p{n}"), result.Output.SkipLast(1).Select(item => $"{item}"));
        Assert.InRange(int.Parse($"{result.Output[^1]}", CultureInfo.InvariantCulture), 1, 16 * 17);
    }

    [Fact]
    public void Name_that_the_service_does_not_resolve_is_an_error_with_advice()
    {
        var error = _shell.Run("Invoke-BedrockModel m ping").SingleError();

        Assert.Equal(ErrorCode.Validation, ScriptResult.IdOf(error));
        Assert.Contains("Get-BedrockCustomModelDeployment", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
