using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>A source of credentials that won.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Identity">What makes two of them the same.</param>
/// <param name="ReadAsync">Reads the keys, for each call anew. What may hang does so on a thread of its own, where no cancellation waits for it.</param>
internal sealed record ResolvedCredentials(string Name, object Identity, Func<Task<AccessKeys>> ReadAsync)
{
    /// <summary>The profile the keys come from, if they come from one.</summary>
    public string? ProfileName { get; init; }

    /// <summary>A caller's own source.</summary>
    public static ResolvedCredentials From(CredentialSource source) =>
        source.Identity is AccessKeys keys ? FromKeys(source.Name, keys) : new(source.Name, source.Identity, () => Task.Run(() => ReadSource(source)));

    public static ResolvedCredentials FromKeys(string name, AccessKeys keys) => new(name, keys, () => Task.FromResult(keys));

    /// <summary>Credentials that refresh themselves: one object for each identity, so that they are fetched once.</summary>
    public static ResolvedCredentials FromProvider(string name, object identity, Func<AWSCredentials> create)
    {
        var provider = ClientCache.Current.GetCredentials(identity, create);
        return new(name, identity, () => Task.Run(() => ReadProviderAsync(provider, name)));
    }

    private static AccessKeys ReadSource(CredentialSource source)
    {
        try
        {
            return source.Read();
        }
        catch (Exception exception) when (exception is not (BedrockException or OperationCanceledException))
        {
            // It is code of others, and what it throws comes from another version of the SDK as well as from ours.
            throw new BedrockException(ErrorCode.CredentialsNotFound, $"The credentials from {source.Name} could not be read: {exception.GetBaseException().Message.TrimEnd('.')}; renew them and try again.", null);
        }
    }

    private static async Task<AccessKeys> ReadProviderAsync(AWSCredentials provider, string name)
    {
        try
        {
            var keys = await provider.GetCredentialsAsync().ConfigureAwait(false);
            return new AccessKeys(keys.AccessKey, keys.SecretKey, string.IsNullOrEmpty(keys.Token) ? null : keys.Token);
        }
        catch (AmazonClientException)
        {
            throw new BedrockException(ErrorCode.CredentialsNotFound, $"The credentials from {name} had expired when they were handed out; check the clock of this machine and of what hands them out.", null);
        }
    }
}
