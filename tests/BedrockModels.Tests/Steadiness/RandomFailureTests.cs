using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Steadiness;

public sealed class RandomFailureTests
{
    private const int Models = 10_000;

    /// <summary>One request in ten fails, in one of five ways; what is lost is told, and a second run with -IfExists Return makes up for it.</summary>
    [Fact]
    public void Ten_thousand_creates_make_ten_thousand_models_and_every_error_is_accounted_for()
    {
        using var shell = new TestShell(new EmulatorOptions
        {
            ActivationTime = TimeSpan.Zero,
            ModelQuota = int.MaxValue,
            Faults =
            [
                new FaultRule { Operation = "CreateCustomModel", Drop = Drop.After, Probability = 0.02, Seed = 1 },
                new FaultRule { Operation = "CreateCustomModel", Drop = Drop.Before, Probability = 0.02, Seed = 2 },
                new FaultRule { Operation = "CreateCustomModel", Cut = true, Probability = 0.02, Seed = 3 },
                new FaultRule { Operation = "CreateCustomModel", Error = "InternalServerException", Probability = 0.02, Seed = 4 },
                new FaultRule { Operation = "CreateCustomModel", Error = "ThrottlingException", Probability = 0.02, Seed = 5 },
            ],
        });
        shell.Set("models", Models);
        var first = shell.Run("1..$models | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | New-BedrockCustomModel -ThrottleLimit 8");
        var made = first.OutputOf<CustomModel>();
        Assert.Null(first.Terminating);
        Assert.Equal(Models, made.Count + first.Errors.Count);
        Assert.Equal(Enumerable.Range(1, Models).Select(number => $"m{number}"),
            made.Select(model => model.ModelName!).Concat(first.Errors.Select(NameOf)).OrderBy(name => int.Parse(name.AsSpan(1), provider: null)));

        shell.Set("again", first.Errors.Select(error => error.TargetObject).ToArray());
        for (var round = 0; round < 20; round++)
        {
            var more = shell.Run("$again | New-BedrockCustomModel -ThrottleLimit 8 -IfExists Return");
            shell.Set("again", more.Errors.Select(error => error.TargetObject).ToArray());
            if (more.Errors.Count == 0)
                break;
        }

        var listed = shell.Run("Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>();
        Assert.Equal(Models, listed.Count);
        Assert.Equal(Models, listed.Select(model => model.ModelName).Distinct().Count());
        Assert.Empty(made.Select(model => model.ModelArn).Except(listed.Select(model => model.ModelArn)));
    }

    private static string NameOf(ErrorRecord error) => ((PSObject)error.TargetObject).Properties["ModelName"].Value.ToString()!;
}
