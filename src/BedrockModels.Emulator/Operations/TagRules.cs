using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>The rules of tags beyond those of each key and value.</summary>
internal static class TagRules
{
    /// <summary>Adds tags to those a resource has; a key that is there already gets the new value.</summary>
    public static void Add(Dictionary<string, string> tags, IReadOnlyList<ResourceTag> added, string resourceName, EmulatorBehavior behavior)
    {
        var result = new Dictionary<string, string>(tags, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in added)
        {
            RefuseReserved(tag.Key, behavior);
            if (!seen.Add(tag.Key) && behavior.RefuseDuplicateTagKeys)
                throw new ServiceException(ErrorCode.Validation, $"The tag key '{tag.Key}' is given twice.");
            result[tag.Key] = tag.Value;
        }

        if (result.Count > Constraints.TagsPerResource)
        {
            throw new ServiceException(ErrorCode.TooManyTags,
                $"The resource would have {result.Count} tags; it can have {Constraints.TagsPerResource}.", resourceName);
        }

        foreach (var (key, value) in result)
            tags[key] = value;
    }

    public static void RefuseReserved(string key, EmulatorBehavior behavior)
    {
        if (behavior.RefuseReservedTagKeys && key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw new ServiceException(ErrorCode.Validation, $"The tag key '{key}' begins with 'aws:', which is reserved.");
    }
}
