namespace BedrockModels;

/// <summary>The action of New-BedrockCustomModel if the model name already exists.</summary>
public enum IfExistsAction
{
    /// <summary>Writes the error of the service.</summary>
    Error,

    /// <summary>Returns the existing model, and warns if its KMS key or tags differ.</summary>
    Return,
}
