namespace BedrockModels.Emulator;

/// <summary>When a fault drops the connection.</summary>
internal enum Drop
{
    None,

    /// <summary>Before the request took effect.</summary>
    Before,

    /// <summary>After the request took effect: the caller cannot know that it did.</summary>
    After,
}
