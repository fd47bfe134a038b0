using System.Text.Json.Nodes;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Transport;

public sealed class StopTests
{
    /// <summary>The benchmark measures the duration of a stop; this test checks the limit of its waiting time.</summary>
    [Fact]
    public void Stop_waits_for_clients_less_than_a_second() =>
        Assert.InRange(HttpTransport.StopTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(800));

    [Fact]
    public async Task Stop_under_load_leaves_no_response_half_written()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, ModelQuota = 1000 });
        for (var i = 0; i < 200; i++)
            await emulator.CreateModel($"model-{i}");
        var served = 0;
        var enough = new TaskCompletionSource();
        var clients = Enumerable.Range(0, 32).Select(_ => Task.Run(UseUntilItEndsAsync)).ToList();
        await enough.Task;

        emulator.Server.Dispose();

        Expect.Each(await Task.WhenAll(clients), end => Assert.Equal("", end));

        // Returns the bytes after the last complete response.
        async Task<string> UseUntilItEndsAsync()
        {
            using var connection = await RawConnection.Open(emulator.Server.Port);
            try
            {
                while (true)
                {
                    await connection.Send(RawConnection.Request("GET", "/custom-models?maxResults=200"));
                    var (status, _, body) = await connection.Receive();
                    Assert.Equal(200, status);
                    Assert.Equal(200, JsonNode.Parse(body)!["modelSummaries"]!.AsArray().Count);
                    if (Interlocked.Increment(ref served) == 300)
                        enough.SetResult();
                }
            }
            catch (IOException)
            {
                return await connection.ReceiveToEnd();
            }
        }
    }

    [Fact]
    public async Task Stop_is_not_delayed_by_idle_stalled_or_unread_connections()
    {
        using var emulator = new TestEmulator(clock => new EmulatorOptions { TimeProvider = clock, ModelQuota = 1000 });
        for (var i = 0; i < 1000; i++)
            await emulator.CreateModel($"model-{i}");
        var connections = new List<RawConnection>();
        foreach (var bytes in (string[])["", "GET /custom", RawConnection.Request("POST", "/tagResource", "Content-Length: 10\r\n", "{"),
            string.Concat(Enumerable.Repeat(RawConnection.Request("GET", "/custom-models?maxResults=1000"), 100))])
        {
            var connection = await RawConnection.Open(emulator.Server.Port);
            await connection.Send(bytes);
            connections.Add(connection);
        }

        // The last connection is stuck when none of its requests are served while those of others are.
        long served;
        do
        {
            served = Lists();
            for (var i = 0; i < 50; i++)
                await emulator.Get("/custom-models/model-1");
        }
        while (served == 0 || Lists() != served);

        Assert.InRange(served, 1, 99);

        emulator.Server.Dispose();

        foreach (var connection in connections)
        {
            await connection.ReceiveToEnd();
            connection.Dispose();
        }

        long Lists() => emulator.Server.RequestCounts.GetValueOrDefault(("ListCustomModels", 200));
    }

    [Fact]
    public async Task Stopped_emulator_does_not_listen_and_can_be_stopped_again()
    {
        var emulator = new TestEmulator();

        Assert.False(emulator.Server.Stopped.WaitOne(0));

        emulator.Server.Dispose();
        emulator.Server.Dispose();

        Assert.True(emulator.Server.Stopped.WaitOne(0));
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => RawConnection.Open(emulator.Server.Port));

        emulator.Dispose();
    }
}
