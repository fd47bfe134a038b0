using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace BedrockModels.Tests.Hosting;

/// <summary>The prompts of <see cref="TestHost"/>.</summary>
internal sealed class TestHostInterface : PSHostUserInterface
{
    /// <summary>The answer of a person who only presses Enter.</summary>
    public const string Enter = "";

    /// <summary>
    /// The labels of the choices to take, such as Yes or No, in order. Without one a prompt fails as a host does that cannot ask.
    /// </summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<string> Prompts { get; } = new();

    /// <summary>What was written for a person.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Called when something is asked, before it is answered.</summary>
    public Action? OnPrompt { get; set; }

    public override PSHostRawUserInterface RawUI => null!;

    /// <summary>Forgets what the last test did.</summary>
    public void Reset()
    {
        Answers.Clear();
        Prompts.Clear();
        Lines.Clear();
        OnPrompt = null;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Prompts.Enqueue(message);
        OnPrompt?.Invoke();
        if (!Answers.TryDequeue(out var answer))
            throw new HostException("Nobody is there.");
        if (answer == Enter)
            return defaultChoice;
        return choices.Select((choice, index) => (choice, index))
            .First(pair => pair.choice.Label.Replace("&", "", StringComparison.Ordinal) == answer).index;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new HostException("Nobody is there.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new HostException("Nobody is there.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new HostException("Nobody is there.");

    public override string ReadLine() => throw new HostException("Nobody is there.");

    public override SecureString ReadLineAsSecureString() => throw new HostException("Nobody is there.");

    public override void Write(string value) => Lines.Enqueue(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Lines.Enqueue(value);

    public override void WriteLine(string value) => Lines.Enqueue(value);

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteErrorLine(string value) => Lines.Enqueue(value);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteWarningLine(string message)
    {
    }
}
