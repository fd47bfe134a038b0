using System.Management.Automation;

namespace BedrockModels;

/// <summary>Shows the emulators that run in this process, whichever runspace started them, with the requests they served.</summary>
/// <notes>Needs no permission.</notes>
/// <example>
/// What runs in this process.
/// <code>
/// Get-BedrockEmulator
/// </code>
/// </example>
/// <example>
/// The last requests of an emulator.
/// <code>
/// (Get-BedrockEmulator)[0].LastRequests
/// </code>
/// </example>
/// <example>
/// Splatted, by its port, and what it answered how often.
/// <code>
/// $which = @{ Port = (Get-BedrockEmulator)[0].Port }
/// (Get-BedrockEmulator @which).RequestCounts
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "BedrockEmulator")]
[OutputType(typeof(BedrockEmulator))]
public sealed class GetBedrockEmulatorCommand : PSCmdlet
{
    /// <summary>The ports of the emulators to show; all are shown without it.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [EmulatorPortTransformation]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var running = RunningEmulators.All();
        foreach (var server in running.Where(server => Port is null || Port.Contains(server.Port)))
            WriteObject(new BedrockEmulator(server));
        foreach (var missing in (Port ?? []).Where(port => !running.Any(server => server.Port == port)))
            WriteError(EmulatorErrors.NotRunning(missing));
    }
}
