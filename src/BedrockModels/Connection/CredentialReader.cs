using System.Management.Automation;
using System.Reflection;
using BedrockModels.Client;

namespace BedrockModels;

/// <summary>
/// Reads keys from what a session can hold: a PSCredential, STS output, a hashtable, or a credentials object of AWS Tools. AWS
/// Tools may be of any version and lives in a load context of its own: it is read by its members' names, never by its types.
/// </summary>
internal static class CredentialReader
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The source behind an object.</summary>
    /// <exception cref="ArgumentException">There are no keys in it, or half a pair.</exception>
    public static CredentialSource Read(string name, object source)
    {
        var bare = ObjectMembers.Bare(source);
        if (bare is PSCredential { Password.Length: > 0 } credential)
            return Fixed(name, new AccessKeys(credential.UserName, credential.GetNetworkCredential().Password, null));

        // Use-STSRole answers its keys in a member of its own.
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

    /// <summary>An object whose GetCredentials() hands out keys, or one that holds such an object in its member Credentials.</summary>
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
