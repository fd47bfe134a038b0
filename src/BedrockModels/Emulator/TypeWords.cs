namespace BedrockModels;

/// <summary>What a person calls a type.</summary>
internal static class TypeWords
{
    public static string Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(Int32) => "whole number",
        nameof(Double) => "number",
        nameof(Boolean) => "$true or $false",
        nameof(TimeSpan) => "length of time",
        nameof(DateTimeOffset) => "time",
        _ => "text",
    };
}
