using System.Globalization;

namespace BedrockModels.Emulator;

/// <summary>Reads what a query says as text.</summary>
internal static class WireValue
{
    public static int? ParseInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static bool? ParseBoolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };
}
