using System.Management.Automation;

namespace BedrockModels;

/// <summary>Stops emulators of this process and puts back the environment that -SetEnvironment changed.</summary>
/// <remarks>
/// <para>
/// Without -Port all emulators of the process are stopped. Requests in flight end, and a state file is complete.
/// </para>
/// </remarks>
/// <notes>
/// Needs no permission.
/// </notes>
/// <example>
/// All that run in this process.
/// <code>
/// Stop-BedrockEmulator
/// </code>
/// </example>
/// <example>
/// One, from the pipeline.
/// <code>
/// $emulator = Start-BedrockEmulator
/// $emulator | Stop-BedrockEmulator
/// </code>
/// </example>
/// <example>
/// Splatted, by its port.
/// <code>
/// $which = @{ Port = (Start-BedrockEmulator).Port }
/// Stop-BedrockEmulator @which
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "BedrockEmulator", SupportsShouldProcess = true)]
public sealed class StopBedrockEmulatorCommand : PSCmdlet
{
    /// <summary>The emulators to stop: ports, or what Start-BedrockEmulator emitted. Without it all of this process are stopped.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Emulator")]
    [EmulatorPortTransformation]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var port in Port ?? [.. RunningEmulators.All().Select(server => server.Port)])
        {
            if (Confirmation.Ask(this, force: false, ConfirmImpact.Medium, $"port {port}", "Stop the emulator") && !RunningEmulators.Stop(port))
                WriteError(EmulatorRefusals.NotRunning(port));
        }
    }
}
