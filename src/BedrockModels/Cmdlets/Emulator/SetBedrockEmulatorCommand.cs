namespace BedrockModels;

/// <summary>Changes emulators of this process while they run: moves their clock forward and changes their faults.</summary>
/// <remarks>
/// <para>
/// -Advance lets you test long periods in a second: an activation of 40 minutes, a commitment of six months, the lifetime of a request
/// token. With Start-BedrockEmulator -Clock Manual, only -Advance moves the clock.
/// </para>
/// <para>
/// If -Port is omitted, the cmdlet changes all emulators of this process. A port without an emulator is a non-terminating error
/// (EmulatorNotRunning). A fault that is not valid, or a time after the year 8999, ends the cmdlet with an error (EmulatorNotChanged).
/// The emulators of that record are then not changed.
/// </para>
/// </remarks>
/// <notes>
/// Needs no permission.
/// </notes>
/// <example>
/// Move the clock of all emulators by 40 minutes.
/// <code>
/// Set-BedrockEmulator -Advance 00:40:00
/// </code>
/// </example>
/// <example>
/// Make the service throttle every request for a part of a test, splatted, and remove all faults after it.
/// <code>
/// $emulator = Start-BedrockEmulator
/// $throttled = @{ Fault = @{ Error = 'ThrottlingException' } }
/// $emulator | Set-BedrockEmulator @throttled
/// $emulator | Set-BedrockEmulator -Fault @()
/// $emulator | Stop-BedrockEmulator
/// </code>
/// </example>
/// <example>
/// Test in CI that a script reports a model that becomes Failed a day after it was Active.
/// <code>
/// $fault = @{ Operation = 'CreateCustomModel'; Fail = 'The artifacts were removed.'; FailAfter = '1.00:00:00' }
/// $emulator = Start-BedrockEmulator -Clock Manual -ActivationTime 0 -Fault $fault -SetEnvironment
/// New-BedrockCustomModel support-assistant -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/support-assistant/1
/// $emulator | Set-BedrockEmulator -Advance 1.00:00:00
/// (Get-BedrockCustomModel support-assistant).ModelStatus
/// $emulator | Stop-BedrockEmulator
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Set, "BedrockEmulator", SupportsShouldProcess = true, HelpUri = HelpPages.Folder + "Set-BedrockEmulator.md")]
[OutputType(typeof(BedrockEmulator))]
public sealed class SetBedrockEmulatorCommand : PSCmdlet
{
    /// <summary>
    /// The emulators to change: ports, or objects that Start-BedrockEmulator returned. If omitted, the cmdlet changes all
    /// emulators of this process.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), Alias("Emulator")]
    [EmulatorPortTransformation]
    public int[]? Port { get; set; }

    /// <summary>The time to move the clock forward by: a TimeSpan or a number of seconds.</summary>
    [Parameter, DurationTransformation]
    public TimeSpan Advance { get; set; }

    /// <summary>
    /// The faults that replace all faults, as hashtables like those of Start-BedrockEmulator. An empty array removes all faults.
    /// </summary>
    [Parameter, ValidateNotNull]
    [AllowEmptyCollection]
    public IDictionary[]? Fault { get; set; }

    /// <summary>The faults to add after the existing ones, as hashtables like those of Start-BedrockEmulator.</summary>
    [Parameter, ValidateNotNullOrEmpty]
    public IDictionary[]? AddFault { get; set; }

    /// <summary>Returns the changed emulators.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (found, missing) = RunningEmulators.Find(Port);
        var (faults, added) = Check(found);
        foreach (var server in found)
        {
            if (!Confirmation.Ask(this, force: false, ConfirmImpact.Low, $"port {server.Port}", "Change the emulator"))
                continue;
            if (faults is not null)
                server.SetFaults(faults, keepExisting: false);
            server.SetFaults(added ?? [], keepExisting: true);
            server.Clock.Advance(Advance);
            if (PassThru)
                WriteObject(new BedrockEmulator(server));
        }

        foreach (var port in missing)
            WriteError(EmulatorRefusals.NotRunning(port));
    }

    /// <summary>Reads the faults, and refuses everything that is not valid before the first emulator changes.</summary>
    private (List<FaultRule>? Faults, List<FaultRule>? Added) Check(IReadOnlyList<EmulatorServer> chosen)
    {
        try
        {
            foreach (var server in chosen)
                server.Clock.Check(Advance);
            return (Fault?.Select(FaultReader.Read).ToList(), AddFault?.Select(FaultReader.Read).ToList());
        }
        catch (EmulatorException exception)
        {
            ThrowTerminatingError(EmulatorRefusals.NotChanged(exception));
            throw;
        }
    }
}
