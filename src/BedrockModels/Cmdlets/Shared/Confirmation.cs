using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;

namespace BedrockModels;

/// <summary>
/// Asks before a change. WhatIf, also inherited from the caller, wins over -Force; an explicit -Confirm asks under -Force; where
/// nobody can answer, the command ends with a sentence instead of hanging.
/// </summary>
internal static class Confirmation
{
    /// <summary>Whether to go on.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="force">Its -Force.</param>
    /// <param name="impact">Its ConfirmImpact.</param>
    /// <param name="target">What is changed, with its Region.</param>
    /// <param name="action">What happens to it.</param>
    /// <param name="change">Both in one phrase, as it follows "To"; made from action and target if it is not given.</param>
    public static bool Ask(PSCmdlet cmdlet, bool force, ConfirmImpact impact, string target, string action, string? change = null)
    {
        change ??= $"{char.ToLowerInvariant(action[0])}{action[1..]} ({target})";
        var whatIf = Switch(cmdlet, "WhatIf") ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));
        var confirm = Switch(cmdlet, "Confirm");
        var asks = !whatIf && (confirm ?? (!force && Preference(cmdlet) is var preference && preference != ConfirmImpact.None && impact >= preference));
        if (!whatIf && !asks)
        {
            Verbose(cmdlet, $"Performing the operation \"{action}\" on target \"{target}\".");
            return true;
        }

        if (asks && NobodyListens(cmdlet.Host))
            cmdlet.ThrowTerminatingError(Refusals.ConfirmationImpossible(change, HasForce(cmdlet), target));
        try
        {
            return cmdlet.ShouldProcess(target, action) && (!asks || confirm is not null || EngineAsks(cmdlet) || cmdlet.ShouldContinue($"{action}: {target}?", "Confirm"));
        }
        catch (Exception exception) when (asks && exception is HostException or PSInvalidOperationException or PSNotImplementedException or NullReferenceException or RemoteException)
        {
            // What the hosts throw that cannot ask: the bare engine, -NonInteractive, remote runspaces, an input that is closed.
            cmdlet.ThrowTerminatingError(Refusals.ConfirmationImpossible(change, HasForce(cmdlet), target));
            throw;
        }
    }

    /// <summary>
    /// Under -Debug alone the engine asks after each verbose line whether to go on, and what was a look inside becomes a row of
    /// prompts: there the line is one for -Debug.
    /// </summary>
    public static void Verbose(PSCmdlet cmdlet, string text)
    {
        if (Switch(cmdlet, "Debug") is true && Switch(cmdlet, "Verbose") is null)
            cmdlet.WriteDebug(text);
        else
            cmdlet.WriteVerbose(text);
    }

    /// <summary>Whether the engine's own question comes up at the impact that the cmdlet's attribute states; a single call may have a higher one.</summary>
    private static bool EngineAsks(PSCmdlet cmdlet) =>
        cmdlet.GetType().GetCustomAttribute<CmdletAttribute>() is { } declared && declared.ConfirmImpact >= Preference(cmdlet);

    private static bool HasForce(PSCmdlet cmdlet) => cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey("Force");

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out var value) ? LanguagePrimitives.IsTrue(value) : null;

    private static ConfirmImpact Preference(PSCmdlet cmdlet) =>
        LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.GetVariableValue("ConfirmPreference"), out var preference) ? preference : ConfirmImpact.High;

    /// <summary>
    /// Console hosts read the answer from standard input: a pipe or a file there hangs or breaks them. A background job, which is
    /// pwsh -s, hands the question to whoever receives it, if anybody does.
    /// </summary>
    private static bool NobodyListens(PSHost host) => host.Name switch
    {
        "ConsoleHost" => Console.IsInputRedirected,
        "ServerRemoteHost" => Environment.GetCommandLineArgs().Contains("-s"),
        _ => false,
    };
}
