using System.Collections.Concurrent;
using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>A source of credentials that won.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Identity">What makes two of them the same.</param>
/// <param name="ReadAsync">Reads the keys, for each call anew. What may hang does so on a thread of its own, where no cancellation waits for it.</param>
internal sealed record FoundCredential(string Name, object Identity, Func<Task<AccessKeys>> ReadAsync)
{
    private static readonly ConcurrentDictionary<object, AWSCredentials> Providers = new();

    /// <summary>The profile the keys come from, if they come from one.</summary>
    public string? ProfileName { get; init; }

    /// <summary>A caller's own source.</summary>
    public static FoundCredential Of(CredentialSource source) =>
        source.Identity is AccessKeys keys ? Of(source.Name, keys) : new(source.Name, source.Identity, () => Task.Run(() => Read(source)));

    public static FoundCredential Of(string name, AccessKeys keys) => new(name, keys, () => Task.FromResult(keys));

    /// <summary>Credentials that refresh themselves: one object for each identity, so that they are fetched once.</summary>
    public static FoundCredential Of(string name, object identity, Func<AWSCredentials> make)
    {
        var provider = Providers.GetOrAdd(identity, _ => make());
        return new(name, identity, () => Task.Run(() => ReadProviderAsync(provider, name)));
    }

    public static void Forget() => Providers.Clear();

    private static AccessKeys Read(CredentialSource source)
    {
        try
        {
            return source.Read();
        }
        catch (Exception unreadable) when (unreadable is not (BedrockException or OperationCanceledException))
        {
            // It is code of others, and what it throws comes from another version of the SDK as well as from ours.
            throw new BedrockException(ErrorCode.CredentialsNotFound, $"The credentials from {source.Name} could not be read: {unreadable.GetBaseException().Message.TrimEnd('.')}; renew them and try again.", null);
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
