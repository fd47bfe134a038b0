using System.Collections.Concurrent;

namespace BedrockModels;

/// <summary>
/// Finds the existing model of a request, for -IfExists: by its name, else by the tag with its source. One instance serves one command, and
/// reads the tags of the models of a Region once.
/// </summary>
internal sealed class ExistingModels(Action<string> verbose, Action<string> warn)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<ResourceTagList>>>> _tags = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether an error can mean that the name is already used. The API documents ConflictException; similar operations return
    /// ValidationException for it.
    /// </summary>
    public static bool MayBeMeant(BedrockException exception) =>
        exception.ErrorCode == ErrorCode.Conflict
        || exception.ErrorCode.Contains("InUse", StringComparison.Ordinal)
        || exception.ErrorCode.Contains("AlreadyExists", StringComparison.Ordinal)
        || (exception.ErrorCode == ErrorCode.Validation && IsAboutUsedName(exception.Message));

    /// <summary>The Failed model with the name of a request; null if there is none.</summary>
    /// <exception cref="BedrockException">It has another source, or it cannot be read.</exception>
    public static async Task<CustomModel?> FindFailedAsync(BedrockClient client, CreateCustomModelRequest request, CancellationToken ct)
    {
        if (await ReadAsync(client, request.ModelName!, ct).ConfigureAwait(false) is not var (model, tags)
            || model.ModelStatus != ResourceStatus.Failed)
            return null;
        CheckSource(request, model, tags);
        return model;
    }

    /// <summary>Returns the existing model of a request, or creates it. Models that the command itself creates do not count.</summary>
    /// <param name="client">The client of the Region.</param>
    /// <param name="request">The request.</param>
    /// <param name="failed">The Failed model to delete first; null if there is none.</param>
    /// <param name="create">Sends the request.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="BedrockException">The name has another source or a Failed model, or a call failed.</exception>
    public async Task<CustomModel> FindOrCreateAsync(
        BedrockClient client, CreateCustomModelRequest request, CustomModel? failed, Func<Task<CustomModel>> create, CancellationToken ct)
    {
        var source = CreateCustomModelInput.SourceOf(request) ?? "";
        try
        {
            var existing = failed is null
                ? await FindByNameAsync(client, request, ct).ConfigureAwait(false)
                    ?? await FindBySourceAsync(client, request, source, ct).ConfigureAwait(false)
                : null;
            if (failed is not null)
                await new ModelRemoval(client, TimeProvider.System).DeleteAndWaitAsync(failed, ct).ConfigureAwait(false);
            if (existing is not null)
                return existing;
            return await create().ConfigureAwait(false);
        }
        catch (BedrockException exception)
            when (exception.Operation == Operations.CreateCustomModel.Name && MayBeMeant(exception))
        {
            // Another command was faster. If no model has the name, the conflict was about something else.
            if (await FindByNameAsync(client, request, ct).ConfigureAwait(false) is { } other)
                return other;
            throw;
        }
    }

    private async Task<CustomModel?> FindByNameAsync(BedrockClient client, CreateCustomModelRequest request, CancellationToken ct)
    {
        if (await ReadAsync(client, request.ModelName!, ct).ConfigureAwait(false) is not var (model, tags))
            return null;
        CheckSource(request, model, tags);
        if (model.ModelStatus == ResourceStatus.Failed)
            throw ErrorRecords.ExistingModelFailed(model);
        verbose(
            $"The name {request.ModelName} is already used in {client.Region}. "
            + $"Returning the existing model ({model.ModelArn}, {model.ModelStatus}).");
        if (SourceTag.Find(tags) is null)
            warn($"The existing model {model.ModelName} has no tag with its source. It may have another source than the request.");
        Compare(request, model, tags);
        return model;
    }

    /// <summary>
    /// A model of the same source under another name, Active before Creating. A Failed one does not count, nor one of another account,
    /// whose tags cannot be read.
    /// </summary>
    private async Task<CustomModel?> FindBySourceAsync(
        BedrockClient client, CreateCustomModelRequest request, string source, CancellationToken ct)
    {
        if (source.Length == 0)
            return null;
        var all = await _tags.GetOrAdd(client.Region, _ => new(() => ReadTagsAsync(client, ct))).Value.ConfigureAwait(false);
        var arns = all.Where(tags => tags.Any(tag => SourceTag.Matches(tag, source))).Select(tags => tags[0].ResourceArn);
        foreach (var arn in arns.OfType<string>())
        {
            if (await ReadAsync(client, arn, ct).ConfigureAwait(false) is not var (model, tags)
                || model.ModelStatus == ResourceStatus.Failed)
                continue;
            warn(
                $"The model {model.ModelName} ({model.ModelArn}, {model.ModelStatus}) has the same source. "
                + $"It is returned, and {request.ModelName} is not created.");
            Compare(request, model, tags);
            return model;
        }

        return null;
    }

    /// <summary>The tags of each model of the account. One after the other: -ThrottleLimit counts the rows that wait for this.</summary>
    private static async Task<IReadOnlyList<ResourceTagList>> ReadTagsAsync(BedrockClient client, CancellationToken ct)
    {
        var models = new List<CustomModelSummary>();
        var owned = new ListCustomModelsRequest { IsOwned = true, MaxResults = Constraints.LargestPage };
        await foreach (var page in client.ListAsync(Operations.ListCustomModels, owned, ct).ConfigureAwait(false))
            models.AddRange(page.Where(model => model.ModelStatus != ResourceStatus.Failed));
        var all = new List<ResourceTagList>();
        foreach (var model in models.OrderBy(model => model.ModelStatus != ResourceStatus.Active))
        {
            try
            {
                all.Add(await client.ListTagsAsync(model.ModelArn!, ct).ConfigureAwait(false));
            }
            catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
            {
                // The model was deleted since the list was read.
            }
        }

        return all;
    }

    /// <summary>A model with its tags; null if it does not exist.</summary>
    private static async Task<(CustomModel Model, ResourceTagList Tags)?> ReadAsync(
        BedrockClient client, string identifier, CancellationToken ct)
    {
        try
        {
            var model = await Resources.CustomModels.GetAsync(client, identifier, ct).ConfigureAwait(false);
            return (model, await client.ListTagsAsync(model.ModelArn!, ct).ConfigureAwait(false));
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            return null;
        }
    }

    private static void CheckSource(CreateCustomModelRequest request, CustomModel model, ResourceTagList tags)
    {
        var source = CreateCustomModelInput.SourceOf(request) ?? "";
        if (SourceTag.Find(tags) is { } existing && !tags.Any(tag => SourceTag.Matches(tag, source)))
            throw ErrorRecords.ModelSourceDiffers(model, existing, source);
    }

    private void Compare(CreateCustomModelRequest request, CustomModel model, ResourceTagList tags)
    {
        var (used, requested) = (model.ModelKmsKeyArn, request.ModelKmsKeyArn);
        if (used != requested)
            warn($"The existing model {model.ModelName} uses {Key(used)}, but the request has {Key(requested)}.");
        var (there, wanted) = (Texts(tags), Texts(request.ModelTags ?? []));
        if (!there.ToHashSet().SetEquals(wanted))
            warn($"The existing model {model.ModelName} has {Tags(there)}, but the request has {Tags(wanted)}.");
    }

    private static bool IsAboutUsedName(string message) =>
        ((string[])["already", "exists", "in use", "unique"]).Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static List<string> Texts(IEnumerable<ResourceTag> tags) =>
        [.. tags.Where(tag => !SourceTag.IsOne(tag)).Select(tag => tag.ToString())];

    private static string Tags(List<string> tags) => tags.Count == 0 ? "no tags" : $"the tags {string.Join(", ", tags)}";

    private static string Key(string? arn) => arn is null ? "an AWS owned key" : $"the KMS key {arn}";
}
