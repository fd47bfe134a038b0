using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>A session whose emulator makes nothing ready before the test moves its clock. It has two Active models.</summary>
internal sealed class PendingShell : IDisposable
{
    public const string Deployment = "CustomModelDeployment";
    public const string Throughput = "ProvisionedModelThroughput";

    public PendingShell()
    {
        Shell = new TestShell(new EmulatorOptions
        {
            TimeProvider = Clock,
            ActivationTime = TimeSpan.FromMinutes(5),
            Faults = [new FaultRule { Name = "bad*", Fail = "There is no room." }],
        });
        Shell.Run("$PSDefaultParameterValues['*-Bedrock*:PollInterval'] = 0.1; $models = 'one', 'two' | "
            + "ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        Clock.Advance(TimeSpan.FromHours(1));
    }

    public ActivationClock Clock { get; } = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    public TestShell Shell { get; }

    public static IEnumerable<string?> NamesOf(ScriptResult result) => result.Output.Select(item => item.BaseObject switch
    {
        CustomModelDeployment deployment => deployment.ModelDeploymentName,
        ProvisionedModelThroughput throughput => throughput.ProvisionedModelName,
        _ => null,
    });

    public void Create(string kind, params string[] names)
    {
        Shell.Set("names", names);
        Shell.Run(kind == Deployment
            ? "$all = $names | ForEach-Object { New-BedrockCustomModelDeployment $_ -ModelArn $models[0] }"
            : "$all = $names | ForEach-Object { New-BedrockProvisionedModelThroughput $_ -ModelId $models[0] -ModelUnits 1 }").Clean();
    }

    public void Dispose() => Shell.Dispose();
}
