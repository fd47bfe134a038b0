using System.Globalization;

namespace BedrockModels.Tests.Emulator.Cmdlets;

public sealed class ReplyParameterTests : CmdletTest
{
    private const string Body = """{"messages":[{"role":"user","content":[{"text":"the prompt"}]}],"system":[{"text":"be nice"}]}""";

    [Theory]
    [InlineData("@{ 'blue' = 'text' }", "text")]
    [InlineData("@{ 'BL*' = 'text' }", "text")]
    [InlineData("@{ 'live' = 'text' }", "text")]
    [InlineData("@{ 'arn:*:custom-model-deployment/*' = 'text' }", "text")]
    [InlineData("@{ 'live' = 'deployment'; '*' = 'any' }", "any")]
    [InlineData("@{ '*' = 'any'; 'blue' = 'model' }", "model")]
    [InlineData("([ordered]@{ '*' = 'any'; 'blue' = 'model' })", "any")]
    [InlineData("@{ 'other' = 'text' }", "blue: the prompt")]
    [InlineData("@{ 'blue' = { \"$_!\" } }", "the prompt!")]
    [InlineData("@{ 'blue' = { param($prompt, $request) \"$prompt|$($request.ModelName)|$($request.Name)|$($request.System)\" } }",
        "the prompt|blue|live|be nice")]
    [InlineData("@{ 'blue' = { param($p, $r) $r.Messages[0].Role; $r.Messages[0].Text } }", "user\nthe prompt")]
    [InlineData("@{ 'blue' = { } }", "")]
    public async Task Reply_is_text_or_the_output_of_a_script_block(string reply, string answer)
    {
        var (emulator, deployment) = await Serve($"-Reply {reply}");

        Assert.Equal(answer, (await Ask(emulator, deployment)).Answer);
    }

    [Fact]
    public async Task List_is_returned_in_turn()
    {
        var (emulator, deployment) = await Serve("-Reply @{ blue = 'one', { 'two' }, 'three' }");

        var answers = new List<string>();
        for (var i = 0; i < 4; i++)
            answers.Add((await Ask(emulator, deployment)).Answer);

        Assert.Equal(["one", "two", "three", "one"], answers);
    }

    [Fact]
    public async Task Script_blocks_of_many_requests_run_one_after_the_other_while_the_session_is_busy()
    {
        var (emulator, deployment) = await Serve("-Reply @{ blue = { $global:n = 1 + $global:n; $mine = $global:n; "
            + "[System.Threading.Thread]::Sleep(1); if ($mine -eq $global:n) { \"$mine\" } else { 'mixed' } } }");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Ask(emulator, deployment)));

        Assert.Equal(Enumerable.Range(1, 20), answers.Select(answer => int.Parse(answer.Answer, CultureInfo.InvariantCulture)).Order());
    }

    [Theory]
    [InlineData("{ throw \"about $_\" }", 1)]
    [InlineData("{ 'x'\n\n [int]::Parse($_) }", 3)]
    public async Task Script_block_that_fails_is_a_model_error_that_does_not_quote_the_prompt(string script, int line)
    {
        var (emulator, deployment) = await Serve($"-Reply @{{ 'bl*' = {script} }}");

        var reply = await Ask(emulator, deployment);

        Assert.Equal((424, "ModelErrorException"), reply.Error);
        Assert.StartsWith($"The script block of Reply setting 'bl*' failed in line {line} (", reply.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("prompt", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_block_that_does_not_end_ends_with_the_emulator()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AppDomain.CurrentDomain.SetData(nameof(ReplyParameterTests), started);
        var (emulator, deployment) = await Serve("-Reply @{ blue = { $started = [AppDomain]::CurrentDomain.GetData('ReplyParameterTests'); "
            + "$started.SetResult(); while ($true) { } } }");
        var asking = Ask(emulator, deployment);
        await started.Task;

        Shell.Run($"Stop-BedrockEmulator {emulator.Port}").Clean();

        Assert.Equal((503, "ServiceUnavailableException"), (await asking).Error);
    }

    [Theory]
    [InlineData("@{ blue = 7 }")]
    [InlineData("@{ blue = @() }")]
    [InlineData("@{ blue = $null }")]
    [InlineData("@{ blue = 'text', 7 }")]
    public void Reply_of_another_type_is_refused(string reply) => Assert.Equal(
        "Reply setting 'blue' is not valid. Use text, a script block, or a list of them.", Refusal("-Reply " + reply));

    [Fact]
    public async Task NotReadyTime_delays_the_first_answer()
    {
        var (emulator, deployment) = await Serve("-NotReadyTime 3600 -Clock Manual");

        var early = await Ask(emulator, deployment);
        Shell.Run($"Set-BedrockEmulator {emulator.Port} -Advance 3600").Clean();

        Assert.Equal((429, "ModelNotReadyException"), early.Error);
        Assert.Equal("blue: the prompt", (await Ask(emulator, deployment)).Answer);
    }

    private async Task<(BedrockEmulator Emulator, string Deployment)> Serve(string arguments)
    {
        var emulator = Start("-ActivationTime 0 " + arguments);
        var model = (await CreateModel(emulator, "blue")).Text("modelArn");
        var deployment = await Send(emulator, HttpMethod.Post, "/model-customization/custom-model-deployments",
            $$"""{"modelDeploymentName":"live","modelArn":"{{model}}"}""");
        return (emulator, deployment.Text("customModelDeploymentArn"));
    }

    private Task<EmulatorReply> Ask(BedrockEmulator emulator, string deployment) =>
        Send(emulator, HttpMethod.Post, $"/model/{Uri.EscapeDataString(deployment)}/converse", Body);
}
