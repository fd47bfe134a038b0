namespace BedrockModels;

/// <summary>
/// An update of a deployment to another model. See
/// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CustomModelDeploymentUpdateDetails.html.
/// </summary>
public sealed class CustomModelDeploymentUpdateDetails
{
    /// <summary>The ARN of the model that the deployment changes to.</summary>
    public string? ModelArn { get; set; }

    /// <summary>The status of the update: <c>Updating</c>, <c>UpdateCompleted</c> or <c>UpdateFailed</c>.</summary>
    public string? UpdateStatus { get; set; }

    /// <summary>Returns the status and the ARN of the new model.</summary>
    public override string ToString() => $"{UpdateStatus} ({ModelArn})";
}
