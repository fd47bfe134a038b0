namespace BedrockModels.Emulator;

/// <summary>Ensures that a request with a request token takes effect at most once per account, Region and operation.</summary>
internal static class Idempotency
{
    /// <summary>Returns the ARN that an earlier request with the same token created, or creates a resource.</summary>
    public static string Run(Call call, EmulatorBehavior behavior, Func<string> create)
    {
        if (call.Input.Text("clientRequestToken") is not { } token)
            return create();
        var key = (call.Operation.Name, token);
        if (call.Store.Tokens.TryGetValue(key, out var first) && IsAlive(first, call.Now, behavior))
        {
            if (behavior.RefuseReplayWithOtherParameters && first.Parameters != HashParameters(call.Input))
                throw new ServiceException(ErrorCode.Conflict, "The client request token was used before with other parameters.");
            return first.Arn;
        }

        var arn = create();
        call.Store.Tokens[key] = new RequestToken
        {
            Operation = call.Operation.Name,
            Token = token,
            Arn = arn,
            Parameters = HashParameters(call.Input),
            Time = call.Now,
        };
        return arn;
    }

    private static bool IsAlive(RequestToken token, DateTimeOffset now, EmulatorBehavior behavior) =>
        behavior.TokenLifetime is not { } lifetime || now - token.Time < lifetime;

    private static string HashParameters(Input input)
    {
        var members = input.Body!.Value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal);
        var text = string.Join('\n', members.Select(member => member.Name + "=" + member.Value.GetRawText()));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
