namespace BedrockModels;

/// <summary>The idempotency tokens of one command. A token prevents a second resource after a retry.</summary>
internal sealed class RequestTokens
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>
    /// Refuses a token that another record used: the service would return the first resource's ARN and not create the second one.
    /// </summary>
    public ErrorRecord? Check(string? token, string name, object? target)
    {
        if (token is null || _names.TryAdd(token, name) || _names[token] == name)
            return null;
        return Refusals.DuplicateClientRequestToken(token, _names[token], name, target);
    }
}
