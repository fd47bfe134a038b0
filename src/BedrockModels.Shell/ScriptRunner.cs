using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Microsoft.PowerShell;

namespace BedrockModels.Shell;

/// <summary>One session of the engine: opens it, runs one command line in it, and says with which code the process ends.</summary>
internal sealed class ScriptRunner : IDisposable
{
    private const string ManifestName = "BedrockModels.psd1";

    // Never disposed: a signal may arrive while the session closes.
    private readonly CancellationTokenSource _stop = new();
    private readonly ShellHost _host;
    private readonly Runspace _runspace;

    public ScriptRunner()
    {
        _host = new ShellHost(new ShellUserInterface(_stop.Token));
        _runspace = RunspaceFactory.CreateRunspace(_host, CreateSessionState());
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>Stops what runs; false where that was asked before.</summary>
    public bool RequestStop()
    {
        var first = !_stop.IsCancellationRequested;
        _stop.Cancel();
        return first;
    }

    /// <summary>Runs the script or the command to its end.</summary>
    /// <returns>The code of <c>exit N</c>; else 1 after a terminating error (for a command: after any failure), else 0.</returns>
    public int Run(CommandLine commandLine)
    {
        var succeeded = commandLine.Script is { } script
            ? RunScript(script, commandLine.ScriptArguments)
            : RunCommand(commandLine.CommandText!);
        _host.Terminal.EraseProgress();
        return _host.ExitCode ?? (succeeded ? 0 : 1);
    }

    public void Dispose() => _runspace.Dispose();

    // Into the global scope and with exit ending the session, as pwsh -File does.
    private bool RunScript(string path, IEnumerable<CommandParameter> arguments)
    {
        var command = new Command(path, isScript: false, useLocalScope: false);
        foreach (var argument in arguments)
            command.Parameters.Add(argument);
        LetExitEndTheSession(GetExecutionContext(_runspace), true);
        return Invoke(command);
    }

    private bool RunCommand(string text)
    {
        var import = new Command("Import-Module");
        import.Parameters.Add("Name", FindManifest());
        if (!Invoke(import))
            return false;
        // Only a command that goes into the history leaves its own $? behind.
        using var pipeline = _runspace.CreatePipeline(text, addToHistory: true);
        return Invoke(pipeline) && LanguagePrimitives.IsTrue(_runspace.SessionStateProxy.GetVariable("?"));
    }

    private bool Invoke(Command command)
    {
        using var pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return Invoke(pipeline);
    }

    private bool Invoke(Pipeline pipeline)
    {
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");
        using var stopping = _stop.Token.UnsafeRegister(_ => pipeline.StopAsync(), null);
        try
        {
            pipeline.Invoke();
            return pipeline.PipelineStateInfo.State == PipelineState.Completed;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException exception)
        {
            ShowError(exception.ErrorRecord);
            return false;
        }
    }

    // The engine's own error view renders it, but takes an error that no pipeline carries for output.
    private void ShowError(ErrorRecord error)
    {
        using var pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add("Out-Default");
        pipeline.Input.Write(error);
        pipeline.Input.Close();
        _host.Terminal.OutputIsError = true;
        pipeline.Invoke();
        _host.Terminal.OutputIsError = false;
    }

    private static InitialSessionState CreateSessionState()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        return state;
    }

    // The Shell is built inside the repository whose module it runs.
    private static string FindManifest()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var manifest = Path.Combine(folder.FullName, ManifestName);
            if (File.Exists(manifest))
                return manifest;
        }

        return ManifestName;
    }

    // pwsh sets this same switch, which the engine shows to nobody else; without it, exit N in a script only sets $LASTEXITCODE.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ExecutionContext")]
    [return: UnsafeAccessorType("System.Management.Automation.ExecutionContext, System.Management.Automation")]
    private static extern object GetExecutionContext(Runspace runspace);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScriptCommandProcessorShouldRethrowExit")]
    private static extern void LetExitEndTheSession(
        [UnsafeAccessorType("System.Management.Automation.ExecutionContext, System.Management.Automation")] object context, bool value);
}
