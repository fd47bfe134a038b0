namespace BedrockModels.Protocol;

/// <summary>
/// The rules of CreateCustomModel that span members: exactly one source, and a role with S3. The API page states the
/// first half ("but not both") and the role; that one of the two sources is needed follows from it.
/// </summary>
internal static class CreateCustomModelRules
{
    /// <summary>The first rule that a request violates; null where it violates none. A role with a model package is allowed.</summary>
    public static CreateCustomModelViolation? Check(bool hasPackage, bool hasS3, bool hasRole) => (hasPackage, hasS3, hasRole) switch
    {
        (true, true, _) => CreateCustomModelViolation.TwoSources,
        (false, false, _) => CreateCustomModelViolation.NoSource,
        (false, true, false) => CreateCustomModelViolation.RoleMissing,
        _ => null,
    };
}

/// <summary>Which rule across members a CreateCustomModel request violates.</summary>
internal enum CreateCustomModelViolation
{
    TwoSources,
    NoSource,
    RoleMissing,
}
