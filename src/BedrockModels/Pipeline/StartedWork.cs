namespace BedrockModels.Pipeline;

/// <summary>A piece of work that was started, and what became of it.</summary>
/// <param name="Label">How a person knows it.</param>
internal sealed record StartedWork(string Label)
{
    /// <summary>What became of it; null while nobody knows.</summary>
    public string? Outcome { get; set; }

    public override string ToString() => $"{Label}: {Outcome ?? "unknown"}";
}
