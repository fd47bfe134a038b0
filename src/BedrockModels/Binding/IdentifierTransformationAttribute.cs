namespace BedrockModels;

/// <summary>
/// Accepts a resource as its identifier: a string unchanged, else the object's ARN, else its name. Anything else becomes a text in
/// parentheses, which is never a valid identifier, so only this item is refused, not the whole argument.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdentifierTransformationAttribute(string arnMembers, string nameMembers) : ArgumentTransformationAttribute
{
    private readonly string[] _arnMembers = arnMembers.Split(' ');
    private readonly string[] _nameMembers = nameMembers.Split(' ');

    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LanguagePrimitives.GetEnumerable(ObjectMembers.Bare(inputData)) is { } many
            ? many.Cast<object?>().Select(One).ToArray()
            : new[] { One(inputData) };

    private string One(object? item)
    {
        if (ObjectMembers.Bare(item) is string text)
            return text;
        if (item is null || ObjectMembers.Bare(item) is null)
            return "(null)";
        var arn = FirstOf(_arnMembers, item);
        var name = FirstOf(_nameMembers, item);
        return (arn ?? name) is { } identifier
            ? InputNote.Attach(identifier, new InputNote(item, name, ObjectMembers.GetText(item, "Region")))
            : InputNote.Attach(
                Refusals.UnreadableValue(item, $"{_arnMembers[0]} or {_nameMembers[0]}"), new InputNote(item, null, null));
    }

    private static string? FirstOf(string[] members, object item) =>
        members.Select(member => ObjectMembers.GetText(item, member)).FirstOrDefault(value => value is not null);
}
