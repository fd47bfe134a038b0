using System.Runtime.CompilerServices;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

internal sealed partial class BedrockClient
{
    /// <summary>Creates a model. A request without a token is given one, so that a retry after a lost answer makes no second model.</summary>
    /// <returns>The model's ARN.</returns>
    public async Task<string> CreateCustomModelAsync(CreateCustomModelRequest request, CancellationToken ct)
    {
        request.ClientRequestToken ??= NewToken();
        var response = await CallAsync<CreateCustomModelResponse>(
            new WireRequest(Operations.CreateCustomModel)
            {
                Body = Body(request, WireJson.Context.CreateCustomModelRequest),
                Read = Reader(WireJson.Context.CreateCustomModelResponse),
            },
            ct).ConfigureAwait(false);
        return Required(response.ModelArn, Operations.CreateCustomModel, "modelArn");
    }

    public async Task<CustomModel> GetCustomModelAsync(string modelIdentifier, CancellationToken ct)
    {
        var model = await CallAsync<CustomModel>(
            new WireRequest(Operations.GetCustomModel) { Label = modelIdentifier, Read = Reader(WireJson.Context.CustomModel) }, ct).ConfigureAwait(false);
        Required(model.ModelArn, Operations.GetCustomModel, "modelArn");
        Required(model.ModelName, Operations.GetCustomModel, "modelName");
        model.Region = Region;
        return model;
    }

    /// <summary>The models, page by page, as the service hands them out.</summary>
    public async IAsyncEnumerable<IReadOnlyList<CustomModelSummary>> ListCustomModelsAsync(ListCustomModelsRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var pages = PagesAsync(
            Operations.ListCustomModels,
            token => Query.Of(
                ("creationTimeBefore", request.CreationTimeBefore),
                ("creationTimeAfter", request.CreationTimeAfter),
                ("nameContains", request.NameContains),
                ("baseModelArnEquals", request.BaseModelArnEquals),
                ("foundationModelArnEquals", request.FoundationModelArnEquals),
                ("maxResults", request.MaxResults),
                ("nextToken", token),
                ("sortBy", request.SortBy),
                ("sortOrder", request.SortOrder),
                ("isOwned", request.IsOwned),
                ("modelStatus", request.ModelStatus)),
            WireJson.Context.ListCustomModelsResponse,
            page => page.NextToken,
            request.NextToken,
            ct);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            var models = Items(page.ModelSummaries, Operations.ListCustomModels);
            foreach (var model in models)
            {
                Required(model.ModelArn, Operations.ListCustomModels, "modelArn");
                Required(model.ModelName, Operations.ListCustomModels, "modelName");
                model.Region = Region;
            }

            yield return models;
        }
    }

    public Task DeleteCustomModelAsync(string modelIdentifier, CancellationToken ct) =>
        CallAsync(new WireRequest(Operations.DeleteCustomModel) { Label = modelIdentifier }, ct);

    private static string NewToken() => Guid.NewGuid().ToString();
}
