namespace BedrockModels;

/// <summary>The result of one check before a custom model is created, as returned by Test-BedrockCustomModel.</summary>
public sealed class CustomModelCheck
{
    /// <summary>The name of the model that would be created; null if the input has none.</summary>
    public string? ModelName { get; init; }

    /// <summary>The name of the check, which -Skip accepts.</summary>
    public string? Check { get; init; }

    /// <summary>
    /// Pass; Fail, if the model cannot be created; Warning, if it may fail; Unknown, if the caller lacks a permission or a service did not
    /// respond.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>What the check found.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it; null for Pass.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>The thing that was checked, for example the ARN of the role.</summary>
    public string? Target { get; init; }

    /// <summary>The Region of the check.</summary>
    public string? Region { get; init; }

    /// <summary>Returns the check, its status and its message.</summary>
    public override string ToString() => $"{Check}: {Status}: {Message}";
}
