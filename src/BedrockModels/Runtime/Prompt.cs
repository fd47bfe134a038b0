using System.Text;

namespace BedrockModels;

/// <summary>A prompt for one request, or the reason why it is refused. Its text is never shown.</summary>
/// <param name="Messages">The messages of the conversation.</param>
internal sealed record Prompt(IReadOnlyList<ModelMessage> Messages)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A value without a prompt, for example a deployment.</summary>
    public static Prompt Missing { get; } = new([]) { Problem = "" };

    /// <summary>What is wrong, after the name of the parameter; empty if there is no prompt; null if nothing is wrong.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether the text is a value of its own and not a member of an object.</summary>
    public bool IsValue { get; private init; }

    public static Prompt FromText(string text, bool isMember = false) => new([new ModelMessage("user", text)])
    {
        Problem = FindProblem(text),
        IsValue = !isMember,
    };

    public static Prompt Invalid(string problem) => new([]) { Problem = problem };

    /// <summary>The problem of any of the texts; null if all can be sent.</summary>
    public string? FindProblem() =>
        Problem ?? Messages.Select(message => FindProblem(message.Text)).FirstOrDefault(found => found is not null);

    /// <summary>
    /// Why a text cannot be sent; null if it can. Half of a surrogate pair has no form in UTF-8, so it would arrive changed.
    /// </summary>
    public static string? FindProblem(string text)
    {
        try
        {
            return Strict.GetByteCount(text) == 0 ? "is empty" : null;
        }
        catch (EncoderFallbackException)
        {
            return "has half of a surrogate pair, which is not valid Unicode";
        }
    }

    /// <summary>Only that it is a prompt: the engine shows bound values in its logs.</summary>
    public override string ToString() => nameof(Prompt);
}
