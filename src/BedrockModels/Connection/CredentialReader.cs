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

    /// <summary>The source behind an object; null where no keys can be found in it.</summary>
    public static CredentialSource? Read(string name, object source)
    {
        var bare = ObjectMembers.Bare(source);
        if (bare is PSCredential credential)
        {
            var pair = credential.GetNetworkCredential();
            return Fixed(name, new AccessKeys(credential.UserName, pair.Password, null));
        }

        if (FromMembers(source) is { } keys)
            return Fixed(name, keys);

        // Use-STSRole answers its keys in a member of its own.
        if (ObjectMembers.Get(source, "Credentials") is { } nested && FromMembers(nested) is { } nestedKeys)
            return Fixed(name, nestedKeys);
        return bare is null ? null : FromProvider(name, bare);
    }

    public static CredentialSource Fixed(string name, AccessKeys keys) => new(name, keys, () => keys);

    private static AccessKeys? FromMembers(object source)
    {
        var accessKey = ObjectMembers.GetText(source, "AccessKeyId") ?? ObjectMembers.GetText(source, "AccessKey");
        var secretKey = ObjectMembers.GetText(source, "SecretAccessKey") ?? ObjectMembers.GetText(source, "SecretKey");
        var token = ObjectMembers.GetText(source, "SessionToken") ?? ObjectMembers.GetText(source, "Token");
        return accessKey is null || secretKey is null ? null : new AccessKeys(accessKey, secretKey, token);
    }

    /// <summary>An object whose GetCredentials() hands out keys, or one that holds such an object in its member Credentials.</summary>
    private static CredentialSource? FromProvider(string name, object holder)
    {
        var provider = Provides(holder) ? holder : ReadMember(holder, "Credentials");
        return provider is not null && Provides(provider) ? new CredentialSource(name, provider, () => Ask(provider)) : null;
    }

    private static bool Provides(object provider) => GetCredentialsOf(provider) is not null;

    private static MethodInfo? GetCredentialsOf(object provider) =>
        provider.GetType().GetMethod("GetCredentials", BindingFlags.Instance | BindingFlags.Public, Type.EmptyTypes);

    private static AccessKeys Ask(object provider)
    {
        try
        {
            var answer = GetCredentialsOf(provider)!.Invoke(provider, null);
            return answer is not null && FromMembers(answer) is { } keys
                ? keys
                : throw new BedrockException(Protocol.ErrorCode.CredentialsNotFound, $"The credentials object {provider.GetType().FullName} handed out no keys.", null);
        }
        catch (TargetInvocationException problem)
        {
            throw new BedrockException(Protocol.ErrorCode.CredentialsNotFound, $"The credentials object {provider.GetType().FullName} could not get its keys: {problem.InnerException?.Message}", null);
        }
    }

    private static object? ReadMember(object holder, string member) => holder.GetType().GetProperty(member, Members)?.GetValue(holder);
}
