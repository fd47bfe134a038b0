namespace BedrockModels;

/// <summary>Stops emulators of this process and restores the environment that -SetEnvironment changed.</summary>
/// <remarks>
/// <para>If -Port is omitted, the cmdlet stops all emulators of this process. Requests in flight end, and the state file is complete. A
/// port without an emulator is a non-terminating error (EmulatorNotRunning).</para>
/// </remarks>
/// <notes>Needs no permission.</notes>
/// <example>Stop all emulators of this process.
/// <code>Stop-BedrockEmulator</code></example>
/// <example>Stop one emulator from the pipeline.
/// <code>
/// $emulator = Start-BedrockEmulator
/// $emulator | Stop-BedrockEmulator
/// </code></example>
/// <example>Stop one emulator by port, splatted.
/// <code>
/// $which = @{ Port = (Start-BedrockEmulator).Port }
/// Stop-BedrockEmulator @which
/// </code></example>
[Cmdlet(VerbsLifecycle.Stop, "BedrockEmulator", SupportsShouldProcess = true)]
public sealed class StopBedrockEmulatorCommand : PSCmdlet
{
    /// <summary>
    /// The emulators to stop: ports, or objects that Start-BedrockEmulator returned. If omitted, the cmdlet stops all emulators of this
    /// process.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Emulator")]
    [EmulatorPortTransformation]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var port in Port ?? [.. RunningEmulators.All().Select(server => server.Port)])
        {
            if (Confirmation.Ask(this, force: false, ConfirmImpact.Medium, $"port {port}", "Stop the emulator")
                && !RunningEmulators.Stop(port))
                WriteError(EmulatorRefusals.NotRunning(port));
        }
    }
}
