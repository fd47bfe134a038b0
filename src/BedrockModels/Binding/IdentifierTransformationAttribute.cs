namespace BedrockModels;

/// <summary>
/// Accepts a resource as its identifier: a string unchanged, else the object's ARN, else its name. Anything else becomes a text in
/// parentheses, which is never a valid identifier, so only this item is refused, not the whole argument.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdentifierTransformationAttribute(string[] arnMembers, string[] nameMembers) : ArgumentTransformationAttribute
{
    /// <param name="item">The type that Get returns; it selects the kind of resource.</param>
    public IdentifierTransformationAttribute(Type item)
        : this(Resources.WithItem(item).ArnMembers, Resources.WithItem(item).NameMembers)
    {
    }
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
        var arn = FirstOf(arnMembers, item);
        var name = FirstOf(nameMembers, item);
        if (Arn.LooksLikeOne(name))
            (arn, name) = (arn ?? name, null);
        return (arn ?? name) is { } identifier
            ? InputNote.Attach(identifier, new InputNote(item, name, ObjectMembers.GetText(item, "Region")))
            : InputNote.Attach(
                Refusals.UnreadableValue(item, $"{arnMembers[0]} or {nameMembers[0]}"),
                new InputNote(item, null, null) { IsReadable = false });
    }

    private static string? FirstOf(string[] members, object item) =>
        members.Select(member => ObjectMembers.GetText(item, member)).FirstOrDefault(value => value is not null);
}
