using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BedrockModels.Protocol;

/// <summary>
/// The JSON serializers of all requests and responses, generated at compile time, without reflection. Null members are omitted, and
/// members that can only be read, which are for scripts.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(Iso8601Converter), typeof(LocalTimeConverter)])]
[JsonSerializable(typeof(ResourceRequest))]
[JsonSerializable(typeof(EmptyResponse))]
[JsonSerializable(typeof(ListCustomModelsRequest))]
[JsonSerializable(typeof(ListCustomModelDeploymentsRequest))]
[JsonSerializable(typeof(ListProvisionedModelThroughputsRequest))]
[JsonSerializable(typeof(CreateCustomModelRequest))]
[JsonSerializable(typeof(CreateCustomModelResponse))]
[JsonSerializable(typeof(CustomModel))]
[JsonSerializable(typeof(CustomModelDetail))]
[JsonSerializable(typeof(ListCustomModelsResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(UntagResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(CreateProvisionedModelThroughputRequest))]
[JsonSerializable(typeof(CreateProvisionedModelThroughputResponse))]
[JsonSerializable(typeof(ProvisionedModelThroughput))]
[JsonSerializable(typeof(UpdateProvisionedModelThroughputRequest))]
[JsonSerializable(typeof(ListProvisionedModelThroughputsResponse))]
[JsonSerializable(typeof(CreateCustomModelDeploymentRequest))]
[JsonSerializable(typeof(CustomModelDeploymentResponse))]
[JsonSerializable(typeof(CustomModelDeployment))]
[JsonSerializable(typeof(UpdateCustomModelDeploymentRequest))]
[JsonSerializable(typeof(ListCustomModelDeploymentsResponse))]
[JsonSerializable(typeof(IReadOnlyList<ResourceTag>))]
internal sealed partial class WireJson : JsonSerializerContext
{
    private static WireJson? _context;

    /// <summary>The context to use. It writes text without the \u escapes that only HTML needs.</summary>
    public static WireJson Context => _context ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>A part of a response as JSON.</summary>
    public static string Text<T>(T part) => JsonSerializer.Serialize(part, TypeInfo<T>());

    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!;
}
