using System.Management.Automation;
using BedrockModels.Emulator;

namespace BedrockModels;

/// <summary>
/// Reads -Credential: a PSCredential, a hashtable or an object with AccessKey and SecretKey (or AccessKeyId and
/// SecretAccessKey, as STS names them), or with a BearerToken. No message quotes a value.
/// </summary>
internal static class EmulatorCredentialReader
{
    /// <exception cref="EmulatorException">Something is missing.</exception>
    public static (EmulatorCredential? Keys, string? BearerToken) Read(object source)
    {
        if ((source is PSObject wrapped ? wrapped.BaseObject : source) is PSCredential credential)
        {
            var pair = credential.GetNetworkCredential();
            return (new EmulatorCredential { AccessKey = credential.UserName, SecretKey = pair.Password }, null);
        }

        var settings = new SettingReader("Credential", source, isSecret: true);
        if (settings.Take<string>("BearerToken") is { Length: > 0 } token)
            return (null, token);
        var accessKey = settings.Take<string>("AccessKey") ?? settings.Take<string>("AccessKeyId");
        var secretKey = settings.Take<string>("SecretKey") ?? settings.Take<string>("SecretAccessKey");
        if (string.IsNullOrEmpty(accessKey) || string.IsNullOrEmpty(secretKey))
            throw EmulatorRefusals.CredentialWithoutKeys();
        var keys = new EmulatorCredential
        {
            AccessKey = accessKey,
            SecretKey = secretKey,
            SessionToken = settings.Take<string>("SessionToken"),
            Expiration = settings.Take<DateTimeOffset?>("Expiration"),
        };
        settings.RefuseRest("AccessKey", "SecretKey", "SessionToken", "Expiration");
        return (keys, null);
    }
}
