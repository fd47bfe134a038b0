namespace BedrockModels;

/// <summary>Stops emulators of this process and restores the environment that -SetEnvironment changed.</summary>
/// <remarks>
/// <para>If -Port is omitted, the cmdlet stops the only emulator of this process. If several are running, it stops none and writes an
/// error that lists them (EmulatorNotSpecified); -All stops all of them. Requests in flight end, and the state file is complete. A port
/// without an emulator is a non-terminating error (EmulatorNotRunning).</para>
/// </remarks>
/// <notes>Needs no permission.</notes>
/// <example>Stop all emulators of this process.
/// <code>Stop-BedrockEmulator -All</code></example>
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
[Cmdlet(VerbsLifecycle.Stop, "BedrockEmulator", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Port),
    HelpUri = HelpPages.Folder + "Stop-BedrockEmulator.md")]
public sealed class StopBedrockEmulatorCommand : PSCmdlet
{
    /// <summary>
    /// The emulators to stop: ports, URLs, or objects that Start-BedrockEmulator returned. If omitted, the cmdlet stops the only emulator
    /// of this process.
    /// </summary>
    [Parameter(ParameterSetName = nameof(Port), Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Emulator")]
    [EmulatorPortTransformation]
    [ValidateNotNull]
    public int[]? Port { get; set; }

    /// <summary>Stops all emulators of this process.</summary>
    [Parameter(ParameterSetName = nameof(All), Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var running = RunningEmulators.All().Select(server => server.Port).ToArray();
        if (Port is null && !All && running.Length > 1)
        {
            WriteError(EmulatorRefusals.NotSpecified(running));
            return;
        }

        foreach (var port in Port ?? running)
        {
            if (Confirmation.Ask(this, force: false, ConfirmImpact.Medium, $"port {port}", "Stop the emulator")
                && !RunningEmulators.Stop(port))
                WriteError(EmulatorRefusals.NotRunning(port));
        }
    }
}
