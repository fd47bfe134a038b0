using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal.Auth;

namespace BedrockModels.Client;

/// <summary>The identity of the caller and the signer that proves it.</summary>
/// <param name="Signer">Signs a request, or adds the bearer token.</param>
/// <param name="ResolveAsync">Resolves the keys or the token, for each call.</param>
internal sealed record PipelineIdentity(ISigner Signer, Func<CancellationToken, Task<BaseIdentity>> ResolveAsync)
{
    /// <summary>Signs with SigV4. Copies the keys per call: the signer reads them twice, and a refresh must not mix two sets.</summary>
    public static PipelineIdentity CreateSigV4(ResolvedCredentials credentials) =>
        new(new AWS4Signer(), async ct => CreateIdentity(await credentials.ReadAsync(ct).ConfigureAwait(false), credentials.Name));

    /// <summary>Sends a Bedrock API key as a bearer token.</summary>
    public static PipelineIdentity CreateBearer(string token) =>
        new(new BearerTokenSigner(), _ => Task.FromResult<BaseIdentity>(new AWSToken { Token = token }));

    /// <summary>Whether a text can be part of a header. Spaces and line breaks come from copying; no key contains them.</summary>
    public static bool IsValidHeaderText(string? text) => text is null || text.All(c => c is > ' ' and < '\x7f');

    public static BedrockException InvalidCharacters(string name) => new(
        ErrorCode.CredentialsNotFound, $"The {name} contains a space, line break or other invalid character. Copy it again.", null);

    private static AWSCredentials CreateIdentity(AccessKeys keys, string name)
    {
        var invalid = !IsValidHeaderText(keys.AccessKey) ? "access key"
            : !IsValidHeaderText(keys.SecretKey) ? "secret key"
            : !IsValidHeaderText(keys.SessionToken) ? "session token" : null;
        return invalid is null ? ResolvedCredentials.CreateStatic(keys) : throw InvalidCharacters($"{invalid} from {name}");
    }
}
