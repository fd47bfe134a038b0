using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace BedrockModels.Client;

/// <summary>The identity of the caller and the signer that proves it.</summary>
/// <param name="Signer">Signs a request, or adds the bearer token.</param>
/// <param name="ResolveAsync">Resolves the keys or the token, for each call.</param>
internal sealed record PipelineIdentity(ISigner Signer, Func<CancellationToken, Task<BaseIdentity>> ResolveAsync)
{
    /// <summary>
    /// Asks the source again in place of keys that the service reports as expired; returns null if it has the same keys. Null for a
    /// source that cannot be asked again.
    /// </summary>
    public Func<BaseIdentity, CancellationToken, Task<BaseIdentity?>>? RenewAsync { get; private init; }

    /// <summary>Signs with SigV4. Copies the keys per call: the signer reads them twice, and a refresh must not mix two sets.</summary>
    public static PipelineIdentity CreateSigV4(ResolvedCredentials credentials)
    {
        return new(new AWS4Signer(), async ct => await ReadAsync(ct).ConfigureAwait(false))
        {
            RenewAsync = credentials.Forget is { } forget ? (expired, ct) => RenewAsync((AWSCredentials)expired, forget, ct) : null,
        };

        async Task<AWSCredentials> ReadAsync(CancellationToken ct) =>
            CreateIdentity(await credentials.ReadAsync(ct).ConfigureAwait(false), credentials.Name);

        async Task<BaseIdentity?> RenewAsync(AWSCredentials expired, Action forget, CancellationToken ct)
        {
            // Another call can have renewed the keys since.
            var current = await ReadAsync(ct).ConfigureAwait(false);
            if (!IsExpired(current))
                return current;
            forget();
            current = await ReadAsync(ct).ConfigureAwait(false);
            return IsExpired(current) ? null : current;

            bool IsExpired(AWSCredentials keys) => keys.GetCredentials().Equals(expired.GetCredentials());
        }
    }

    /// <summary>Sends a Bedrock API key as a bearer token.</summary>
    public static PipelineIdentity CreateBearer(string token) =>
        new(new BearerSigner(), _ => Task.FromResult<BaseIdentity>(new AWSToken { Token = token }));

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

    /// <summary>The SDK's signer requires https, which an emulator on this machine does not have.</summary>
    private sealed class BearerSigner : BearerTokenSigner
    {
        public override void Sign(IRequest request, IClientConfig clientConfig, RequestMetrics metrics, BaseIdentity identity)
        {
            if (request.Endpoint.IsLoopback)
                request.Headers["Authorization"] = "Bearer " + ((AWSToken)identity).Token;
            else
                base.Sign(request, clientConfig, metrics, identity);
        }
    }
}
