using System.Management.Automation;

namespace BedrockModels;

/// <summary>The errors of the emulator's cmdlets.</summary>
internal static class EmulatorErrors
{
    public static ErrorRecord NotRunning(int port) => new(
        new ItemNotFoundException($"No emulator of this process listens on port {port}; Get-BedrockEmulator shows those that do."),
        "EmulatorNotRunning", ErrorCategory.ObjectNotFound, port);
}
