using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Transport;

public sealed class LoadTests : IDisposable
{
    private const int Many = 500;

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public async Task Five_hundred_concurrent_connections_are_all_served_and_stay_open()
    {
        await _emulator.CreateModel("model");
        var connections = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => RawConnection.Open(_emulator.Server.Port)));

        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(connections.Select(connection => connection.Send(RawConnection.Request("GET", "/custom-models/model"))));
            var answers = await Task.WhenAll(connections.Select(connection => connection.Receive()));
            Expect.Each(answers, answer => Assert.Equal(200, answer.Status));
        }

        foreach (var connection in connections)
            connection.Dispose();
    }

    [Fact]
    public async Task Thousand_idle_connections_disturb_nobody()
    {
        var idle = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => RawConnection.Open(_emulator.Server.Port)));

        var reply = await _emulator.CreateModel("model");

        Assert.Equal(202, reply.Status);
        foreach (var connection in idle)
            connection.Dispose();
    }

    [Fact]
    public async Task More_connections_than_the_process_has_files_leave_it_alive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a limit of open files that clients can reach.");
        using var state = new Durability.StateFolder();
        var command = $"ulimit -n 256; exec dotnet '{typeof(LoadTests).Assembly.Location}' emulator '{state.Path}'";
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var port = int.Parse((await process.StandardOutput.ReadLineAsync())!, null);

        var connections = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => RawConnection.Open(port)));
        await connections[0].Send(RawConnection.Request("GET", "/custom-models"));
        await connections[0].Receive();
        var files = Directory.GetFiles($"/proc/{process.Id}/fd").Length;
        foreach (var connection in connections)
            connection.Dispose();
        using var last = await RawConnection.Open(port);
        await last.Send(RawConnection.Request("GET", "/custom-models"));

        Assert.InRange(files, 1, 256 - 32);
        Assert.Equal(200, (await last.Receive()).Status);
        process.Kill();
        await process.WaitForExitAsync();
    }

    [Fact]
    public async Task Slow_stalled_and_vanished_clients_do_not_delay_the_others()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, ModelQuota = 2000 });
        for (var i = 0; i < 1000; i++)
            await emulator.CreateModel($"model-{i}");
        var stalled = new List<RawConnection>();
        for (var i = 0; i < 50; i++)
        {
            // Half a head; half a body; megabytes of responses that are never read; a disconnect in the middle.
            stalled.Add(await Open("GET /custom-models HT"));
            stalled.Add(await Open(RawConnection.Request("POST", "/tagResource", "Content-Length: 1000\r\n", "{")));
            stalled.Add(await Open(string.Concat(Enumerable.Repeat(RawConnection.Request("GET", "/custom-models?maxResults=1000"), 20))));
            (await Open(RawConnection.Request("GET", "/custom-models?maxResults=1000"))).Abort();
        }

        // The stalled connections stay stalled: a request that waited for one of them would never get a response.
        for (var i = 0; i < 100; i++)
            Assert.Equal(200, (await emulator.Get("/custom-models/model-1")).Status);

        foreach (var connection in stalled)
            connection.Dispose();

        async Task<RawConnection> Open(string bytes)
        {
            var connection = await RawConnection.Open(emulator.Server.Port);
            await connection.Send(bytes);
            return connection;
        }
    }

    [Fact]
    public async Task Slow_operation_does_not_delay_the_next_connection()
    {
        var clock = new NotifyingClock();
        using var emulator = new TestEmulator(_ => new EmulatorOptions
        {
            TimeProvider = clock,
            Faults = [new FaultRule { Operation = "ListCustomModels", Delay = TimeSpan.FromHours(1) }],
        });
        var held = emulator.Get("/custom-models");
        await clock.WaitedOn;

        Assert.Equal(404, (await emulator.Get("/custom-models/model")).Status);
        Assert.False(held.IsCompleted);

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(200, (await held).Status);
    }
}
