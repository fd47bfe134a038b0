namespace BedrockModels.Protocol;

/// <summary>Which of a string's constraints a value violates; several can hold at once.</summary>
[Flags]
internal enum Violations
{
    None = 0,
    TooShort = 1,
    TooLong = 2,
    Pattern = 4,
    NotInSet = 8,
}
