using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Invoke-BedrockModel -Expect, and what errors and streams have of prompts and answers.</summary>
public sealed class InvokeBedrockModelExpectTests : IDisposable
{
    private const string Secret = "the secret order number 4711-0815";

    private readonly TestShell _shell = new();

    public InvokeBedrockModelExpectTests() => _shell.Run(
        "$d = New-BedrockCustomModel m -ModelPackageArn $package -Wait | New-BedrockCustomModelDeployment -Wait; "
        + "$arn = $d.CustomModelDeploymentArn").Clean();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("'M: ping'", true)]
    [InlineData("'*ping'", true)]
    [InlineData("'pong*'", false)]
    [InlineData("{ $_ -like '*ping' }", true)]
    [InlineData("{ param($answer) $answer.OutputTokens -eq 2 }", true)]
    [InlineData("{ }", false)]
    [InlineData("{ $false }", false)]
    [InlineData("{ throw $_ }", false)]
    [InlineData("{ [int] $_.Text }", false)]
    public void Expect_decides_whether_the_answer_is_returned(string expect, bool accepts)
    {
        var result = _shell.Run($"$Error.Clear(); $d | Invoke-BedrockModel -Prompt ping -Expect {expect}; \"$Error\"");

        Assert.Equal(accepts ? 2 : 1, result.Output.Count);
        Assert.Equal(accepts ? [] : ["UnexpectedAnswer"], result.ErrorIds);
        Assert.DoesNotContain("ping", $"{result.Output[^1]}", StringComparison.Ordinal);
    }

    [Fact]
    public void Unexpected_answer_stops_the_pipeline()
    {
        var result = _shell.Run("$d | Invoke-BedrockModel -Prompt a, b -Expect pong -ErrorAction Stop | ForEach-Object { 'next' }");

        Assert.Equal("UnexpectedAnswer", ScriptResult.IdOf(result.Terminating!.ErrorRecord));
        Assert.Equal(ErrorCategory.InvalidResult, result.Terminating.ErrorRecord.CategoryInfo.Category);
        Assert.Equal(1, _shell.Count("Converse"));
    }

    [Theory]
    [InlineData("-Prompt $secret -Expect nothing")]
    [InlineData("-Prompt $secret -Expect { throw $_ }")]
    [InlineData("-Prompt x -System $secret -Expect nothing")]
    [InlineData("-Body (\"{'messages':[{'role':'user','content':[{'text':'$secret'}]}]}\" -replace \"'\", '\"') -Expect nothing")]
    public void No_stream_has_a_part_of_the_prompt_or_the_answer(string arguments)
    {
        _shell.Set("secret", Secret);
        foreach (var operation in (string[])["Converse", "InvokeModel"])
        {
            _shell.Emulator.SetFaults(
            [
                new FaultRule { Operation = operation, Nth = 2, Error = ErrorCode.Validation, Message = $"Bad: '{Secret}'!" },
                new FaultRule { Operation = operation, Nth = 3, Status = 200, ContentType = "text/plain", Body = Secret },
            ], keepExisting: true);
        }

        var result = _shell.Run(
            "$VerbosePreference = $DebugPreference = 'Continue'\n"
            + "$row = [pscustomobject]@{ ModelId = $arn; Note = $secret }\n"
            + string.Concat(Enumerable.Repeat($"$row | Invoke-BedrockModel {arguments}\n", 3)));

        Assert.Equal(3, result.Errors.Count);
        Assert.NotEmpty(result.Debug);
        Assert.DoesNotContain("4711", result.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("secret order", result.AllText, StringComparison.Ordinal);
    }
}
