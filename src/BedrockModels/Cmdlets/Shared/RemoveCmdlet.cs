namespace BedrockModels;

/// <summary>What the Remove- cmdlets of resources share: each item is confirmed on its own, before its request is sent.</summary>
public abstract class RemoveCmdlet : BedrockCmdlet
{
    private protected RemoveCmdlet() { }

    /// <summary>
    /// Deletes without a confirmation prompt. -WhatIf overrides -Force, even if -WhatIf is inherited from the calling script. An explicit
    /// -Confirm still prompts.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Returns each deleted resource as it was before. A resource that was piped is returned as it is; the cmdlet reads a resource that is
    /// specified by name or ARN first, which needs the permission to get it.
    /// </summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, OrderedRequests.MostAtOnce)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    internal sealed override bool ChangesSomething => true;

    /// <summary>Prompts for each resource of a record and deletes it.</summary>
    private protected void Remove(Resource resource, string[] identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (TryGetOne(resource, identifier, out var client) && ConfirmsDeletion(resource, Labels.Quoted(identifier), client))
                Delete(resource, client, identifier, ct => resource.DeleteAsync(client, identifier, ct));
        }
    }

    /// <summary>Sends a deletion and then, with -PassThru, returns the resource.</summary>
    private protected void Delete(Resource resource, BedrockClient client, string identifier, Func<CancellationToken, Task> delete)
    {
        var piped = ObjectMembers.Bare(TargetOf(identifier)) is IResource input && input.Arn == identifier ? input : null;
        Requests.Send(client, TargetOf(identifier), Labels.For(identifier), async ct =>
        {
            var removed = PassThru ? piped ?? await resource.ReadAsync(client, identifier, ct).ConfigureAwait(false) : null;
            await delete(ct).ConfigureAwait(false);
            return removed;
        }, removed =>
        {
            if (removed is not null)
                WriteObject(removed);
        });
    }

    private protected bool ConfirmsDeletion(Resource resource, string label, BedrockClient client)
    {
        var target = $"{resource.Noun} {label} in {client.Place}";
        return Confirmation.Ask(this, Force, ConfirmImpact.High, target, $"Delete the {resource.Noun} permanently", "delete " + target);
    }
}
