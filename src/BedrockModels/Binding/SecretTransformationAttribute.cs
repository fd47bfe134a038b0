using System.Management.Automation;
using System.Net;
using System.Security;

namespace BedrockModels;

/// <summary>Takes a secret as a SecureString or a string.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ObjectMembers.Bare(inputData) is SecureString secret ? new NetworkCredential("", secret).Password : inputData;
}
