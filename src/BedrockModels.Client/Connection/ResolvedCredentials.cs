namespace BedrockModels.Client;

/// <summary>The credentials of a connection.</summary>
/// <param name="Name">The name of the source in messages.</param>
/// <param name="Identity">Credentials with equal identities share a pipeline.</param>
/// <param name="ReadAsync">Reads the keys for each call. A read that can hang runs on the pool and never delays a cancellation.</param>
internal sealed record ResolvedCredentials(string Name, object Identity, Func<CancellationToken, Task<AccessKeys>> ReadAsync)
{
    /// <summary>The profile of the keys; null if they are not from a profile.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Forgets the keys, so that the next read asks their source again; null for keys without another source.</summary>
    public Action? Forget { get; init; }

    /// <summary>What the caller should know about the keys after they were read; null if they are as they should be.</summary>
    public Func<string?>? Warning { get; init; }

    public static ResolvedCredentials From(CredentialSource source) => source.Identity is AccessKeys keys
        ? FromKeys(source.Name, keys)
        : new(source.Name, source.Identity, ct => Task.Run(() => ReadSource(source), ct));

    /// <param name="name">The name of the source in messages.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="reread">Reads the keys from their source again; null if the call itself has the keys.</param>
    public static ResolvedCredentials FromKeys(string name, AccessKeys keys, Func<AccessKeys?>? reread = null)
    {
        // The same keys of another source are another identity, because they are renewed from there.
        var current = keys;
        return new(name, reread is null ? keys : (name, keys), _ => Task.FromResult(current))
        {
            Forget = reread is null ? null : () => current = reread() ?? current,
        };
    }

    /// <summary>Credentials that refresh themselves. All connections with equal identities share one provider.</summary>
    /// <param name="name">The name of the source in messages.</param>
    /// <param name="identity">Everything that the keys depend on, with the <see cref="RefreshingKeys.Origin"/> of the provider.</param>
    /// <param name="created">The provider, for the first connection with its identity.</param>
    public static ResolvedCredentials FromProvider(string name, object identity, RefreshingKeys created)
    {
        var provider = ClientCache.Current.GetCredentials(identity, created);
        return new(name, identity, ct => Task.Run(() => provider.ReadAsync(ct), ct))
        {
            Forget = provider.Forget,
            Warning = () => provider.Warning,
        };
    }

    /// <summary>Keys in the form that the SDK signs with.</summary>
    public static AWSCredentials CreateStatic(AccessKeys keys) => string.IsNullOrEmpty(keys.SessionToken)
        ? new BasicAWSCredentials(keys.AccessKey, keys.SecretKey)
        : new SessionAWSCredentials(keys.AccessKey, keys.SecretKey, keys.SessionToken);

    private static AccessKeys ReadSource(CredentialSource source)
    {
        try
        {
            return source.Read();
        }
        catch (Exception exception) when (exception is not (BedrockException or OperationCanceledException))
        {
            // The source is not our code, and its exceptions can come from another version of the SDK.
            var reason = exception.GetBaseException().Message.TrimEnd('.');
            throw ConnectionErrors.CredentialsNotFound(
                $"The credentials from {source.Name} could not be read: {reason}. Renew them and try again.");
        }
    }
}
