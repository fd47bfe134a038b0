using System.Management.Automation;

namespace BedrockModels;

/// <summary>What the Remove- cmdlets of resources share: each item is confirmed on its own, before its request is sent.</summary>
public abstract class RemoveCmdlet : BedrockCmdlet
{
    private protected RemoveCmdlet()
    {
    }

    /// <summary>Deletes without asking. -WhatIf, also that of a caller, wins over it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    internal sealed override bool ChangesSomething => true;

    /// <summary>Asks about each resource that a record names, and deletes it.</summary>
    private protected void Remove(Resource resource, string[] identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (TryGetOne(resource, identifier, out var client) && ConfirmsDeletion(resource, Labels.Of(identifier), client.Region))
                Requests.Send(client, TargetOf(identifier), Labels.Of(identifier), ct => resource.DeleteAsync(client, identifier, ct));
        }
    }

    private protected bool ConfirmsDeletion(Resource resource, string label, string region)
    {
        var target = $"{resource.Noun} {label} in {region}";
        return Confirmation.Ask(this, Force, ConfirmImpact.High, target, $"Delete the {resource.Noun} permanently", "delete " + target);
    }
}
