namespace BedrockModels.Emulator;

/// <summary>What a request asks a model. No error quotes a value of it: prompts are private.</summary>
internal sealed class RuntimePrompt
{
    private const string NotUser =
        "A conversation must start with a user message. Try again with a conversation that starts with a user message.";

    private const string NotAlternating = "A conversation must alternate between user and assistant roles. "
        + "Make sure the conversation alternates between user and assistant roles and try again.";

    /// <summary>The messages in their order; the roles alternate, and the first is that of the user.</summary>
    public required IReadOnlyList<(string Role, string Text)> Messages { get; init; }

    /// <summary>The text of the last message of the user.</summary>
    public string Text => Messages.Last(message => message.Role == "user").Text;

    public string System { get; private init; } = "";

    /// <summary>After how many tokens the answer ends; null for no limit.</summary>
    public int? MaxTokens { get; private init; }

    public IReadOnlyList<string> StopSequences { get; private init; } = [];

    /// <summary>Reads the body of Converse, or of InvokeModel in the schema of Nova models.</summary>
    /// <exception cref="ServiceException">The body is not valid.</exception>
    public static RuntimePrompt Read(byte[] body, bool isConverse)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, isConverse);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a value of another type, or text with half of a surrogate pair.
            throw ServiceException.Validation("Malformed input request: a value has the wrong type or is not valid JSON, "
                + "please reformat your input and try again.");
        }
    }

    private static RuntimePrompt Read(JsonElement body, bool isConverse)
    {
        if (Get(body, "messages") is not { } messages)
        {
            throw ServiceException.Validation(isConverse ? NotUser
                : "Malformed input request: #: required key [messages] not found, please reformat your input and try again.");
        }

        var config = Get(body, "inferenceConfig");
        CheckRange(config, "temperature");
        CheckRange(config, "topP");
        return new()
        {
            Messages = ReadMessages(messages),
            System = Get(body, "system") is { } system ? TextOf(system) : "",
            MaxTokens = ReadMaxTokens(Get(config, "maxTokens") ?? (isConverse ? null : Get(config, "max_new_tokens"))),
            StopSequences = Get(config, "stopSequences") is { } stops ? [.. stops.EnumerateArray().Select(stop => stop.GetString()!)] : [],
        };
    }

    private static List<(string Role, string Text)> ReadMessages(JsonElement messages)
    {
        var read = new List<(string Role, string Text)>();
        foreach (var message in messages.EnumerateArray())
        {
            var (role, expected) = (Get(message, "role")?.GetString(), read.Count % 2 == 0 ? "user" : "assistant");
            if (role != expected)
                throw ServiceException.Validation(read.Count == 0 ? NotUser : NotAlternating);
            if (Get(message, "content") is not { } content || content.GetArrayLength() == 0)
            {
                throw ServiceException.Validation($"The content field in the Message object at messages.{read.Count} is empty. "
                    + "Add a ContentBlock object to the content field and try again.");
            }

            read.Add((role, TextOf(content)));
        }

        return read.Count > 0 ? read : throw ServiceException.Validation(NotUser);
    }

    private static int? ReadMaxTokens(JsonElement? number) => number is not { } value ? null
        : value.TryGetInt32(out var tokens) && tokens >= 1 ? tokens
        : throw OutOfRange("maxTokens", "Member must have value greater than or equal to 1");

    private static void CheckRange(JsonElement? config, string name)
    {
        if (Get(config, name)?.GetDouble() is < 0 or > 1)
            throw OutOfRange(name, "Member must have value between 0 and 1");
    }

    private static ServiceException OutOfRange(string name, string rule) => ServiceException.Validation(
        $"1 validation error detected: Value at 'inferenceConfig.{name}' failed to satisfy constraint: {rule}");

    /// <summary>The text of the blocks that have one; an image, for example, has none.</summary>
    private static string TextOf(JsonElement blocks) =>
        string.Join('\n', blocks.EnumerateArray().Select(block => Get(block, "text")?.GetString()).OfType<string>());

    private static JsonElement? Get(JsonElement? parent, string name) =>
        parent is { } element && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
