using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace BedrockModels.Benchmarks;

/// <summary>Runs <see cref="CallBenchmark"/> and reads the ratios out of its summary.</summary>
internal static class CallFigures
{
    public static Task<IReadOnlyList<Figure>> RunAsync()
    {
        // In this process: what is compared is network and engine, which a process of its own for each would only set up again.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(25);
        var summary = BenchmarkRunner.Run<CallBenchmark>(ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance));
        MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
        var bare = MicrosecondsOf(summary, nameof(CallBenchmark.BareSdk));
        var cmdlet = MicrosecondsOf(summary, nameof(CallBenchmark.Cmdlet));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("GetCustomModel, the bare SDK pipeline", bare, "us"),
            new Figure("GetCustomModel, the cmdlet, per piped item", cmdlet, "us"),
            new Figure("The client against the bare SDK pipeline", MicrosecondsOf(summary, nameof(CallBenchmark.Client)) / bare, "times",
                1.3),
            new Figure("The cmdlet against the bare SDK pipeline", cmdlet / bare, "times", 1.3),
        ]);
    }

    private static double MicrosecondsOf(Summary summary, string name) =>
        summary.Reports.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == name).ResultStatistics!.Median / 1000;
}
