using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BedrockModels.Client;

/// <summary>
/// The certificate authorities in AWS_CA_BUNDLE, else in <c>ca_bundle</c> of the profile. As in the AWS CLI, the connections of this
/// module trust them in place of the system's. Bundles are equal if they are the same file with the same content.
/// </summary>
internal sealed record CaBundle(string Path, string Source, FileStamp Stamp)
{
    /// <summary>The configured bundle; null if none is configured.</summary>
    public static CaBundle? Find(ConnectionContext context)
    {
        if (context.GetSetting("AWS_CA_BUNDLE", "ca_bundle") is not var (value, source))
            return null;
        var path = context.Environment.ResolvePath(value);
        return File.Exists(path)
            ? new CaBundle(path, source, FileStamp.Read(path))
            : throw NotUsable(path, source, "does not exist or cannot be read");
    }

    /// <summary>TLS settings that trust only the certificates in the file.</summary>
    public SslClientAuthenticationOptions CreateTlsOptions()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(Path, Source, "does not exist or cannot be read");
        }
        catch (CryptographicException)
        {
            throw NotUsable(Path, Source, "has a certificate that is not valid");
        }

        return policy.CustomTrustStore.Count > 0
            ? new SslClientAuthenticationOptions { CertificateChainPolicy = policy }
            : throw NotUsable(Path, Source, "contains no certificate");
    }

    public override string ToString() => $"{Path} (from {Source})";

    private static BedrockException NotUsable(string path, string source, string reason) => ConnectionErrors.InvalidConnection(
        $"The CA bundle {path} (from {source}) {reason}. Specify a PEM file with the certificates of the authorities to trust.");
}
