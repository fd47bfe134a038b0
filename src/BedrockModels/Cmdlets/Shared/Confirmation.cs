using System.Management.Automation.Host;

namespace BedrockModels;

/// <summary>
/// Prompts before a change. -WhatIf takes precedence over -Force, also if a caller sets it; an explicit -Confirm prompts despite -Force. If
/// the session cannot prompt, the command ends with an error, so that it never hangs.
/// </summary>
internal static class Confirmation
{
    /// <summary>Whether to make the change.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="force">The value of -Force.</param>
    /// <param name="impact">The ConfirmImpact of the change.</param>
    /// <param name="target">The resource, with its Region.</param>
    /// <param name="action">The change to the resource.</param>
    /// <param name="change">Both in one phrase, as it follows "To"; made from action and target if it is not given.</param>
    public static bool Ask(PSCmdlet cmdlet, bool force, ConfirmImpact impact, string target, string action, string? change = null)
    {
        change ??= $"{char.ToLowerInvariant(action[0])}{action[1..]} ({target})";
        return Ask(cmdlet, force, impact, $"Performing the operation \"{action}\" on target \"{target}\".", change, () =>
            cmdlet.ShouldProcess(target, action));
    }

    /// <summary>Whether to buy. The prompt says what and on which terms, and its default answer is No.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="force">The value of -Force.</param>
    /// <param name="impact">The ConfirmImpact of the purchase.</param>
    /// <param name="purchase">What to buy, as it follows "Buy".</param>
    /// <param name="terms">The terms, as a sentence.</param>
    /// <param name="prompt">Prompts with a text.</param>
    public static bool AskToBuy(
        PSCmdlet cmdlet, bool force, ConfirmImpact impact, string purchase, string terms, Func<string, bool> prompt) =>
        Ask(cmdlet, force, impact, $"Performing the operation \"Buy {purchase}\".", "buy " + purchase, () => IsWhatIf(cmdlet)
            ? cmdlet.ShouldProcess($"Buy {purchase}. {terms}", null, null)
            : prompt($"Buy {purchase}? {terms}"));

    /// <summary>Whether the cmdlet only shows what it would do.</summary>
    public static bool IsWhatIf(PSCmdlet cmdlet) =>
        Switch(cmdlet, "WhatIf") ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    private static bool Ask(PSCmdlet cmdlet, bool force, ConfirmImpact impact, string description, string change, Func<bool> process)
    {
        var asks = !IsWhatIf(cmdlet) && (Switch(cmdlet, "Confirm") ?? (!force && IsAskedFor(impact, Preference(cmdlet))));
        if (!asks && !IsWhatIf(cmdlet))
        {
            Verbose(cmdlet, description);
            return true;
        }

        if (asks && CannotPrompt(cmdlet.Host))
            cmdlet.ThrowTerminatingError(Refusals.ConfirmationImpossible(change, HasForce(cmdlet), change));
        try
        {
            return process();
        }
        catch (Exception exception) when (asks && exception
            is HostException or PSInvalidOperationException or PSNotImplementedException or NullReferenceException or RemoteException)
        {
            // The exceptions of hosts that cannot prompt: the bare engine, -NonInteractive, remote runspaces, closed input.
            cmdlet.ThrowTerminatingError(Refusals.ConfirmationImpossible(change, HasForce(cmdlet), change));
            throw;
        }
    }

    /// <summary>
    /// Writes a verbose line. With -Debug alone the engine would prompt after each verbose line, so there it is a debug line.
    /// </summary>
    public static void Verbose(PSCmdlet cmdlet, string text)
    {
        if (Switch(cmdlet, "Debug") is true && Switch(cmdlet, "Verbose") is null)
            cmdlet.WriteDebug(text);
        else
            cmdlet.WriteVerbose(text);
    }

    private static bool HasForce(PSCmdlet cmdlet) => cmdlet.MyInvocation.MyCommand.Parameters.ContainsKey("Force");

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out var value) ? LanguagePrimitives.IsTrue(value) : null;

    private static ConfirmImpact Preference(PSCmdlet cmdlet) =>
        LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.GetVariableValue("ConfirmPreference"), out var preference)
            ? preference
            : ConfirmImpact.High;

    private static bool IsAskedFor(ConfirmImpact impact, ConfirmImpact preference) =>
        preference != ConfirmImpact.None && impact >= preference;

    /// <summary>
    /// Whether a prompt would hang or fail. Console hosts read the answer from standard input, which can be a pipe or a file. A background
    /// job (pwsh -s) passes the prompt to Receive-Job, which may never come.
    /// </summary>
    private static bool CannotPrompt(PSHost host) => host.Name switch
    {
        "ConsoleHost" => Console.IsInputRedirected,
        "ServerRemoteHost" => Environment.GetCommandLineArgs().Contains("-s"),
        _ => false,
    };
}
