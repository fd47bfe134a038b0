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

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    internal sealed override bool ChangesSomething => true;

    /// <summary>Prompts for each resource of a record and deletes it.</summary>
    private protected void Remove(Resource resource, string[] identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (TryGetOne(resource, identifier, out var client) && ConfirmsDeletion(resource, Labels.Quoted(identifier), client))
                Requests.Send(client, TargetOf(identifier), Labels.For(identifier), ct => resource.DeleteAsync(client, identifier, ct));
        }
    }

    private protected bool ConfirmsDeletion(Resource resource, string label, BedrockClient client)
    {
        var target = $"{resource.Noun} {label} in {client.Place}";
        return Confirmation.Ask(this, Force, ConfirmImpact.High, target, $"Delete the {resource.Noun} permanently", "delete " + target);
    }
}
