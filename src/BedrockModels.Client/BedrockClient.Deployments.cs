using System.Runtime.CompilerServices;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

internal sealed partial class BedrockClient
{
    /// <summary>Deploys a model. A request without a token is given one, so that a retry after a lost answer makes no second deployment.</summary>
    /// <returns>The deployment's ARN.</returns>
    public async Task<string> CreateCustomModelDeploymentAsync(CreateCustomModelDeploymentRequest request, CancellationToken ct)
    {
        request.ClientRequestToken ??= NewToken();
        var response = await CallAsync<CustomModelDeploymentResponse>(
            new WireRequest(Operations.CreateCustomModelDeployment)
            {
                Body = Body(request, WireJson.Context.CreateCustomModelDeploymentRequest),
                Read = Reader(WireJson.Context.CustomModelDeploymentResponse),
            },
            ct).ConfigureAwait(false);
        return Required(response.CustomModelDeploymentArn, Operations.CreateCustomModelDeployment, "customModelDeploymentArn");
    }

    public async Task<CustomModelDeployment> GetCustomModelDeploymentAsync(string deploymentIdentifier, CancellationToken ct)
    {
        var deployment = await CallAsync<CustomModelDeployment>(
            new WireRequest(Operations.GetCustomModelDeployment) { Label = deploymentIdentifier, Read = Reader(WireJson.Context.CustomModelDeployment) }, ct).ConfigureAwait(false);
        Required(deployment.CustomModelDeploymentArn, Operations.GetCustomModelDeployment, "customModelDeploymentArn");
        Required(deployment.ModelDeploymentName, Operations.GetCustomModelDeployment, "modelDeploymentName");
        deployment.Region = Region;
        return deployment;
    }

    /// <summary>The deployments, page by page, as the service hands them out.</summary>
    public async IAsyncEnumerable<IReadOnlyList<CustomModelDeploymentSummary>> ListCustomModelDeploymentsAsync(ListCustomModelDeploymentsRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var pages = PagesAsync(
            Operations.ListCustomModelDeployments,
            token => Query.Of(
                ("createdBefore", request.CreatedBefore),
                ("createdAfter", request.CreatedAfter),
                ("nameContains", request.NameContains),
                ("maxResults", request.MaxResults),
                ("nextToken", token),
                ("sortBy", request.SortBy),
                ("sortOrder", request.SortOrder),
                ("statusEquals", request.StatusEquals),
                ("modelArnEquals", request.ModelArnEquals)),
            WireJson.Context.ListCustomModelDeploymentsResponse,
            page => page.NextToken,
            request.NextToken,
            ct);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            var deployments = Items(page.ModelDeploymentSummaries, Operations.ListCustomModelDeployments);
            foreach (var deployment in deployments)
            {
                Required(deployment.CustomModelDeploymentArn, Operations.ListCustomModelDeployments, "customModelDeploymentArn");
                deployment.Region = Region;
            }

            yield return deployments;
        }
    }

    /// <summary>Points a deployment at another model.</summary>
    /// <returns>The deployment's ARN.</returns>
    public async Task<string> UpdateCustomModelDeploymentAsync(string deploymentIdentifier, UpdateCustomModelDeploymentRequest request, CancellationToken ct)
    {
        var response = await CallAsync<CustomModelDeploymentResponse>(
            new WireRequest(Operations.UpdateCustomModelDeployment)
            {
                Label = deploymentIdentifier,
                Body = Body(request, WireJson.Context.UpdateCustomModelDeploymentRequest),
                Read = Reader(WireJson.Context.CustomModelDeploymentResponse),
            },
            ct).ConfigureAwait(false);
        return Required(response.CustomModelDeploymentArn, Operations.UpdateCustomModelDeployment, "customModelDeploymentArn");
    }

    public Task DeleteCustomModelDeploymentAsync(string deploymentIdentifier, CancellationToken ct) =>
        CallAsync(new WireRequest(Operations.DeleteCustomModelDeployment) { Label = deploymentIdentifier }, ct);
}
