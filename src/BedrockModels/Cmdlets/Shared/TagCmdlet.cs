namespace BedrockModels;

/// <summary>Base of the tag cmdlets: they identify a resource by its ARN.</summary>
public abstract class TagCmdlet : BedrockCmdlet
{
    private protected TagCmdlet() { }

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    /// <summary>Checks that an ARN names a resource that can have tags, and connects to its Region. Writes the error otherwise.</summary>
    private protected bool TryGetResource(string arn, out BedrockClient client)
    {
        client = null!;

        // The API's own pattern accepts a bare name, but the service then finds nothing.
        var error = Arn.LooksLikeOne(arn) || InputNote.IsFromService(arn)
            ? InputCheck.Identifier("-ResourceArn", arn, Constraints.TaggableResourceArn, TargetOf(arn))
            : Refusals.ResourceArnNotAnArn(arn, TargetOf(arn));
        return Passes(error) && TryConnect(arn, out client);
    }

    /// <summary>Sends a change and then, with -PassThru, returns the tags.</summary>
    private protected void Change(BedrockClient client, string arn, bool passThru, Func<CancellationToken, Task> change) =>
        Requests.Send(client, TargetOf(arn), Labels.For(arn), async ct =>
        {
            await change(ct).ConfigureAwait(false);
            return passThru ? await client.ListTagsAsync(arn, ct).ConfigureAwait(false) : (IReadOnlyList<ResourceTag>)[];
        }, tags => Emit(arn, tags));

    /// <summary>Returns tags, each with the ARN of its resource.</summary>
    private protected void Emit(string arn, IReadOnlyList<ResourceTag> tags)
    {
        foreach (var tag in tags)
        {
            tag.ResourceArn = arn;
            WriteObject(tag);
        }
    }
}
