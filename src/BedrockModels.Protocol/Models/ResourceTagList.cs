using System.Collections;
using System.Dynamic;

namespace BedrockModels;

/// <summary>
/// The tags of a resource, ordered by key. In PowerShell, a tag is also a member: <c>$model.Tags.Team</c> is the value of the tag Team.
/// </summary>
/// <remarks>
/// PowerShell does not enumerate a dictionary in a pipeline, and it indexes a list that is also a dictionary only by key. A dynamic object
/// is enumerated, and indexed by number and by key. A property of the list itself, such as Count, has precedence over a tag.
/// </remarks>
public sealed class ResourceTagList : DynamicObject, IReadOnlyList<ResourceTag>
{
    private readonly ResourceTag[] _tags;

    /// <param name="tags">The tags of a resource.</param>
    /// <param name="resourceArn">The ARN of the resource. Each tag gets it.</param>
    internal ResourceTagList(IEnumerable<ResourceTag> tags, string? resourceArn)
    {
        _tags = [.. tags.OrderBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).ThenBy(tag => tag.Key, StringComparer.Ordinal)];
        foreach (var tag in _tags)
            tag.ResourceArn = resourceArn;
    }

    /// <summary>The number of tags.</summary>
    public int Count => _tags.Length;

    /// <summary>The tag at a position.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public ResourceTag this[int index] => _tags[index];

    /// <summary>The value of the tag with this key, or else with a key that differs only in case; null if there is none.</summary>
    public string? this[string key] =>
        (_tags.FirstOrDefault(tag => tag.Key == key)
            ?? _tags.FirstOrDefault(tag => tag.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))?.Value;

    /// <inheritdoc/>
    public IEnumerator<ResourceTag> GetEnumerator() => _tags.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result) => (result = this[binder.Name]) is not null;

    /// <inheritdoc/>
    public override IEnumerable<string> GetDynamicMemberNames() => _tags.Select(tag => tag.Key);

    /// <summary>Returns the tags as <c>Stage=test;Team=ML</c>, which -Tag reads.</summary>
    public override string ToString() => string.Join(';', (IEnumerable<ResourceTag>)this);
}
