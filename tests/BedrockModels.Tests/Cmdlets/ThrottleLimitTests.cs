using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Many items through one command with -ThrottleLimit. ResourceRulesTests has the other resources.</summary>
public sealed class ThrottleLimitTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Output_and_errors_keep_the_order_of_the_input_when_early_records_are_slow(int limit)
    {
        _shell.Create("bad", "");
        for (var i = 0; i < 12; i++)
            _shell.Emulator.AddFault(new FaultRule
            {
                Operation = "*CustomModel",
                Name = $"m{i}",
                Delay = TimeSpan.FromMilliseconds((12 - i) * 8)
            });
        var rows = "$rows = 0..11 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package }; "
            + "if ($_ % 4 -eq 0) { [pscustomobject]@{ ModelName = 'bad'; ModelPackageArn = $package } } }\n";
        string[] expected = ["m0", "ConflictException", "m1", "m2", "m3", "m4", "ConflictException", "m5", "m6", "m7", "m8",
            "ConflictException", "m9", "m10", "m11"];

        Assert.Equal(expected, InOrder($"{rows} $rows | New-BedrockCustomModel -ThrottleLimit {limit}"));
        Assert.Equal(["m3", "ResourceNotFoundException", "m2", "m1"],
            InOrder($"'m3', 'nope', 'm2', 'm1' | Get-BedrockCustomModel -ThrottleLimit {limit}"));
        Assert.Equal(["ResourceNotFoundException", "ResourceNotFoundException"],
            InOrder($"'m3', 'nope', 'm2', 'm3', 'm1' | Remove-BedrockCustomModel -Force -ThrottleLimit {limit}").Take(2));
    }

    /// <summary>Output and errors, as they came: the name of a model, or the id of an error.</summary>
    private List<string> InOrder(string script)
    {
        var result = _shell.Run($"& {{ {script} }} 2>&1");
        Assert.Null(result.Terminating);
        return [.. result.Output.Select(item => item.BaseObject is ErrorRecord error ? ScriptResult.IdOf(error)
            : ((CustomModel)item.BaseObject).ModelName!)];
    }
}
