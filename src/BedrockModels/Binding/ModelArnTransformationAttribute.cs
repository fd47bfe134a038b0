namespace BedrockModels;

/// <summary>Accepts a model as its ARN. Anything else becomes a text that the constraint refuses.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ModelArnTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ObjectMembers.Bare(inputData) as string
        ?? (ObjectMembers.GetText(inputData, "ModelArn") is { } arn
            ? InputNote.Attach(arn, new InputNote(inputData, ObjectMembers.GetText(inputData, "ModelName"), null))
            : Refusals.UnreadableValue(inputData, "ModelArn"));
}
