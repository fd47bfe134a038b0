namespace BedrockModels.Emulator;

/// <summary>The state file. Whoever writes one by hand needs no more than <c>regions</c>, a Region, and names.</summary>
internal sealed class EmulatorState
{
    /// <summary>The version of the format.</summary>
    public int Version { get; set; } = 1;

    public SortedDictionary<string, RegionState> Regions { get; set; } = new(StringComparer.Ordinal);
}
