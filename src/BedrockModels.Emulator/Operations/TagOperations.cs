namespace BedrockModels.Emulator;

/// <summary>TagResource, UntagResource, ListTagsForResource, and the rules for tags beyond the constraints of each key and value.</summary>
internal sealed class TagOperations(EmulatorBehavior behavior)
{
    public object? Tag(Call call)
    {
        Add(Find(call), call.Input.Tags("tags")!, behavior);
        return null;
    }

    public object? Untag(Call call)
    {
        var resource = Find(call);
        var keys = call.Input.Strings("tagKeys");
        foreach (var key in keys)
            RefuseReserved(key, behavior);
        foreach (var key in keys)
            resource.Tags.Remove(key);
        return null;
    }

    public static object List(Call call) =>
        new ListTagsForResourceResponse([.. Find(call).Tags.Select(tag => new ResourceTag { Key = tag.Key, Value = tag.Value })]);

    /// <summary>Adds tags to those of a resource; an existing key gets the new value.</summary>
    public static void Add(Resource resource, IReadOnlyList<ResourceTag> added, EmulatorBehavior behavior)
    {
        var result = new Dictionary<string, string>(resource.Tags, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in added)
        {
            RefuseReserved(tag.Key, behavior);
            if (!seen.Add(tag.Key) && behavior.RefuseDuplicateTagKeys)
                throw ServiceException.Validation($"The tag key '{tag.Key}' is given twice.");
            result[tag.Key] = tag.Value;
        }

        if (result.Count > Constraints.TagsPerResource)
        {
            throw new ServiceException(ErrorCode.TooManyTags,
                $"The resource would have {result.Count} tags; it can have {Constraints.TagsPerResource}.", resource.Arn);
        }

        resource.Tags = result;
    }

    private static void RefuseReserved(string key, EmulatorBehavior behavior)
    {
        if (behavior.RefuseReservedTagKeys && key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw ServiceException.Validation($"The tag key '{key}' begins with 'aws:', which is reserved.");
    }

    private static Resource Find(Call call)
    {
        var arn = call.Input.Required("resourceARN");
        return call.Store.FindArn(arn) ?? throw ServiceException.NotFound($"The resource {arn} was not found.");
    }
}
