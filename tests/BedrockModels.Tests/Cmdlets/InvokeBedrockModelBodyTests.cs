using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Answers of any form: AWS bills each of them, so none is lost.</summary>
public sealed class InvokeBedrockModelBodyTests : IDisposable
{
    private const string Arguments = """-Body '{"messages":[]}'""";

    private readonly TestShell _shell = new();

    public InvokeBedrockModelBodyTests() => _shell.Run(
        "$d = New-BedrockCustomModel m -ModelPackageArn $package -Wait | New-BedrockCustomModelDeployment -Wait").Clean();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("""{"":1,"b":2}""", "$_['']; $_.b", "1|2")]
    [InlineData("""{"Text":"a","text":"b"}""", "$_['Text']; $_['text']", "a|b")]
    [InlineData("""{"a":{"x":1,"X":[{"":true}]}}""", "$_.a['x']; $_.a['X'][0]['']", "1|True")]
    [InlineData("""{"a":1,"a":2}""", "$_.a", "2")]
    [InlineData("""{"psobject":1,"PSTypeNames":2,"ToString":3,"Count":4}""", "$_.Count", "4")]
    [InlineData("""{"text":"a\"\u00e9\ud83d"}""", "$_.text.Length; $_.text.Substring(0, 3)", "4|a\"é")]
    [InlineData("""{"a":{"\ud83d":1},"b":2}""", "$_.a; $_.b", """{"\ud83d":1}|2""")]
    public void Answer_with_any_names_and_texts_is_returned(string answer, string read, string values)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "InvokeModel", Status = 200, Body = answer });

        var result = _shell.Run($"$d | Invoke-BedrockModel {Arguments} | ForEach-Object {{ {read} }}").Clean();

        Assert.Equal(values, string.Join('|', result.Output.Select(value => $"{value}")));
    }

    [Theory]
    [InlineData("'a', 'b' | Invoke-BedrockModel $d")]
    [InlineData("[pscustomobject]@{ Prompt = 'a' } | Invoke-BedrockModel $d")]
    [InlineData("[pscustomobject]@{ ModelId = $d.CustomModelDeploymentArn; Prompt = 'a' } | Invoke-BedrockModel")]
    [InlineData("[pscustomobject]@{ ModelId = $d.CustomModelDeploymentArn; Prompt = @{ role = 'x' } } | Invoke-BedrockModel")]
    public void Piped_prompt_that_the_body_would_replace_is_refused(string script)
    {
        var error = _shell.Run($"{script} {Arguments}").SingleError();

        Assert.Equal("InvalidBody", ScriptResult.IdOf(error));
        Assert.Equal(0, _shell.Count("InvokeModel"));
    }

    [Fact]
    public void Deep_answer_is_returned()
    {
        var answer = string.Concat(Enumerable.Repeat("""{"a":""", 900)) + "1" + new string('}', 900);
        _shell.Emulator.AddFault(new FaultRule { Operation = "InvokeModel", Status = 200, Body = answer });

        var result = _shell.Run($"$a = $d | Invoke-BedrockModel {Arguments}; foreach ($n in 1..900) {{ $a = $a.a }}; $a").Clean();

        Assert.Equal("1", $"{Assert.Single(result.Output)}");
    }

    [Fact]
    public void Model_that_is_piped_as_a_text_needs_no_prompt()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "InvokeModel", Status = 200, Body = "{}" });

        _shell.Run($"$d.CustomModelDeploymentArn | Invoke-BedrockModel {Arguments}").Clean();

        Assert.Equal(1, _shell.Count("InvokeModel"));
    }

    [Theory]
    [InlineData("""{"messages":[],"a":"\ud83d"}""")]
    [InlineData("""{"messages":[],"\ud83d":1}""")]
    public void Body_with_half_a_character_is_sent(string body)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "InvokeModel", Status = 200, Body = "{}" });

        _shell.Run($"$null = $d | Invoke-BedrockModel -Body '{body}'").Clean();

        Assert.Equal(1, _shell.Count("InvokeModel"));
    }

    [Fact]
    public void Text_that_ends_with_half_a_character_is_returned()
    {
        const string Answer = """{"output":{"message":{"role":"assistant","content":[{"text":"hi \ud83d"}]}},"stopReason":"max_tokens"}""";
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Status = 200, Body = Answer });

        var answer = _shell.Run("$d | Invoke-BedrockModel -Prompt ping").Clean().OutputOf<ModelAnswer>().Single();

        Assert.Equal(("hi \ud83d", "max_tokens"), (answer.Text, answer.StopReason));
    }
}
