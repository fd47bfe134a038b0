using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Answers of any form: AWS bills each of them, so none is lost.</summary>
public sealed class InvokeBedrockModelBodyTests : IDisposable
{
    private const string Body = """-Body '{"messages":[]}'""";

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
    public void Answer_with_any_names_and_texts_is_returned(string answer, string read, string values)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "InvokeModel", Status = 200, Body = answer });

        var result = _shell.Run($"$d | Invoke-BedrockModel {Body} | ForEach-Object {{ {read} }}").Clean();

        Assert.Equal(values, string.Join('|', result.Output.Select(value => $"{value}")));
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
