namespace BedrockModels;

/// <summary>Accepts a Region as its name, or as an object of AWS Tools or of the SDK that has the name in a member.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegionTransformationAttribute : OptionalTransformationAttribute
{
    protected override object Read(object given) =>
        given as string
        ?? ObjectMembers.GetText(given, "Region")
        ?? ObjectMembers.GetText(given, "SystemName")
        ?? Refusals.UnreadableValue(given, "Region");
}
