using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>What the tag cmdlets share: the resource is named by its ARN.</summary>
public abstract class TagCmdlet : BedrockCmdlet
{
    private protected TagCmdlet()
    {
    }

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    /// <summary>Whether an ARN names a resource that can have tags, and the client of its Region; the error is written where it does not.</summary>
    private protected bool TryGetResource(string arn, out BedrockClient client)
    {
        client = null!;

        // The API's own pattern accepts a bare name, but the service then finds nothing.
        var error = Arn.LooksLikeOne(arn)
            ? InputCheck.Value("-ResourceArn", arn, Constraints.TaggableResourceArn, TargetOf(arn))
            : Refusals.ResourceArnNotAnArn(arn, TargetOf(arn));
        return Passes(error) && TryConnect(arn, out client);
    }

    /// <summary>Sends a change, and afterwards emits the tags that are there, where asked.</summary>
    private protected void Change(BedrockClient client, string arn, bool passThru, Func<CancellationToken, Task> change) =>
        Requests.Send(client, TargetOf(arn), Labels.Of(arn), async ct =>
        {
            await change(ct).ConfigureAwait(false);
            return passThru ? await client.ListTagsAsync(arn, ct).ConfigureAwait(false) : [];
        }, tags => Emit(arn, tags));

    /// <summary>Emits tags, each with the resource that carries it.</summary>
    private protected void Emit(string arn, IReadOnlyList<ResourceTag> tags)
    {
        foreach (var tag in tags)
        {
            tag.ResourceArn = arn;
            WriteObject(tag);
        }
    }
}
