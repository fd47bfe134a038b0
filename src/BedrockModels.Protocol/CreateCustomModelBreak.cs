namespace BedrockModels.Protocol;

/// <summary>Which rule across members a CreateCustomModel request breaks.</summary>
internal enum CreateCustomModelBreak
{
    TwoSources,
    NoSource,
    RoleMissing,
}
