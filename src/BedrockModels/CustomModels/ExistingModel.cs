namespace BedrockModels;

/// <summary>Finds the existing model with a name, for -IfExists Return, and compares it with the request.</summary>
internal sealed class ExistingModel(BedrockClient client, Action<string> verbose, Action<string> warn)
{
    /// <summary>
    /// Whether an error can mean that the name is already used. The API documents ConflictException; similar operations return
    /// ValidationException for it.
    /// </summary>
    public static bool MayBeMeant(BedrockException exception) =>
        exception.ErrorCode == ErrorCode.Conflict
        || exception.ErrorCode.Contains("InUse", StringComparison.Ordinal)
        || exception.ErrorCode.Contains("AlreadyExists", StringComparison.Ordinal)
        || (exception.ErrorCode == ErrorCode.Validation && IsAboutUsedName(exception.Message));

    /// <returns>The existing model.</returns>
    /// <exception cref="BedrockException">The conflict itself, if no model has that name.</exception>
    public async Task<CustomModel> FindAsync(CreateCustomModelRequest request, BedrockException conflict, CancellationToken ct)
    {
        CustomModel model;
        try
        {
            model = await Resources.CustomModels.GetAsync(client, request.ModelName!, ct).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.ResourceNotFound)
        {
            // The conflict was about something else.
            throw conflict;
        }

        verbose(
            $"The name {request.ModelName} is already used in {client.Region}. "
            + $"Returning the existing model ({model.ModelArn}, {model.ModelStatus}).");
        var (used, requested) = (model.ModelKmsKeyArn, request.ModelKmsKeyArn);
        if (used != requested)
            warn($"The existing model {request.ModelName} uses {Key(used)}, but the request has {Key(requested)}.");
        await CompareTagsAsync(request, model, ct).ConfigureAwait(false);
        return model;
    }

    private async Task CompareTagsAsync(CreateCustomModelRequest request, CustomModel model, CancellationToken ct)
    {
        try
        {
            var there = await client.ListTagsAsync(model.ModelArn!, ct).ConfigureAwait(false);
            if (!Texts(there).SetEquals(Texts(request.ModelTags ?? [])))
                warn($"The existing model {request.ModelName} has {Tags(there)}, but the request has {Tags(request.ModelTags ?? [])}.");
        }
        catch (BedrockException exception)
        {
            warn($"The tags of the existing model {request.ModelName} could not be compared: {exception.Message}");
        }
    }

    private static bool IsAboutUsedName(string message) =>
        ((string[])["already", "exists", "in use", "unique"]).Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> Texts(IReadOnlyList<ResourceTag> tags) => [.. tags.Select(tag => tag.ToString())];

    private static string Tags(IReadOnlyList<ResourceTag> tags) => tags.Count == 0 ? "no tags" : $"the tags {string.Join(", ", tags)}";

    private static string Key(string? arn) => arn is null ? "an AWS owned key" : $"the KMS key {arn}";
}
