namespace BedrockModels.Protocol;

/// <summary>The status words of the API.</summary>
internal static class ResourceStatus
{
    /// <summary>A custom model or a deployment that can be used.</summary>
    public const string Active = "Active";

    public const string Creating = "Creating";

    public const string Failed = "Failed";

    /// <summary>Provisioned Throughput that can be used.</summary>
    public const string InService = "InService";

    /// <summary>Provisioned Throughput, or the update of a deployment, that changes to another model.</summary>
    public const string Updating = "Updating";

    /// <summary>The update of a deployment that succeeded.</summary>
    public const string UpdateCompleted = "UpdateCompleted";

    /// <summary>The update of a deployment that failed. The deployment serves the old model.</summary>
    public const string UpdateFailed = "UpdateFailed";
}
