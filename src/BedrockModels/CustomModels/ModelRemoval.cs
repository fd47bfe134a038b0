namespace BedrockModels;

/// <summary>Deletes a model, with -Cascade after its deployments and Provisioned Throughput. Else an error names these.</summary>
internal sealed class ModelRemoval(BedrockClient client, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The deployments and Provisioned Throughput of a model.</summary>
    public async Task<IReadOnlyList<ModelUse>> FindUsesAsync(string identifier, CancellationToken ct)
    {
        var arn = Arn.LooksLikeOne(identifier)
            ? identifier
            : (await Resources.CustomModels.GetAsync(client, identifier, ct).ConfigureAwait(false)).ModelArn!;
        return (await RegionUses.ReadAsync(client, arn, ct).ConfigureAwait(false)).UsesOf(arn);
    }

    /// <summary>Deletes the uses of a model, waits until they no longer exist, then deletes the model.</summary>
    /// <exception cref="BedrockException">A step failed. The steps before it are done.</exception>
    public async Task DeleteAsync(string identifier, IReadOnlyList<ModelUse> uses, CancellationToken ct)
    {
        foreach (var use in uses)
            await use.Resource.DeleteAsync(client, use.Arn, ct).ConfigureAwait(false);
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
        }

        await WaitUntilGoneAsync(new ModelUse(Resources.CustomModels, model), ct).ConfigureAwait(false);
    }

    private async Task DeleteAsync(string identifier, CancellationToken ct)
    {
        try
        {
            await Resources.CustomModels.DeleteAsync(client, identifier, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode is ErrorCode.Conflict or ErrorCode.Validation)
        {
            if (await UsesOrNoneAsync(identifier, ct).ConfigureAwait(false) is not { Count: > 0 } uses)
                throw;
            throw ErrorRecords.ModelInUse(exception, Labels.For(identifier), uses);
        }
    }

    /// <summary>The uses of a model; none if the caller may delete but not list.</summary>
    private async Task<IReadOnlyList<ModelUse>> UsesOrNoneAsync(string identifier, CancellationToken ct)
    {
        try
        {
            return await FindUsesAsync(identifier, ct).ConfigureAwait(false);
        }
        catch (BedrockException)
        {
            return [];
        }
    }

    private async Task WaitUntilGoneAsync(ModelUse use, CancellationToken ct)
    {
        var pace = new PollPace(LongestPause, Random.Shared);
        for (var started = time.GetTimestamp(); ;)
        {
            try
            {
                await use.Resource.ReadAsync(client, use.Arn, ct).ConfigureAwait(false);
            }
            catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
            {
                return;
            }

            var left = LongestWait - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                throw ErrorRecords.DeletionTimedOut(use, LongestWait);
            await Task.Delay(pace.Next(slowed: false, left), time, ct).ConfigureAwait(false);
        }
    }
}
