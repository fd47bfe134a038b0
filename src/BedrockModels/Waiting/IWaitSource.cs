namespace BedrockModels.Waiting;

/// <summary>Where a waiter looks. A source knows nothing of time; it throws <see cref="BedrockException"/>.</summary>
/// <typeparam name="T">The resource, as a Get answers it.</typeparam>
internal interface IWaitSource<T>
{
    /// <summary>Looks at one resource.</summary>
    Task<(WaitSighting Sighting, T Value)> GetAsync(WaitItem item, CancellationToken ct);

    /// <summary>Looks at all resources of a Region, page by page.</summary>
    IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region, CancellationToken ct);
}
