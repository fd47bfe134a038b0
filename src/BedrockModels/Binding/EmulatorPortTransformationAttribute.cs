namespace BedrockModels;

/// <summary>Accepts emulators, or their URLs, as ports, alone or in an array.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EmulatorPortTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ObjectMembers.Bare(inputData) is IList list ? list.Cast<object>().Select(PortOf).ToArray() : PortOf(inputData);

    private static object PortOf(object item) => ObjectMembers.Bare(item) switch
    {
        BedrockEmulator emulator => emulator.Port,
        string text when text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var url) => url.Port,
        _ => item,
    };
}
