namespace BedrockModels;

/// <summary>The emulators of this process. The list is static, so that every runspace can find and stop them.</summary>
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

    /// <summary>The emulators on these ports, by default all, and the ports without an emulator.</summary>
    public static (IReadOnlyList<EmulatorServer> Found, IReadOnlyList<int> Missing) Find(int[]? ports)
    {
        var running = All();
        if (ports is null)
            return (running, []);
        var missing = ports.Where(port => running.All(server => server.Port != port));
        return ([.. running.Where(server => ports.Contains(server.Port))], [.. missing]);
    }

    /// <summary>Stops the emulator on a port and restores the environment; false if there is none, or not the expected one.</summary>
    public static bool Stop(int port, EmulatorServer? expected = null)
    {
        lock (Gate)
        {
            if (!ByPort.TryGetValue(port, out var running) || (expected is not null && expected != running.Server))
                return false;
            ByPort.Remove(port);
            running.Environment?.Restore();
            running.Server.Dispose();
            return true;
        }
    }
}
