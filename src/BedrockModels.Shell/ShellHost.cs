using System.Globalization;
using System.Management.Automation.Host;

namespace BedrockModels.Shell;

/// <summary>The engine's host: who it is, its terminal, and the exit code a script asked for.</summary>
internal sealed class ShellHost(ShellUserInterface terminal) : PSHost
{
    public ShellUserInterface Terminal => terminal;

    /// <summary>The code of <c>exit N</c>; null where no script asked for one.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "BedrockModels.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => terminal;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    // A native program writes to the same terminal; there is no mode to switch.
    public override void NotifyBeginApplication() => terminal.EraseProgress();

    public override void NotifyEndApplication()
    {
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException("The Shell runs scripts and has no prompt to enter.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("The Shell runs scripts and has no prompt to leave.");
}
