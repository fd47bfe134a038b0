namespace BedrockModels.Client;

/// <summary>An operation of the runtime: it asks a model.</summary>
internal sealed record ModelOperation(string Name, string Path) : Operation(Name, "POST", Path, 200, [])
{
    public static ModelOperation Converse { get; } = new("Converse", "/model/{modelId}/converse");

    public static ModelOperation InvokeModel { get; } = new("InvokeModel", "/model/{modelId}/invoke");
}
