using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Checks what a caller gave against the API's constraints, and says in one sentence what is wrong.</summary>
internal static class InputCheck
{
    /// <summary>The sentence about a value; null where the value is right.</summary>
    /// <param name="parameter">The parameter, such as <c>-ModelName</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="shape">The constraint.</param>
    public static string? Sentence(string parameter, string value, Shape shape)
    {
        if (shape.Check(value) == ConstraintBreaks.None)
            return null;
        var example = shape.Example.Length > 0 && shape.Values is null ? $", such as {shape.Example}" : "";
        return $"{parameter} is {(value.Length == 0 ? "empty" : InputText.Quote(value))}: it takes {shape.Words}{example}.";
    }

    /// <summary>The error about a value; null where the value is right or not given.</summary>
    public static ErrorRecord? Value(string parameter, string? value, Shape shape, object? target)
    {
        if (value is null || Sentence(parameter, value, shape) is not { } sentence)
            return null;
        return ErrorRecords.OfInput(ErrorId.Invalid(parameter), sentence, target);
    }

    /// <summary>The error about a name that must be there; null where it is right.</summary>
    public static ErrorRecord? Name(ErrorId missing, string parameter, string? name, Shape shape, object? target) => name is null
        ? ErrorRecords.OfInput(missing, $"{parameter} is not given, and the input carries no name to take: it takes {shape.Words}, such as {shape.Example}.", target)
        : Value(parameter, name, shape, target);

    /// <summary>The error about a list of tags; null where all of them are right.</summary>
    public static ErrorRecord? Tags(IReadOnlyList<ResourceTag>? tags, object? target)
    {
        if (tags is null)
            return null;
        if (tags.Count > Constraints.TagsPerResource)
            return ErrorRecords.OfInput(ErrorId.TooManyTags, $"-Tag holds {tags.Count} tags: one resource takes at most {Constraints.TagsPerResource}.", target);
        foreach (var tag in tags)
        {
            if (Sentence("A key of -Tag", tag.Key, Constraints.TagKey) is { } aboutKey)
                return ErrorRecords.OfInput(ErrorId.InvalidTagKey, aboutKey, target);
            if (Sentence($"The value of the tag {InputText.Quote(tag.Key)} of -Tag", tag.Value, Constraints.TagValue) is { } aboutValue)
                return ErrorRecords.OfInput(ErrorId.InvalidTagValue, aboutValue, target);
            if (Reserved("A key of -Tag", tag.Key, target) is { } reserved)
                return reserved;
        }

        return null;
    }

    /// <summary>The error about a list of tags that must not be empty; null where it is right.</summary>
    public static ErrorRecord? SomeTags(IReadOnlyList<ResourceTag>? tags, object? target) => tags is null or { Count: 0 }
        ? ErrorRecords.OfInput(ErrorId.TagMissing, $"-Tag holds no tag: give one or more, such as @{{ {Constraints.TagKey.Example} = '{Constraints.TagValue.Example}' }}.", target)
        : Tags(tags, target);

    /// <summary>The error about a list of tag keys; null where all of them are right.</summary>
    public static ErrorRecord? TagKeys(IReadOnlyList<string> keys, object? target) => keys.Count > Constraints.TagKeyList.Maximum
        ? ErrorRecords.OfInput(ErrorId.TooManyTags, $"-TagKey holds {keys.Count} keys: it takes {Constraints.TagKeyList.Words}.", target)
        : keys.Select(key => Value("-TagKey", key, Constraints.TagKey, target) ?? Reserved("-TagKey", key, target)).FirstOrDefault(problem => problem is not null);

    private static ErrorRecord? Reserved(string subject, string key, object? target) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        ? ErrorRecords.OfInput(ErrorId.ReservedTagKey, $"{subject} is {InputText.Quote(key)}: AWS keeps the keys that begin with aws: for itself; take another, such as {Constraints.TagKey.Example}.", target)
        : null;

    /// <summary>The error about a wildcard where one resource must be named; null where there is none.</summary>
    public static ErrorRecord? Wildcard(string parameter, string value, string getCommand) => WildcardPattern.ContainsWildcardCharacters(value)
        ? ErrorRecords.OfInput(ErrorId.WildcardNotAllowed, $"{parameter} is {InputText.Quote(value)}: wildcards are not taken here; pipe from {getCommand} instead, such as {getCommand} {InputText.Quote(value)} | ...", value)
        : null;
}
