namespace BedrockModels;

/// <summary>Accepts emulators as ports, alone or in an array.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmulatorPortTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ObjectMembers.Bare(inputData) is IList list ? list.Cast<object>().Select(PortOf).ToArray() : PortOf(inputData);

    private static object PortOf(object item) => ObjectMembers.Bare(item) is BedrockEmulator emulator ? emulator.Port : item;
}
