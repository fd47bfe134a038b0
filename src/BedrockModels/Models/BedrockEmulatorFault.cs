namespace BedrockModels;

/// <summary>A scripted fault of an emulator, and how often it was used.</summary>
public sealed class BedrockEmulatorFault
{
    internal BedrockEmulatorFault(IDictionary definition, int useCount) => (Definition, UseCount) = (definition, useCount);

    /// <summary>The settings of the fault, as -Fault or -FailModel specified them.</summary>
    public IDictionary Definition { get; }

    /// <summary>The number of requests that the fault was applied to.</summary>
    public int UseCount { get; }

    /// <summary>Returns the settings and the number in one line.</summary>
    public override string ToString() => $"{Format(Definition)}: {UseCount}";

    private static string Format(IDictionary settings) => string.Join("; ", settings.Cast<DictionaryEntry>()
        .Select(entry => $"{entry.Key} = {(entry.Value is IDictionary nested ? $"@{{ {Format(nested)} }}" : entry.Value)}").Order());
}
