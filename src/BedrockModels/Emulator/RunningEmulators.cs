using BedrockModels.Emulator;

namespace BedrockModels;

/// <summary>The emulators of this process: one list, so that another runspace can find and stop what one has started.</summary>
internal static class RunningEmulators
{
    private static readonly object Gate = new();
    private static readonly SortedDictionary<int, (EmulatorServer Server, EmulatorEnvironment? Environment)> ByPort = [];

    public static EmulatorServer Start(EmulatorOptions options, bool setEnvironment)
    {
        lock (Gate)
        {
            if (setEnvironment && ByPort.Values.FirstOrDefault(running => running.Environment is not null).Server is { } holder)
                throw EmulatorRefusals.EnvironmentAlreadySet(holder.Port);
            var server = EmulatorServer.Start(options);
            ByPort.Add(server.Port, (server, setEnvironment ? EmulatorEnvironment.Set(server) : null));
            return server;
        }
    }

    public static IReadOnlyList<EmulatorServer> All()
    {
        lock (Gate)
            return [.. ByPort.Values.Select(running => running.Server)];
    }

    /// <summary>Stops the emulator on a port and puts the environment back; false where there is none, or not the one that is meant.</summary>
    public static bool Stop(int port, EmulatorServer? meant = null)
    {
        lock (Gate)
        {
            if (!ByPort.TryGetValue(port, out var running) || (meant is not null && meant != running.Server))
                return false;
            ByPort.Remove(port);
            running.Environment?.Restore();
            running.Server.Dispose();
            return true;
        }
    }
}
