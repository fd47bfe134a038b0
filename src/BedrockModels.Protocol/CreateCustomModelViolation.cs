namespace BedrockModels.Protocol;

/// <summary>Which rule across members a CreateCustomModel request violates.</summary>
internal enum CreateCustomModelViolation
{
    TwoSources,
    NoSource,
    RoleMissing,
}
