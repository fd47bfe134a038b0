using System.Management.Automation;

namespace BedrockModels;

/// <summary>Takes a model where its ARN is wanted. Anything else becomes a text that the constraint refuses in words.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ModelArnTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ObjectMembers.Bare(inputData) as string
        ?? ObjectMembers.GetText(inputData, "ModelArn")
        ?? Refusals.UnreadableValue(inputData, "ModelArn");
}
