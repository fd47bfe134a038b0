using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BedrockModels.Emulator;

/// <summary>The JSON of the state file. A member that it does not have is refused: it is a slip of the hand that wrote it.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(EmulatorState))]
internal sealed partial class StateJson : JsonSerializerContext
{
    private static StateJson? _context;

    /// <summary>The context to use: text is written as it stands, without \u escapes that only HTML needs.</summary>
    public static StateJson Context => _context ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
