namespace BedrockModels.Emulator;

/// <summary>TagResource, UntagResource, ListTagsForResource.</summary>
internal static class TagOperations
{
    public static object? Tag(Call call)
    {
        Add(Find(call), call.Input.Tags("tags")!);
        return null;
    }

    public static object? Untag(Call call)
    {
        var resource = Find(call);
        var keys = call.Input.Strings("tagKeys");
        foreach (var key in keys)
            RefuseReserved(key);
        foreach (var key in keys)
            resource.Tags.Remove(key);
        return null;
    }

    public static object List(Call call) =>
        new ListTagsForResourceResponse([.. Find(call).Tags.Select(tag => new ResourceTag { Key = tag.Key, Value = tag.Value })]);

    /// <summary>Adds tags to those of a resource; an existing key gets the new value.</summary>
    public static void Add(StoredResource resource, IReadOnlyList<ResourceTag> added)
    {
        var result = new Dictionary<string, string>(resource.Tags, StringComparer.Ordinal);
        foreach (var tag in added)
        {
            RefuseReserved(tag.Key);
            result[tag.Key] = tag.Value;
        }

        if (result.Count > Constraints.TagsPerResource)
        {
            throw new ServiceException(ErrorCode.TooManyTags,
                $"The resource would have {result.Count} tags; it can have {Constraints.TagsPerResource}.", resource.Arn);
        }

        resource.Tags = result;
    }

    private static void RefuseReserved(string key)
    {
        if (Constraints.IsReservedTagKey(key))
            throw ServiceException.Validation($"The tag key '{key}' begins with 'aws:', which is reserved.");
    }

    private static StoredResource Find(Call call)
    {
        var arn = call.Input.Required("resourceARN");
        return call.Store.FindArn(arn) ?? throw ServiceException.NotFound($"The resource {arn} was not found.");
    }
}
