using System.Collections;
using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Steadiness;

public sealed class RandomFailureTests
{
    /// <summary>
    /// Sessions that work side by side, each with its share of the models: most of the time goes into pauses before retries.
    /// </summary>
    private const int Sessions = 4;

    private static readonly int Models = Soak.Count(600, 10_000);

    /// <summary>
    /// One request in ten fails, in one of five ways. Each lost model is reported, and a second run with -IfExists Return makes up
    /// for it. 10,000 models in a soak, 600 by default.
    /// </summary>
    [Fact]
    public async Task Creates_with_random_failures_create_each_model_once_and_report_every_error()
    {
        using var shell = new TestShell(new EmulatorOptions
        {
            ActivationTime = TimeSpan.Zero,
            ModelQuota = int.MaxValue,
            Faults =
            [
                new FaultRule { Operation = "CreateCustomModel", Drop = Drop.After, Probability = 0.02, Seed = Soak.Seed + 1 },
                new FaultRule { Operation = "CreateCustomModel", Drop = Drop.Before, Probability = 0.02, Seed = Soak.Seed + 2 },
                new FaultRule { Operation = "CreateCustomModel", Cut = true, Probability = 0.02, Seed = Soak.Seed + 3 },
                new FaultRule { Operation = "CreateCustomModel", Error = "InternalServerException", Probability = 0.02,
                    Seed = Soak.Seed + 4 },
                new FaultRule { Operation = "CreateCustomModel", Error = "ThrottlingException", Probability = 0.02, Seed = Soak.Seed + 5 },
            ],
        });
        var made = (await Task.WhenAll(Enumerable.Range(0, Sessions).Select(number =>
            Task.Factory.StartNew(() => Create(shell.Emulator.EndpointUrl, number), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default))))
            .SelectMany(models => models).ToList();

        var listed = shell.Run("Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>();

        Assert.Equal(Models, listed.Count);
        Assert.Equal(Models, listed.Select(model => model.ModelName).Distinct().Count());
        Assert.Empty(made.Select(model => model.ModelArn).Except(listed.Select(model => model.ModelArn)));

        // Each kind of failure happened: a dropped connection, an error and a throttled request.
        Expect.Each((int[])[0, 429, 500], status =>
            Assert.True(shell.Emulator.RequestCounts.GetValueOrDefault(("CreateCustomModel", status)) > 0, $"No status {status}."));
    }

    private static List<CustomModel> Create(string endpoint, int session)
    {
        using var shell = new TestShell(createEmulator: false);
        shell.Set("connection", new Hashtable
        {
            ["EndpointUrl"] = endpoint,
            ["Region"] = "us-east-1",
            ["AccessKey"] = TestShell.AccessKey,
            ["SecretKey"] = TestShell.SecretKey
        });
        var names = Enumerable.Range(session * Models / Sessions, Models / Sessions).Select(number => $"m{number}").ToList();
        shell.Set("names", names);
        var first = shell.Run($"$names | ForEach-Object {{ [pscustomobject]@{{ ModelName = $_; "
            + $"ModelPackageArn = '{TestShell.Package}' + $_ }} }} | New-BedrockCustomModel @connection -ThrottleLimit 8");
        var made = first.OutputOf<CustomModel>().ToList();
        Assert.Null(first.Terminating);
        Assert.Equal(names.Order(StringComparer.Ordinal),
            made.Select(model => model.ModelName!).Concat(first.Errors.Select(NameOf)).Order(StringComparer.Ordinal));

        shell.Set("again", first.Errors.Select(error => error.TargetObject).ToArray());
        for (var round = 0; round < 20; round++)
        {
            var more = shell.Run("$again | New-BedrockCustomModel @connection -ThrottleLimit 8 -IfExists Return");
            shell.Set("again", more.Errors.Select(error => error.TargetObject).ToArray());
            if (more.Errors.Count == 0)
                break;
        }

        return made;
    }

    private static string NameOf(ErrorRecord error) => ((PSObject)error.TargetObject).Properties["ModelName"].Value.ToString()!;
}
