using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace BedrockModels.Shell;

/// <summary>Writes every stream where pwsh writes it: errors and progress to standard error, all others to standard output.</summary>
internal sealed class ShellUserInterface(CancellationToken stop) : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly ProgressLine _progress = new();
    private readonly TerminalPrompts _prompts = new(stop);

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => Colour.IsWanted(Console.IsOutputRedirected);

    /// <summary>Whether what the engine writes as output is an error that no pipeline carried.</summary>
    public bool OutputIsError { get; set; }

    public void EraseProgress()
    {
        lock (_lock)
            _progress.Erase();
    }

    public override void Write(string value) => WriteText(value, toError: false);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(PSStyle.MapForegroundColorToEscapeSequence(foregroundColor) + value + PSStyle.Instance.Reset);

    public override void WriteLine(string value)
    {
        if (OutputIsError)
            WriteErrorLine(value);
        else
            Write(value + Environment.NewLine);
    }

    public override void WriteErrorLine(string value)
    {
        // The error view ends with an empty line, which pwsh leaves out too.
        if (value.Length == 0)
            return;
        var coloured = value.Contains('\e', StringComparison.Ordinal) ? value : PSStyle.Instance.Formatting.Error + value + PSStyle.Instance.Reset;
        WriteText(coloured + Environment.NewLine, toError: true);
    }

    public override void WriteWarningLine(string message) => WritePrefixed(PSStyle.Instance.Formatting.Warning, "WARNING: ", message);

    public override void WriteVerboseLine(string message) => WritePrefixed(PSStyle.Instance.Formatting.Verbose, "VERBOSE: ", message);

    public override void WriteDebugLine(string message) => WritePrefixed(PSStyle.Instance.Formatting.Debug, "DEBUG: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
            _progress.Show(record);
    }

    public override string ReadLine() => Ask(_prompts.ReadLine);

    public override SecureString ReadLineAsSecureString() => Ask(_prompts.ReadSecret);

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        Ask(() => _prompts.AskFields(caption, message, descriptions));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        Ask(() => _prompts.AskChoice(caption, message, choices, defaultChoice));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        Ask(() => _prompts.AskCredential(caption, message, userName));

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private T Ask<T>(Func<T> question)
    {
        EraseProgress();
        return question();
    }

    private void WritePrefixed(string style, string prefix, string message) => WriteLine(style + prefix + message + PSStyle.Instance.Reset);

    private void WriteText(string text, bool toError)
    {
        var redirected = toError ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        if (!Colour.IsWanted(redirected))
            text = new StringDecorated(text).ToString(OutputRendering.PlainText);
        lock (_lock)
        {
            _progress.Erase();
            (toError ? Console.Error : Console.Out).Write(text);
        }
    }
}
