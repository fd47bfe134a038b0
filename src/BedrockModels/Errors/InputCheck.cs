using System.Management.Automation;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>Checks what a caller gave against the API's constraints, and says in one sentence what is wrong.</summary>
internal static class InputCheck
{
    /// <summary>The sentence about a value; null where the value is right.</summary>
    /// <param name="parameter">The parameter, such as <c>-ModelName</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="constraint">The constraint.</param>
    public static string? Sentence(string parameter, string value, Constraint constraint)
    {
        if (constraint.Check(value) == Violations.None)
            return null;
        var example = constraint.Example.Length > 0 && constraint.Values is null ? $", such as {constraint.Example}" : "";
        return $"{parameter} is {(value.Length == 0 ? "empty" : InputText.Quote(value))}: it takes {constraint.Words}{example}.";
    }

    /// <summary>The error about a value; null where the value is right or not given.</summary>
    public static ErrorRecord? Value(string parameter, string? value, Constraint constraint, object? target)
    {
        if (value is null || Sentence(parameter, value, constraint) is not { } sentence)
            return null;
        return ErrorRecords.OfInput(ErrorId.Invalid(parameter), sentence, target);
    }

    /// <summary>The error about a name that must be there; null where it is right.</summary>
    public static ErrorRecord? Name(ErrorId missing, string parameter, string? name, Constraint constraint, object? target) => name is null
        ? ErrorRecords.OfInput(missing, $"{parameter} is not given, and the input carries no name to take: it takes {constraint.Words}, such as {constraint.Example}.", target)
        : Value(parameter, name, constraint, target);

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

    /// <summary>The error about an identifier that does not name one resource; null where it does.</summary>
    public static ErrorRecord? One(Resource resource, string identifier, object target) =>
        One(resource.Parameter, identifier, resource.Identifier, resource.GetCommand, target);

    /// <summary>The same for a parameter of another name.</summary>
    public static ErrorRecord? One(string parameter, string identifier, Constraint constraint, string getCommand, object target) =>
        WildcardPattern.ContainsWildcardCharacters(identifier)
            ? ErrorRecords.OfInput(
                ErrorId.WildcardNotAllowed,
                $"{parameter} is {InputText.Quote(identifier)}: wildcards are not taken here; pipe from {getCommand} instead, such as {getCommand} {InputText.Quote(identifier)} | ...",
                identifier)
            : Value(parameter, identifier, constraint, target);
}
