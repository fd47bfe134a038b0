using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>What the Remove- cmdlets of resources share: each item is confirmed on its own, before its request is sent.</summary>
public abstract class RemoveCmdlet : BulkCmdlet
{
    /// <summary>Deletes without asking. -WhatIf, also that of a caller, wins over it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected sealed override bool ChangesSomething => true;

    /// <summary>Deletes what one record names, where it is one kind of resource that nothing else hangs on.</summary>
    /// <param name="parameter">The name of the identifiers' parameter.</param>
    /// <param name="identifiers">Names and ARNs.</param>
    /// <param name="shape">The constraint of an identifier.</param>
    /// <param name="noun">What sentences call the resource.</param>
    /// <param name="getCommand">The cmdlet to pipe from instead of a wildcard.</param>
    /// <param name="delete">Deletes one.</param>
    private protected void Remove(string parameter, string[] identifiers, Shape shape, string noun, string getCommand, Func<BedrockClient, string, CancellationToken, Task> delete) =>
        Remove(parameter, identifiers, shape, getCommand, (client, identifier) =>
            ConfirmsDeletion($"{noun} {Labels.Of(identifier)} in {client.Region}", noun) ? ct => delete(client, identifier, ct) : null);

    /// <summary>Deletes what one record names.</summary>
    /// <param name="parameter">The name of the identifiers' parameter.</param>
    /// <param name="identifiers">Names and ARNs.</param>
    /// <param name="shape">The constraint of an identifier.</param>
    /// <param name="getCommand">The cmdlet to pipe from instead of a wildcard.</param>
    /// <param name="confirm">Asks about one, and hands out its deletion; null where it is to stay.</param>
    private protected void Remove(string parameter, string[] identifiers, Shape shape, string getCommand, Func<BedrockClient, string, Func<CancellationToken, Task>?> confirm)
    {
        foreach (var identifier in identifiers)
        {
            if (TryGetOne(parameter, identifier, shape, getCommand, out var client) && confirm(client, identifier) is { } delete)
                Start(client, TargetOf(identifier), Labels.Of(identifier), delete);
        }
    }

    private protected bool ConfirmsDeletion(string target, string noun) => Confirmation.Ask(this, Force, ConfirmImpact.High, target, $"Delete the {noun} for good");
}
