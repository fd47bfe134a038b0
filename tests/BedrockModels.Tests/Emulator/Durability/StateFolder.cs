using BedrockModels.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Emulator.Durability;

/// <summary>A folder for one test, with a state file.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrock-state-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "state.json");

    /// <summary>The names of the files in the folder.</summary>
    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    public EmulatorOptions Options(FakeTimeProvider clock) => new() { TimeProvider = clock, StatePath = Path };

    public TestEmulator Start() => new(Options);

    /// <summary>The error message of an emulator that cannot start on this file.</summary>
    public string Refusal() =>
        Assert.Throws<EmulatorException>(() => EmulatorServer.Start(new EmulatorOptions { StatePath = Path })).Message;

    public void Dispose() => _folder.Delete(recursive: true);
}
