using System.Text.Encodings.Web;

namespace BedrockModels.Emulator;

/// <summary>The state file. A file written by hand needs only <c>regions</c>, a Region and names.</summary>
internal sealed class EmulatorState
{
    /// <summary>The version of the format.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The time of the emulator when it wrote the file; null in a file written by hand.</summary>
    public DateTimeOffset? Time { get; set; }

    /// <summary>The account around Bedrock, as -Account of Start-BedrockEmulator has it.</summary>
    public EmulatorAccount? Account { get; set; }

    public SortedDictionary<string, RegionState> Regions { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>One Region in the state file.</summary>
internal sealed class RegionState
{
    public IReadOnlyCollection<ModelResource> Models { get; set; } = [];

    public IReadOnlyCollection<DeploymentResource> Deployments { get; set; } = [];

    public IReadOnlyCollection<ThroughputResource> Throughputs { get; set; } = [];

    public IReadOnlyCollection<RequestToken> RequestTokens { get; set; } = [];
}

/// <summary>The JSON of the state file. Unknown members are refused: they are mistakes in a file written by hand.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(EmulatorState))]
internal sealed partial class StateJson : JsonSerializerContext
{
    private static StateJson? _context;

    /// <summary>The context to use. It writes text unescaped, without the \u escapes that only HTML needs.</summary>
    public static StateJson Context => _context ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
