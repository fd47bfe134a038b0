using System.Net;
using System.Security;

namespace BedrockModels;

/// <summary>Accepts a secret as a SecureString or a string.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The text of a SecureString; any other value unchanged.</summary>
    public static object? Plain(object? value) =>
        ObjectMembers.Bare(value) is SecureString secret ? new NetworkCredential("", secret).Password : value;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Plain(inputData)!;
}
