using System.Runtime.CompilerServices;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels.Waiting;

/// <summary>Custom models: Creating, then Active or Failed.</summary>
/// <param name="clientOf">The client of a Region.</param>
internal sealed class CustomModelWait(Func<string, CancellationToken, Task<BedrockClient>> clientOf) : IWaitSource<CustomModel>
{
    public async Task<(WaitSighting Sighting, CustomModel Value)> GetAsync(WaitItem item, CancellationToken ct)
    {
        var client = await clientOf(item.Region, ct).ConfigureAwait(false);
        var model = await client.GetCustomModelAsync(item.Identifier, ct).ConfigureAwait(false);
        return (Sighting(model.ModelStatus, model.FailureMessage), model);
    }

    public async IAsyncEnumerable<IReadOnlyList<(string Name, string Arn, WaitSighting Sighting)>> ListAsync(string region, [EnumeratorCancellation] CancellationToken ct)
    {
        var client = await clientOf(region, ct).ConfigureAwait(false);
        // Not narrowed by nameContains: what is swept for has more than one name, and newest first brings it on the first page.
        var request = new ListCustomModelsRequest { MaxResults = 1000 };
        await foreach (var page in client.ListCustomModelsAsync(request, ct).ConfigureAwait(false))
            yield return [.. page.Select(model => (model.ModelName!, model.ModelArn!, Sighting(model.ModelStatus)))];
    }

    private static WaitSighting Sighting(string? status, string? failureMessage = null) => WaitSighting.Of(status, "Active", ["Creating"], failureMessage);
}
