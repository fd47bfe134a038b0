namespace BedrockModels;

/// <summary>
/// Gets the emulators that run in this process and the requests that they served. It does not matter which runspace started them.
/// </summary>
/// <remarks>
/// <para>RequestCounts has the number of requests for each operation and HTTP status. LastRequests has the last 1000 requests, so that a
/// test can assert what a script did. A port without an emulator is a non-terminating error (EmulatorNotRunning).</para>
/// </remarks>
/// <notes>Needs no permission.</notes>
/// <example>Get the emulators of this process.
/// <code>Get-BedrockEmulator</code></example>
/// <example>Get the requests that the emulator refused. After a test in CI, they show why a script failed.
/// <code>(Get-BedrockEmulator)[0].LastRequests | Where-Object { $_.Status -ge 400 }</code></example>
/// <example>Get one emulator by port, splatted, and show how often it returned each status.
/// <code>
/// $which = @{ Port = (Get-BedrockEmulator)[0].Port }
/// (Get-BedrockEmulator @which).RequestCounts
/// </code></example>
[Cmdlet(VerbsCommon.Get, "BedrockEmulator", HelpUri = HelpPages.Folder + "Get-BedrockEmulator.md")]
[OutputType(typeof(BedrockEmulator))]
public sealed class GetBedrockEmulatorCommand : PSCmdlet
{
    /// <summary>The ports of the emulators to get. If omitted, the cmdlet gets all emulators of this process.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [EmulatorPortTransformation]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (found, missing) = RunningEmulators.Find(Port);
        foreach (var server in found)
            WriteObject(new BedrockEmulator(server));
        foreach (var port in missing)
            WriteError(EmulatorRefusals.NotRunning(port));
    }
}
