using Amazon.Runtime;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal.Auth;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Who calls, and how the call proves it.</summary>
/// <param name="Signer">The manner of the proof.</param>
/// <param name="ResolveAsync">Finds what to sign with, for each call anew.</param>
internal sealed record PipelineIdentity(ISigner Signer, Func<Task<BaseIdentity>> ResolveAsync)
{
    /// <summary>Signs by SigV4. The keys are taken as they are at the time of the call: the signer asks twice, and a refresh in between must not mix two sets.</summary>
    public static PipelineIdentity CreateSigV4(ResolvedCredentials credential) =>
        new(new AWS4Signer(), async () => CreateIdentity(await credential.ReadAsync().ConfigureAwait(false), credential.Name));

    /// <summary>Sends a Bedrock API key as a bearer token.</summary>
    public static PipelineIdentity CreateBearer(string token) =>
        new(new BearerTokenSigner(), () => Task.FromResult<BaseIdentity>(new AWSToken { Token = token }));

    /// <summary>Whether a text can be part of a header: a space or a line break in it comes from copying, and no key has one.</summary>
    public static bool IsValidHeaderText(string? text) => text is null || text.All(c => c is > ' ' and < '\x7f');

    public static BedrockException InvalidCharacters(string what) =>
        new(ErrorCode.CredentialsNotFound, $"The {what} holds a space, a line break or another sign that no key has; copy it again.", null);

    private static BaseIdentity CreateIdentity(AccessKeys keys, string name)
    {
        if (!IsValidHeaderText(keys.AccessKey) || !IsValidHeaderText(keys.SecretKey) || !IsValidHeaderText(keys.SessionToken))
            throw InvalidCharacters($"{(!IsValidHeaderText(keys.AccessKey) ? "access key" : !IsValidHeaderText(keys.SecretKey) ? "secret key" : "session token")} from {name}");
        return CreateValidIdentity(keys);
    }

    private static BaseIdentity CreateValidIdentity(AccessKeys keys) => string.IsNullOrEmpty(keys.SessionToken)
        ? new BasicAWSCredentials(keys.AccessKey, keys.SecretKey)
        : new SessionAWSCredentials(keys.AccessKey, keys.SecretKey, keys.SessionToken);
}
