using System.Runtime.CompilerServices;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Waiting;

/// <summary>Deployments of custom models: Creating, then Active or Failed; and Active all through an update, whose own status counts then.</summary>
/// <param name="clientOf">The client of a Region.</param>
/// <param name="forUpdate">Whether the wait is for an update, so that one that failed is a failure: the deployment stays Active with its old model.</param>
internal sealed class DeploymentWait(Func<string, CancellationToken, Task<BedrockClient>> clientOf, bool forUpdate = false) : IWaitSource<CustomModelDeployment>
{
    private const string Updating = "Updating";
    private const string UpdateFailed = "UpdateFailed";

    public async Task<(WaitSighting Sighting, CustomModelDeployment Value)> GetAsync(WaitItem item, CancellationToken ct)
    {
        var client = await clientOf(item.Region, ct).ConfigureAwait(false);
        var deployment = await client.GetCustomModelDeploymentAsync(item.Identifier, ct).ConfigureAwait(false);
        return (Sighting(deployment), deployment);
    }

    public async IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region, [EnumeratorCancellation] CancellationToken ct)
    {
        var client = await clientOf(region, ct).ConfigureAwait(false);
        var request = new ListCustomModelDeploymentsRequest { MaxResults = 1000 };
        await foreach (var page in client.ListCustomModelDeploymentsAsync(request, ct).ConfigureAwait(false))
            yield return [.. page.Select(one => (one.CustomModelDeploymentName ?? "", one.CustomModelDeploymentArn!, Sighting(one.Status, one.FailureMessage)))];
    }

    private WaitSighting Sighting(CustomModelDeployment deployment)
    {
        var sighting = Sighting(deployment.Status, deployment.FailureMessage);
        return sighting.State != WaitState.Ready ? sighting : deployment.UpdateDetails?.UpdateStatus switch
        {
            Updating => new WaitSighting(Updating, WaitState.Pending, null, Known: true),
            UpdateFailed when forUpdate => new WaitSighting(UpdateFailed, WaitState.Failed, deployment.FailureMessage, Known: true),
            _ => sighting,
        };
    }

    private static WaitSighting Sighting(string? status, string? failureMessage) => WaitSighting.Of(status, "Active", ["Creating"], failureMessage);
}
