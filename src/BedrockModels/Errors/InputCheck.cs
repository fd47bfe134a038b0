namespace BedrockModels;

/// <summary>Checks input against the API's constraints. Each check returns the error, or null if the input is valid.</summary>
internal static class InputCheck
{
    /// <summary>Checks a value that may be left out.</summary>
    public static ErrorRecord? Value(string parameter, string? value, Constraint constraint, object? target) =>
        value is null || IsValid(value, constraint) ? null : Refusals.InvalidValue(parameter, value, constraint, target);

    /// <summary>Checks an identifier, unless it came in an object of this module.</summary>
    public static ErrorRecord? Identifier(string parameter, string identifier, Constraint constraint, object? target) =>
        InputNote.IsFromService(identifier) ? null : Value(parameter, identifier, constraint, target);

    /// <summary>Checks the ARN of a model, unless it came in an object of this module.</summary>
    public static ErrorRecord? ModelToDeploy(string model, string? deployment, object? target) =>
        InputNote.IsFromService(model) || IsValid(model, Constraints.CustomModelArn)
            ? null
            : Refusals.InvalidModelToDeploy(model, deployment, target);

    /// <summary>Checks a resource to tag: an ARN, or the name of a custom model.</summary>
    public static ErrorRecord? ResourceToTag(string identifier, object target)
    {
        if (Arn.LooksLikeOne(identifier))
            return Identifier("-ResourceArn", identifier, Constraints.TaggableResourceArn, target);
        if (WildcardPattern.ContainsWildcardCharacters(identifier))
            return Refusals.WildcardNotAllowed("-ResourceArn", identifier, Resources.CustomModels.GetCommand, target);
        return IsValid(identifier, Constraints.ModelName) ? null : Refusals.InvalidResourceToTag(identifier, target);
    }

    /// <summary>Checks a name that must be there.</summary>
    public static ErrorRecord? Name(ErrorId missing, string parameter, string? name, Constraint constraint, object? target) =>
        name is null ? Refusals.NameMissing(missing, parameter, constraint, target) : Value(parameter, name, constraint, target);

    /// <summary>Checks the tags for one resource.</summary>
    public static ErrorRecord? Tags(IReadOnlyList<ResourceTag>? tags, object? target)
    {
        if (tags is null)
            return null;
        if (tags.Count > Constraints.TagsPerResource)
            return Refusals.TooManyTags(tags.Count, target);
        return tags.Select(tag => Tag(tag, target)).FirstOrDefault(error => error is not null);
    }

    /// <summary>Checks tags of which there must be one or more.</summary>
    public static ErrorRecord? SomeTags(IReadOnlyList<ResourceTag>? tags, object? target) =>
        tags is null or { Count: 0 } ? Refusals.TagMissing(target) : Tags(tags, target);

    /// <summary>Checks the tags of a filter. An empty value is an unset variable, and would match no model.</summary>
    public static ErrorRecord? TagFilter(IReadOnlyList<ResourceTag> tags) => tags.Count == 0
        ? Refusals.TagMissing(null)
        : tags.Where(tag => tag.Value.Length == 0).Select(tag => Refusals.TagFilterEmpty(tag.Key)).FirstOrDefault();

    /// <summary>Checks the source of a filter. A tag must be able to have it, or no model could match.</summary>
    public static ErrorRecord? Source(string source)
    {
        if (!IsValid(source, Constraints.ModelPackageArn) && !IsValid(source, Constraints.S3Uri))
            return Refusals.InvalidSource(source);
        return IsValid(SourceTag.ValueFor(source), Constraints.TagValue) ? null : Refusals.SourceNotInTag(source);
    }

    /// <summary>Checks the keys of tags to remove.</summary>
    public static ErrorRecord? TagKeys(IReadOnlyList<string> keys, object? target) => keys.Count > Constraints.TagKeyList.Maximum
        ? Refusals.TooManyTagKeys(keys.Count, target)
        : keys.Select(key => TagKey(key, target)).FirstOrDefault(error => error is not null);

    /// <summary>Checks a text that is sent to a model. The error does not show it.</summary>
    public static ErrorRecord? Text(string parameter, string text) =>
        Prompt.FindProblem(text) is { } problem ? Refusals.InvalidText(parameter, problem) : null;

    /// <summary>Checks an identifier that must name one resource.</summary>
    public static ErrorRecord? One(Resource resource, string identifier, object target) =>
        One(resource.Parameter, identifier, resource.Identifier, resource.GetCommand, target);

    /// <summary>Checks an identifier in a parameter of another name.</summary>
    public static ErrorRecord? One(string parameter, string identifier, Constraint constraint, string getCommand, object target) =>
        WildcardPattern.ContainsWildcardCharacters(identifier) && !InputNote.IsFromService(identifier)
            ? Refusals.WildcardNotAllowed(parameter, identifier, getCommand, target)
            : Identifier(parameter, identifier, constraint, target);

    private static ErrorRecord? Tag(ResourceTag tag, object? target)
    {
        if (!IsValid(tag.Key, Constraints.TagKey))
            return Refusals.InvalidTagKey(tag.Key, target);
        if (!IsValid(tag.Value, Constraints.TagValue))
            return Refusals.InvalidTagValue(tag, target);
        return Constraints.IsReservedTagKey(tag.Key) ? Refusals.ReservedTagKey("-Tag", tag.Key, target) : null;
    }

    private static ErrorRecord? TagKey(string key, object? target) =>
        Value("-TagKey", key, Constraints.TagKey, target)
        ?? (Constraints.IsReservedTagKey(key) ? Refusals.ReservedTagKey("-TagKey", key, target) : null);

    private static bool IsValid(string value, Constraint constraint) => constraint.Check(value) == Violations.None;
}
