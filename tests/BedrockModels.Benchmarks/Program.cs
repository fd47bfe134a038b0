using BedrockModels.Benchmarks;

// A process of its own, for what happens once in a process.
if (args is [ModuleBenchmark.BareFirstCall, var url])
{
    await ModuleBenchmark.BareFirstCallAsync(url);
    return 0;
}

// Each prints a table, and fails where a figure misses its target.
var benchmarks = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>(StringComparer.OrdinalIgnoreCase)
{
    ["emulator"] = EmulatorBenchmark.RunAsync,
    ["module"] = ModuleBenchmark.RunAsync,
    ["cold"] = ColdBenchmark.RunAsync,
    ["calls"] = CallFigures.RunAsync,
    ["peers"] = PeerBenchmark.RunAsync,
};
if (args.Length == 0 || args.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is not null)
{
    Console.Error.WriteLine(
        $"Usage: dotnet run -c Release --project tests/BedrockModels.Benchmarks -- {string.Join(" | ", benchmarks.Keys)}");
    return 2;
}

var met = true;
foreach (var name in args)
{
    Console.WriteLine($"{name}, {Environment.ProcessorCount} processors, .NET {Environment.Version}");
    foreach (var figure in await benchmarks[name]())
    {
        Console.WriteLine(figure);
        met &= figure.IsMet;
    }
}

return met ? 0 : 1;
