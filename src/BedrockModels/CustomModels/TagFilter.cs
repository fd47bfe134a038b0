namespace BedrockModels;

/// <summary>The tags that models must have: keys and values without regard to case, values as wildcards.</summary>
internal sealed class TagFilter(IEnumerable<ResourceTag> wanted)
{
    private readonly (string Key, NameWildcard Value)[] _wanted = [.. wanted.Select(tag => (tag.Key, new NameWildcard(tag.Value)))];

    public bool Matches(ResourceTagList tags) => _wanted.All(pair =>
        tags.Any(tag => tag.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase) && pair.Value.IsMatch(tag.Value)));
}
