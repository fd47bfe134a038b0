namespace BedrockModels;

/// <summary>
/// Reads keys from a PSCredential, STS output, a hashtable or a credentials object of AWS Tools. AWS Tools can have any version and a load
/// context of its own, so its objects are read by member names, never by types.
/// </summary>
internal static class CredentialReader
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The source of the keys in an object.</summary>
    /// <exception cref="ArgumentException">It contains no keys, or a key without its pair.</exception>
    public static CredentialSource Read(string name, object source)
    {
        var bare = ObjectMembers.Bare(source);
        if (bare is PSCredential { Password.Length: > 0 } credential)
            return Fixed(name, new AccessKeys(credential.UserName, credential.GetNetworkCredential().Password, null));

        // Use-STSRole returns the keys in its member Credentials.
        if ((KeysIn(source) ?? KeysIn(ObjectMembers.Get(source, "Credentials"))) is { } keys)
            return Fixed(name, keys);
        return (bare is null ? null : FromProvider(name, bare)) ?? throw Refusal(name, source);
    }

    public static CredentialSource Fixed(string name, AccessKeys keys) => new(name, keys, () => keys);

    private static AccessKeys? KeysIn(object? source) => AccessKeyIn(source) is { } accessKey && SecretKeyIn(source) is { } secretKey
        ? new AccessKeys(accessKey, secretKey, Text(source, "SessionToken") ?? Text(source, "Token"))
        : null;

    private static string? AccessKeyIn(object? source) => Text(source, "AccessKeyId") ?? Text(source, "AccessKey");

    private static string? SecretKeyIn(object? source) => Text(source, "SecretAccessKey") ?? Text(source, "SecretKey");

    /// <summary>A text or a SecureString in a member; null if it is missing or empty.</summary>
    public static string? Text(object? source, string member) =>
        SecretTransformationAttribute.Plain(ObjectMembers.Get(source, member)) is string { Length: > 0 } text ? text : null;

    private static ArgumentException Refusal(string name, object source) => ObjectMembers.Bare(source) switch
    {
        PSCredential => Refusals.CredentialWithoutPassword(name),
        _ when AccessKeyIn(source) is not null => Refusals.CredentialWithoutSecretKey(name),
        _ when SecretKeyIn(source) is not null => Refusals.CredentialWithoutAccessKey(name),
        _ => Refusals.CredentialWithoutKeys(name, source),
    };

    /// <summary>An object whose GetCredentials() returns keys, or an object with such an object in its member Credentials.</summary>
    private static CredentialSource? FromProvider(string name, object holder)
    {
        var provider = Provides(holder) ? holder : ReadMember(holder, "Credentials");
        return provider is not null && Provides(provider) ? new CredentialSource(name, provider, () => Ask(provider)) : null;
    }

    private static bool Provides(object provider) => GetCredentialsOf(provider) is not null;

    private static MethodInfo? GetCredentialsOf(object provider) =>
        provider.GetType().GetMethod("GetCredentials", BindingFlags.Instance | BindingFlags.Public, Type.EmptyTypes);

    private static AccessKeys Ask(object provider) =>
        KeysIn(GetCredentialsOf(provider)!.Invoke(provider, null)) ?? throw Refusals.ProviderWithoutKeys(provider);

    private static object? ReadMember(object holder, string member) => holder.GetType().GetProperty(member, Members)?.GetValue(holder);
}
