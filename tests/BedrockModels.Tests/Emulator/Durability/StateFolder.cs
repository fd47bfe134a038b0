using BedrockModels.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Emulator.Durability;

/// <summary>A folder of a test's own with a state file in it.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bedrock-state-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "state.json");

    /// <summary>The names of the files in the folder.</summary>
    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    public EmulatorOptions Options(FakeTimeProvider clock) => new() { TimeProvider = clock, StatePath = Path };

    public TestEmulator Start() => new(Options);

    /// <summary>Why no emulator starts on this file.</summary>
    public string Refusal() =>
        Assert.Throws<EmulatorException>(() => EmulatorServer.Start(new EmulatorOptions { StatePath = Path })).Message;

    public void Dispose() => _folder.Delete(recursive: true);
}
