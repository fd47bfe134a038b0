using System.Management.Automation;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Scripts that a test acts upon while they run.</summary>
internal static class Watching
{
    /// <summary>Runs a script, and calls the test after each look of its wait, on the pipeline's thread.</summary>
    public static ScriptResult RunWatched(this TestShell shell, string script, Action<int> afterLook)
    {
        using var running = shell.Create(script);
        var looks = 0;
        OnProgress(running, () => afterLook(++looks));
        try
        {
            return new ScriptResult(running, running.Invoke(), null);
        }
        catch (RuntimeException terminating)
        {
            return new ScriptResult(running, [], terminating);
        }
    }

    /// <summary>Another session that talks to the same emulator.</summary>
    public static TestShell Neighbour(this TestShell shell)
    {
        var other = new TestShell(createEmulator: false);
        foreach (var name in new[] { "StoredAWSRegion", "StoredAWSCredentials", "endpoint", "package", "role", "PSDefaultParameterValues" })
            other.Set(name, shell.Runspace.SessionStateProxy.GetVariable(name));
        return other;
    }

    /// <summary>
    /// Starts a script and stops it when something has come true. What the script does then must never end by itself: so a stop
    /// that returns has not waited for it, and a stop that waits fails the test when patience ends. Nothing is timed.
    /// </summary>
    public static async Task<ScriptResult> StopWhenAsync(this TestShell shell, string script, Func<PowerShell, Task> when)
    {
        var running = shell.Create(script);
        var output = new PSDataCollection<PSObject>();
        var due = when(running);
        var ending = Task.Factory.FromAsync(running.BeginInvoke<PSObject, PSObject>(null, output), running.EndInvoke);
        if (await Task.WhenAny(due, ending) == ending)
            Assert.Fail("The script ended before it was stopped: " + string.Join('\n', running.Streams.Error));
        try
        {
            await Task.Run(running.Stop).WaitAsync(ClientTesting.Patience);
        }
        catch (TimeoutException)
        {
            // To dispose what does not end would not end either.
            shell.Abandon();
            throw;
        }

        using (running)
            return new ScriptResult(running, output, await Assert.ThrowsAnyAsync<RuntimeException>(() => ending));
    }

    /// <summary>Ends when a wait has looked so often.</summary>
    public static Func<PowerShell, Task> Look(int number) => running =>
    {
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looks = 0;
        OnProgress(running, () =>
        {
            if (++looks == number)
                come.SetResult();
        });
        return come.Task;
    };

    /// <summary>
    /// Ends when a number of verbose lines have a text: the cmdlet is then inside a record. A stop between two records finds no code
    /// of the cmdlet on the stack that could report anything.
    /// </summary>
    public static Task VerboseAsync(PowerShell running, string text, int lines = 1)
    {
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running.Streams.Verbose.DataAdded += (records, added) =>
        {
            if (((PSDataCollection<VerboseRecord>)records!)[added.Index].Message.Contains(text, StringComparison.Ordinal) && --lines == 0)
                come.TrySetResult();
        };
        return come.Task;
    }

    private static void OnProgress(PowerShell running, Action look) => running.Streams.Progress.DataAdded += (records, added) =>
    {
        if (((PSDataCollection<ProgressRecord>)records!)[added.Index].RecordType == ProgressRecordType.Processing)
            look();
    };
}
