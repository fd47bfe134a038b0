namespace BedrockModels;

/// <summary>
/// Accepts prompts: texts, each a prompt of its own; or records with a role and a content, which are one conversation; or an object with a
/// Prompt. Anything else becomes a prompt that the cmdlet refuses, because the error of a binding would show the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PromptTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var items = ItemsOf(inputData);
        return items.Count > 0 && items.All(IsMessage)
            ? new object[] { ReadConversation(items) }
            : items.Select(Read).ToArray<object>();
    }

    private static List<object?> ItemsOf(object? input)
    {
        var bare = ObjectMembers.Bare(input);
        return bare is not (string or IDictionary) && LanguagePrimitives.GetEnumerable(bare) is { } many ? [.. many] : [input];
    }

    private static bool IsMessage(object? item) => ObjectMembers.Get(item, "role") is not null;

    private static Prompt ReadConversation(List<object?> items)
    {
        var messages = items
            .Select(item => (
                Role: $"{ObjectMembers.Get(item, "role")}".ToLowerInvariant(),
                Text: TextOf(ObjectMembers.Get(item, "content"))))
            .ToList();
        if (messages.Any(message => message.Role is not ("user" or "assistant")))
            return Prompt.Invalid("has a role that is not user or assistant");
        return messages.Any(message => message.Text is null)
            ? Prompt.Invalid("has a message whose content is not text")
            : new Prompt([.. messages.Select(message => new ModelMessage(message.Role, message.Text!))]);
    }

    private static Prompt Read(object? item)
    {
        if (IsMessage(item))
            return Prompt.Invalid("has texts and messages; use texts only, or records with role and content only");
        return TextOf(ObjectMembers.Bare(item)) is { } text ? Prompt.FromText(text)
            : ObjectMembers.Get(item, "Prompt") is not { } member ? Prompt.Missing
            : TextOf(member) is { } column ? Prompt.FromText(column, isMember: true)
            : ReadConversation(ItemsOf(member));
    }

    /// <summary>The text of a content: text, or blocks with a text as in the API's own JSON. Null if it is something else.</summary>
    private static string? TextOf(object? content) => ObjectMembers.Bare(content) switch
    {
        string text => text,
        IFormattable number when number.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
        IDictionary block => ObjectMembers.GetText(block, "text"),
        IList blocks when blocks.Cast<object?>().Select(TextOf).ToList() is { Count: > 0 } texts && !texts.Contains(null) =>
            string.Join("\n", texts),
        PSObject block => ObjectMembers.GetText(block, "text"),
        _ => null,
    };
}
