namespace BedrockModels;

/// <summary>The action of New-BedrockCustomModel if the model already exists: its name, or another model of its source.</summary>
public enum IfExistsAction
{
    /// <summary>Writes the error of the service.</summary>
    Error,

    /// <summary>Returns the existing model of the same source. Another source under the name, or a Failed model, is an error.</summary>
    Return,

    /// <summary>As Return, but deletes a Failed model with the name and creates it again.</summary>
    ReplaceFailed,
}
