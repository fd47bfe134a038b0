namespace BedrockModels;

/// <summary>An update of a deployment to another model. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomModelDeploymentUpdateDetails.html.</summary>
public sealed class CustomModelDeploymentUpdateDetails
{
    /// <summary>The model that the deployment is moved to.</summary>
    public string? ModelArn { get; set; }

    /// <summary><c>Updating</c>, then <c>UpdateCompleted</c> or <c>UpdateFailed</c>.</summary>
    public string? UpdateStatus { get; set; }

    /// <summary>The status, and the model that the update leads to.</summary>
    public override string ToString() => $"{UpdateStatus} ({ModelArn})";
}
