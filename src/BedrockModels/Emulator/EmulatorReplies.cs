using System.Collections.Specialized;
using System.IO.Enumeration;
using System.Management.Automation.Runspaces;

namespace BedrockModels;

/// <summary>The answers of -Reply: for each pattern texts and script blocks, which are returned in turn.</summary>
/// <remarks>
/// The emulator's threads have no runspace, and that of the script is busy. Script blocks therefore run, as text, in a runspace of the
/// emulator's own, one at a time; they see neither variables nor functions of the script.
/// </remarks>
internal sealed class EmulatorReplies : IReplies
{
    private readonly (string Pattern, object[] Replies)[] _entries;
    private readonly int[] _turns;
    private readonly PSLanguageMode _language;
    private readonly SemaphoreSlim _gate = new(1);
    private Runspace? _runspace;

    /// <param name="source">The patterns with their answers. In a table without an order, longer patterns come first.</param>
    /// <param name="language">The language mode of the session, which its script blocks must not leave.</param>
    /// <exception cref="EmulatorException">An answer is neither text nor a script block.</exception>
    public EmulatorReplies(IDictionary source, PSLanguageMode language)
    {
        _language = language;
        var entries = source.Cast<DictionaryEntry>().Select(entry => (Pattern: entry.Key.ToString()!, Replies: List(entry)));
        if (source is not IOrderedDictionary)
            entries = entries.OrderByDescending(entry => entry.Pattern.Length).ThenBy(entry => entry.Pattern, StringComparer.Ordinal);
        _entries = [.. entries];
        _turns = new int[_entries.Length];
    }

    /// <inheritdoc/>
    public async Task<string?> FindAsync(RuntimeTarget target, RuntimePrompt prompt, CancellationToken stopping)
    {
        // The model's own name counts before that of what serves it, so that a test can tell two models behind one deployment apart.
        var found = Find(target.ModelName, target.ModelArn) ?? Find(target.Name, target.Arn);
        if (found is not { } index)
            return null;
        var (pattern, replies) = _entries[index];
        var turn = (uint)(Interlocked.Increment(ref _turns[index]) - 1);
        var reply = replies[turn % replies.Length];
        return reply is ScriptBlock script ? await RunAsync(pattern, script, target, prompt, stopping).ConfigureAwait(false)
            : reply.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace?.CloseAsync();

    private int? Find(params string[] names)
    {
        var index = Array.FindIndex(_entries, entry => names.Any(name => FileSystemName.MatchesSimpleExpression(entry.Pattern, name)));
        return index < 0 ? null : index;
    }

    private async Task<string> RunAsync(
        string pattern, ScriptBlock script, RuntimeTarget target, RuntimePrompt prompt, CancellationToken stopping)
    {
        await _gate.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            var runspace = Open();
            using var shell = PowerShell.Create();
            shell.Runspace = runspace;
            runspace.SessionStateProxy.SetVariable("_", prompt.Text);
            shell.AddScript(script.ToString(), useLocalScope: true).AddArgument(prompt.Text).AddArgument(Describe(target, prompt));
            using var stop = stopping.Register(() => shell.BeginStop(null, null));
            var output = await Task.Factory.FromAsync(shell.BeginInvoke(), shell.EndInvoke).ConfigureAwait(false);
            return string.Join('\n', output.Select(item => item?.ToString()));
        }
        catch (PipelineStoppedException)
        {
            throw new OperationCanceledException(stopping);
        }
        catch (RuntimeException exception)
        {
            throw EmulatorRefusals.ReplyFailed(pattern, exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    private Runspace Open()
    {
        if (_runspace is null)
        {
            var initial = InitialSessionState.CreateDefault2();
            initial.LanguageMode = _language;
            _runspace = RunspaceFactory.CreateRunspace(initial);
            _runspace.Open();
            _runspace.SessionStateProxy.SetVariable("ErrorActionPreference", "Stop");
        }

        return _runspace;
    }

    private static PSObject Describe(RuntimeTarget target, RuntimePrompt prompt)
    {
        var messages = prompt.Messages.Select(message => CreateObject(("Role", message.Role), ("Text", message.Text))).ToArray();
        return CreateObject(
            ("ModelName", target.ModelName), ("ModelArn", target.ModelArn), ("Name", target.Name), ("Arn", target.Arn),
            ("System", prompt.System), ("Messages", messages), ("MaxTokens", prompt.MaxTokens));
    }

    private static PSObject CreateObject(params (string Name, object? Value)[] members)
    {
        var result = new PSObject();
        foreach (var (name, value) in members)
            result.Properties.Add(new PSNoteProperty(name, value));
        return result;
    }

    private static object[] List(DictionaryEntry entry)
    {
        var list = ObjectMembers.Bare(entry.Value) is IList items ? items.Cast<object?>() : [entry.Value];
        var replies = list.Select(ObjectMembers.Bare).Where(reply => reply is string or ScriptBlock).OfType<object>().ToArray();
        return replies.Length > 0 && replies.Length == list.Count() ? replies : throw EmulatorRefusals.InvalidReply(entry.Key.ToString()!);
    }
}
