using System.Management.Automation;

namespace BedrockModels;

/// <summary>Shows the emulators that run in this process, whichever runspace started them, with the requests they served.</summary>
/// <remarks>
/// <para>
/// RequestCounts has how often each operation was answered with each status; LastRequests has the last 1000 requests, so that
/// a test can assert what a script did.
/// </para>
/// </remarks>
/// <notes>
/// Needs no permission.
/// </notes>
/// <example>
/// What runs in this process.
/// <code>
/// Get-BedrockEmulator
/// </code>
/// </example>
/// <example>
/// The requests that were refused. Where a script was tested in CI, they say why it failed.
/// <code>
/// (Get-BedrockEmulator)[0].LastRequests | Where-Object { $_.Status -ge 400 }
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
            WriteError(EmulatorRefusals.NotRunning(missing));
    }
}
