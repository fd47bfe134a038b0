using System.Security.Cryptography;
using System.Text;
using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>A request token makes a request happen no more than once per account, Region and operation.</summary>
internal static class Idempotency
{
    private const string Member = "clientRequestToken";

    /// <summary>The ARN that an earlier request with the same token made; null where this is the first.</summary>
    public static string? FindReplay(Call call, EmulatorBehavior behavior)
    {
        if (call.Input.Text(Member) is not { } token || !call.Store.Tokens.TryGetValue((call.Operation.Name, token), out var first))
            return null;
        if (behavior.TokenLifetime is { } lifetime && call.Now - first.Time >= lifetime)
            return null;
        if (behavior.RefuseReplayWithOtherParameters && first.Parameters != HashParameters(call.Input))
            throw new ServiceException(ErrorCode.Conflict, "The client request token was used before with other parameters.");
        return first.Arn;
    }

    /// <summary>Remembers the token of a request that made something.</summary>
    public static void Remember(Call call, string arn)
    {
        if (call.Input.Text(Member) is { } token)
        {
            call.Store.Tokens[(call.Operation.Name, token)] = new RequestToken
            {
                Operation = call.Operation.Name,
                Token = token,
                Arn = arn,
                Parameters = HashParameters(call.Input),
                Time = call.Now,
            };
        }
    }

    private static string HashParameters(Input input)
    {
        var members = input.Body!.Value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal);
        var text = string.Join('\n', members.Select(p => p.Name + "=" + p.Value.GetRawText()));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
