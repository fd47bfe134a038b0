using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>TagResource, UntagResource, ListTagsForResource.</summary>
internal sealed class TagOperations(EmulatorBehavior behavior)
{
    public object? Tag(Call call)
    {
        var resource = Find(call);
        TagRules.Add(resource.Tags, call.Input.Tags("tags")!, resource.Arn, behavior);
        return null;
    }

    public object? Untag(Call call)
    {
        var resource = Find(call);
        var keys = call.Input.Strings("tagKeys");
        foreach (var key in keys)
            TagRules.RefuseReserved(key, behavior);
        foreach (var key in keys)
            resource.Tags.Remove(key);
        return null;
    }

    public static object List(Call call) => new ListTagsForResourceResponse
    {
        Tags = [.. Find(call).Tags.Select(tag => new ResourceTag { Key = tag.Key, Value = tag.Value })],
    };

    private static Resource Find(Call call)
    {
        var arn = call.Input.Required("resourceARN");
        return call.Store.FindArn(arn) ?? throw new ServiceException(ErrorCode.ResourceNotFound, $"The resource {arn} was not found.");
    }
}
