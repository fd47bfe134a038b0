namespace BedrockModels;

/// <summary>Deletes a model, with -Cascade after its deployments and Provisioned Throughput. Else an error names these.</summary>
internal sealed class ModelRemoval(BedrockClient client, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The deployments and Provisioned Throughput of a model.</summary>
    public async Task<IReadOnlyList<ModelUse>> FindUsesAsync(string identifier, CancellationToken ct)
    {
        var arn = await ArnOfAsync(identifier, ct).ConfigureAwait(false);
        return (await RegionUses.ReadAsync(client, arn, ct).ConfigureAwait(false)).UsesOf(arn);
    }

    /// <summary>
    /// Deletes the uses of a model, waits until they no longer exist, then deletes the model. Since they were listed, another command can
    /// have deleted a use.
    /// </summary>
    /// <exception cref="BedrockException">A step failed. The steps before it are done.</exception>
    public async Task DeleteAsync(string identifier, IReadOnlyList<ModelUse> uses, CancellationToken ct)
    {
        foreach (var use in uses.Where(use => !IsDeleting(use.Value)))
            await DeleteAsync(use, ct).ConfigureAwait(false);
        foreach (var use in uses)
            await WaitUntilGoneAsync(use, ct).ConfigureAwait(false);
        await DeleteAsync(identifier, ct).ConfigureAwait(false);
    }

    /// <summary>Deletes a model, unless another command deleted it, and waits until it no longer exists.</summary>
    public async Task DeleteAndWaitAsync(CustomModel model, CancellationToken ct)
    {
        try
        {
            await DeleteAsync(model.ModelArn!, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            // It is gone, as wanted.
        }

        await WaitUntilGoneAsync(new ModelUse(Resources.CustomModels, model), ct).ConfigureAwait(false);
    }

    private async Task DeleteAsync(ModelUse use, CancellationToken ct)
    {
        try
        {
            await use.Resource.DeleteAsync(client, use.Arn, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            // It is gone, as wanted.
        }
        catch (BedrockException exception) when (exception.ErrorCode is ErrorCode.Conflict or ErrorCode.Validation)
        {
            if (await ReadOrNullAsync(use, ct).ConfigureAwait(false) is { } value && !IsDeleting(value))
                throw ErrorRecords.UseNotDeleted(exception, use);
        }
    }

    private async Task DeleteAsync(string identifier, CancellationToken ct)
    {
        try
        {
            await Resources.CustomModels.DeleteAsync(client, identifier, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode is ErrorCode.Conflict or ErrorCode.Validation)
        {
            if (await ExplainAsync(identifier, exception, ct).ConfigureAwait(false) is { } inUse)
                throw inUse;
            throw;
        }
    }

    /// <summary>The error with the uses of a model; null if there are none, or if the caller may delete but not list.</summary>
    private async Task<BedrockException?> ExplainAsync(string identifier, BedrockException refusal, CancellationToken ct)
    {
        try
        {
            var arn = await ArnOfAsync(identifier, ct).ConfigureAwait(false);
            if (await FindUsesAsync(arn, ct).ConfigureAwait(false) is { Count: > 0 } uses)
                return ErrorRecords.ModelInUse(refusal, Labels.For(identifier), uses);
            var updates = await RegionUses.FindUpdatesAsync(client, arn, ct).ConfigureAwait(false);
            return updates.Count == 0 ? null : ErrorRecords.ModelInUpdate(refusal, Labels.For(identifier), updates);
        }
        catch (BedrockException)
        {
            return null;
        }
    }

    private async Task<string> ArnOfAsync(string identifier, CancellationToken ct) => Arn.LooksLikeOne(identifier)
        ? identifier
        : (await Resources.CustomModels.GetAsync(client, identifier, ct).ConfigureAwait(false)).ModelArn!;

    private static bool IsDeleting(IResource resource) =>
        string.Equals(resource.Status, ResourceStatus.Deleting, StringComparison.OrdinalIgnoreCase);

    private async Task WaitUntilGoneAsync(ModelUse use, CancellationToken ct)
    {
        var pace = new PollPace(LongestPause, Random.Shared);
        for (var started = time.GetTimestamp(); ;)
        {
            if (await ReadOrNullAsync(use, ct).ConfigureAwait(false) is null)
                return;
            var left = LongestWait - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                throw ErrorRecords.DeletionTimedOut(use, LongestWait);
            await Task.Delay(pace.Next(slowed: false, left), time, ct).ConfigureAwait(false);
        }
    }

    private async Task<IResource?> ReadOrNullAsync(ModelUse use, CancellationToken ct)
    {
        try
        {
            return await use.Resource.ReadAsync(client, use.Arn, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            return null;
        }
    }
}
