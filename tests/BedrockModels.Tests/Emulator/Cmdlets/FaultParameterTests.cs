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
    [InlineData("@{ }", "A fault must have an effect. Specify Error, Status, Headers, Delay, Drop, Cut, Rate,")]
    [InlineData("@{ Color = 'red' }", "Fault setting 'Color' does not exist. Use Operation, Name,")]
    [InlineData("@{ Error = 'Busy' }",
        "Fault setting Error 'Busy' is not valid. Use an error code of the service, for example ThrottlingException,")]
    [InlineData("@{ Error = 'ThrottlingException'; Times = 0 }", "Fault setting Times '0' is not valid. Use 1 or more")]
    [InlineData("@{ Error = 'ThrottlingException'; Times = 'often' }", "Fault setting Times 'often' is not valid. Use a whole number.")]
    [InlineData("@{ Error = 'ThrottlingException'; Probability = 2 }", "Fault setting Probability '2' is not valid. Use 0 to 1.")]
    [InlineData("@{ Status = 99 }", "Fault setting Status '99' is not valid. Use 200 to 599.")]
    [InlineData("@{ Drop = 'Later' }",
        "Fault setting Drop 'Later' is not valid. Use Before (the request has no effect) or After (it takes effect).")]
    [InlineData("@{ Delay = -1 }", "Fault setting Delay is not valid. Duration '-1' is negative.")]
    [InlineData("@{ Delay = 'soon' }", "Fault setting Delay is not valid. Duration 'soon' is not valid. Use a number of seconds")]
    [InlineData("@{ Operation = 'Nothing'; Cut = $true }", "Fault setting Operation 'Nothing' matches no operation.")]
    [InlineData("@{ Operation = 'Get*'; Fail = 'No tensors.' }",
        "Fault settings Fail, ActivationTime and ListDelay do not apply to Operation 'Get*', which creates or updates nothing. "
            + "Use one that does, for example CreateCustomModel.")]
    [InlineData("@{ Fail = 'No tensors.'; Delay = 1 }", "Fault settings Fail, ActivationTime and ListDelay cannot be combined with")]
    [InlineData("@{ Fail = 'No tensors.'; Error = 'ThrottlingException' }",
        "Fault settings Fail, ActivationTime and ListDelay cannot be combined with")]
    [InlineData("@{ Fail = 'No tensors.'; Drop = 'After' }",
        "Fault settings Fail, ActivationTime and ListDelay cannot be combined with")]
    [InlineData("@{ Fail = 'No tensors.'; Cut = $true }", "Fault settings Fail, ActivationTime and ListDelay cannot be combined with")]
    [InlineData("@{ Drop = 'Before'; Status = 500 }", "Fault setting Drop cannot be combined with Error, Status or Cut,")]
    [InlineData("@{ Drop = 'After'; Cut = $true }", "Fault setting Drop cannot be combined with Error, Status or Cut,")]
    [InlineData("@{ Message = 'Slow down.'; Status = 429 }", "Fault setting Message requires Error.")]
    [InlineData("@{ Body = '<p>'; Cut = $true }", "Fault setting Body requires Status and cannot be combined with Error.")]
    [InlineData("@{ Body = '<p>'; Status = 500; Error = 'InternalServerException' }",
        "Fault setting Body requires Status and cannot be combined with Error.")]
    [InlineData("@{ ActivationTime = 5; Rate = 1 }", "Fault settings Fail, ActivationTime and ListDelay cannot be combined with")]
    [InlineData("@{ ListDelay = 5; Headers = @{ a = 'b' } }", "Fault settings Fail, ActivationTime and ListDelay cannot be combined with")]
    [InlineData("@{ ActivationTime = 5; FailAfter = 5 }", "Fault setting FailAfter requires Fail.")]
    [InlineData("@{ Error = 'ThrottlingException'; Nth = 0 }", "Fault setting Nth '0' is not valid. Use 1 or more.")]
    [InlineData("@{ Rate = 0 }", "Fault setting Rate '0' is not valid. Use 1 or more.")]
    [InlineData("@{ Headers = @{ 'Content-Length' = 5 } }", "Fault setting Headers 'Content-Length: 5' is not valid. Use a header")]
    [InlineData("@{ Headers = @{ 'X-A' = \"a`nb\" } }", "Fault setting Headers 'X-A: a\\nb' is not valid.")]
    [InlineData("@{ Headers = @{ 'X A' = 'b' } }", "Fault setting Headers 'X A: b' is not valid.")]
    [InlineData("@{ Headers = 'a' }", "Fault setting Headers 'a' is not valid. Use a hashtable.")]
    public void Invalid_fault_is_refused_with_the_reason(string rule, string sentence) =>
        Assert.StartsWith(sentence, Refusal("-Fault " + rule), StringComparison.Ordinal);
}
