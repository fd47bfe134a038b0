namespace BedrockModels.Waiting;

/// <summary>A resource that is looked at, for all the items that name it in the same way.</summary>
internal sealed class Watched(IReadOnlyList<WaitItem> items)
{
    public IReadOnlyList<WaitItem> Items { get; } = items;

    public WaitItem Item => Items[0];

    /// <summary>The last status; null until the resource was seen.</summary>
    public string? Status { get; set; }

    /// <summary>Whether any look, sweeps included, has shown the resource.</summary>
    public bool Seen { get; set; }

    /// <summary>What the sweep under way has shown of it.</summary>
    public WaitSighting? Shown { get; set; }

    /// <summary>Whether its items have had their final event.</summary>
    public bool Ended { get; set; }
}
