namespace BedrockModels;

/// <summary>What New-BedrockCustomModel does when the name is taken.</summary>
public enum IfExistsAction
{
    /// <summary>Writes the service's error.</summary>
    Error,

    /// <summary>Emits the model that is there, and warns where its key or tags differ.</summary>
    Return,
}
