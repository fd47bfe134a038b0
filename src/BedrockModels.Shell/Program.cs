using System.Runtime.InteropServices;
using BedrockModels.Shell;

if (args is ["-h" or "--help" or "-?" or "-Help"])
{
    Console.Out.WriteLine(CommandLine.Usage);
    return 0;
}

if (CommandLine.Parse(args) is not { } commandLine)
{
    Console.Error.WriteLine(CommandLine.Usage);
    return 1;
}

if (commandLine.Script is { } script && !File.Exists(script))
{
    Console.Error.WriteLine($"There is no script '{args[0]}' (looked for {script}). Check the spelling of its name.");
    return 1;
}

using var runner = new ScriptRunner();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return runner.Run(commandLine);

// The first signal stops the pipeline, so that finally blocks run; a second one ends the process as usual.
void Stop(PosixSignalContext signal) => signal.Cancel = runner.RequestStop();
