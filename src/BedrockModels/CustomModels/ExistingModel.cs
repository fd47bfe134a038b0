using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Finds the model that has taken a name, for -IfExists Return, and compares it with what was asked for.</summary>
internal sealed class ExistingModel(BedrockClient client, Action<string> verbose, Action<string> warn)
{
    /// <summary>
    /// Whether an error can mean that the name is taken. The API models ConflictException; sibling operations were seen to
    /// answer ValidationException for the same thing.
    /// </summary>
    public static bool MayBeMeant(BedrockException problem) =>
        problem.ErrorCode == ErrorCode.Conflict || problem.ErrorCode.Contains("InUse", StringComparison.Ordinal) || problem.ErrorCode.Contains("AlreadyExists", StringComparison.Ordinal)
        || (problem.ErrorCode == ErrorCode.Validation && SpeaksOfTakenName(problem.Message));

    /// <returns>The model that is there.</returns>
    /// <exception cref="BedrockException">The first error, where no model has that name.</exception>
    public async Task<CustomModel> FindAsync(CreateCustomModelRequest request, BedrockException problem, CancellationToken ct)
    {
        CustomModel model;
        try
        {
            model = await Resources.CustomModels.GetAsync(client, request.ModelName!, ct).ConfigureAwait(false);
        }
        catch (BedrockException missing) when (missing.ErrorCode == ErrorCode.ResourceNotFound)
        {
            // The conflict was about something else.
            throw problem;
        }

        verbose($"The name {request.ModelName} is already used in {client.Region}. Returning the existing model ({model.ModelArn}, {model.ModelStatus}).");
        if (model.ModelKmsKeyArn != request.ModelKmsKeyArn)
            warn($"The existing model {request.ModelName} uses {Key(model.ModelKmsKeyArn)}, but the request has {Key(request.ModelKmsKeyArn)}.");
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
        catch (BedrockException problem)
        {
            warn($"The tags of the existing model {request.ModelName} could not be compared: {problem.Message}");
        }
    }

    private static bool SpeaksOfTakenName(string message) =>
        message.Contains("already", StringComparison.OrdinalIgnoreCase) || message.Contains("exists", StringComparison.OrdinalIgnoreCase)
        || message.Contains("in use", StringComparison.OrdinalIgnoreCase) || message.Contains("unique", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Texts(IReadOnlyList<ResourceTag> tags) => [.. tags.Select(tag => tag.ToString())];

    private static string Tags(IReadOnlyList<ResourceTag> tags) => tags.Count == 0 ? "no tags" : $"the tags {string.Join(", ", tags)}";

    private static string Key(string? arn) => arn is null ? "an AWS owned key" : $"the KMS key {arn}";
}
