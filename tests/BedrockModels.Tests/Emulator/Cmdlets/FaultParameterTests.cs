namespace BedrockModels.Tests.Emulator.Cmdlets;

public sealed class FaultParameterTests : CmdletTest
{
    [Fact]
    public async Task Fault_hashtables_apply_in_their_order()
    {
        var emulator = Start("""
            -Fault @{ Operation = 'CreateCustomModel'; Name = 'my-*'; Error = 'ThrottlingException'; Message = 'Slow down.'; Times = 1 },
                @{ Operation = 'Get*'; Status = 502; Body = '<p>'; ContentType = 'text/html'; Times = 1 },
                @{ Operation = 'ListCustomModels'; Drop = 'After'; Times = 1 }, @{ Operation = 'ListCustomModels'; Cut = $true; Times = 1 },
                @{ Operation = 'DeleteCustomModel'; Error = 'InternalServerException'; Probability = 1; Seed = 3; Delay = 0.01 }
            """);

        var throttled = await CreateModel(emulator, "my-model");

        Assert.Equal((429, "ThrottlingException", "Slow down."), (throttled.Status, throttled.ErrorType, throttled.Message));
        Assert.Equal(202, (await CreateModel(emulator, "my-model")).Status);
        Assert.Equal((502, "<p>"),
            ((await Send(emulator, HttpMethod.Get, "/custom-models/my-model")) is var raw ? (raw.Status, raw.Body) : default));
        Assert.Equal(200, (await Send(emulator, HttpMethod.Get, "/custom-models/my-model")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(emulator, HttpMethod.Get, "/custom-models"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(emulator, HttpMethod.Get, "/custom-models"));
        Assert.Equal(200, (await Send(emulator, HttpMethod.Get, "/custom-models")).Status);
        Assert.Equal(500, (await Send(emulator, HttpMethod.Delete, "/custom-models/my-model")).Status);
    }

    [Theory]
    [InlineData("'bad-*'", "bad-model", "The model artifacts could not be validated.")]
    [InlineData("'a', 'bad-*'", "bad-model", "The model artifacts could not be validated.")]
    [InlineData("@{ 'bad-*' = 'No tensors.'; 'x' = 'y' }", "bad-model", "No tensors.")]
    [InlineData("@{ 'other-*' = 'No tensors.' }", "bad-model", null)]
    public async Task FailModel_accepts_patterns_and_messages(string failures, string name, string? message)
    {
        var emulator = Start($"-ActivationTime 0 -FailModel {failures}");

        await CreateModel(emulator, name);

        var model = (await Send(emulator, HttpMethod.Get, "/custom-models/" + name)).Json;

        Assert.Equal((message is null ? "Active" : "Failed", message), ((string)model["modelStatus"]!, (string?)model["failureMessage"]));
    }

    [Theory]
    [InlineData("@{ }", "A fault does nothing; give it an Error, Status, Delay, Drop, Cut or Fail.")]
    [InlineData("@{ Color = 'red' }", "A fault has no setting 'Color'; it takes Operation, Name,")]
    [InlineData("@{ Error = 'Busy' }", "A fault has the Error 'Busy', which is not the service's; one such is ThrottlingException.")]
    [InlineData("@{ Error = 'ThrottlingException'; Times = 0 }", "A fault has Times 0; it takes 1 or more")]
    [InlineData("@{ Error = 'ThrottlingException'; Times = 'often' }", "A fault has the Times 'often', which is no whole number.")]
    [InlineData("@{ Error = 'ThrottlingException'; Probability = 2 }", "A fault has the Probability 2; it takes 0 to 1.")]
    [InlineData("@{ Status = 99 }", "A fault has the Status 99; it takes 200 to 599.")]
    [InlineData("@{ Drop = 'Later' }", "A fault has the Drop 'Later'; it takes Before or After")]
    [InlineData("@{ Delay = -1 }", "A fault has a Delay that cannot be. The time '-1' is negative")]
    [InlineData(
        "@{ Delay = 'soon' }", "A fault has a Delay that cannot be. The time 'soon' is no length of time: give a number of seconds")]
    [InlineData("@{ Operation = 'Nothing'; Cut = $true }", "A fault has the Operation 'Nothing', which matches none")]
    [InlineData("@{ Operation = 'Get*'; Fail = 'No tensors.' }",
        "A fault has Fail on the Operation 'Get*', which starts nothing that could end Failed; one that does is CreateCustomModel.")]
    [InlineData("@{ Fail = 'No tensors.'; Delay = 1 }", "A fault has Fail beside Error, Status, Delay, Drop or Cut;")]
    [InlineData("@{ Fail = 'No tensors.'; Error = 'ThrottlingException' }", "A fault has Fail beside Error, Status, Delay, Drop or Cut;")]
    [InlineData("@{ Fail = 'No tensors.'; Drop = 'After' }", "A fault has Fail beside Error, Status, Delay, Drop or Cut;")]
    [InlineData("@{ Fail = 'No tensors.'; Cut = $true }", "A fault has Fail beside Error, Status, Delay, Drop or Cut;")]
    [InlineData("@{ Drop = 'Before'; Status = 500 }", "A fault has Drop beside Error, Status or Cut;")]
    [InlineData("@{ Drop = 'After'; Cut = $true }", "A fault has Drop beside Error, Status or Cut;")]
    [InlineData("@{ Message = 'Slow down.'; Status = 429 }", "A fault has a Message without an Error;")]
    [InlineData("@{ Body = '<p>'; Cut = $true }", "A fault has a Body, which goes with a Status and without an Error.")]
    [InlineData("@{ Body = '<p>'; Status = 500; Error = 'InternalServerException' }",
        "A fault has a Body, which goes with a Status and without an Error.")]
    public void Invalid_fault_is_refused_with_the_reason(string rule, string sentence) =>
        Assert.StartsWith(sentence, Refusal("-Fault " + rule), StringComparison.Ordinal);
}
