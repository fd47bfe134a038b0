using System.Collections.Concurrent;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>The caller's thread is the PowerShell pipeline's, which must respond to Ctrl+C, so slow work runs on another thread.</summary>
public sealed class CallerThreadTests
{
    [Fact]
    public async Task First_call_runs_on_another_thread_and_later_calls_start_on_the_callers()
    {
        await using var server = new StandIn(Reply.Model.KeepAlive());
        var clock = new ThreadClock();
        var settings = ClientTesting.To(server);

        var (client, _) = await ClientTesting.ConnectAsync(settings with { Environment = settings.Environment with { Clock = clock } });

        // The SDK's pipeline reads the clock at the start of each attempt.
        Assert.DoesNotContain(await CallAsync(client, clock.Threads), clock.Threads);
        Assert.NotEmpty(clock.Threads);
        Assert.Contains(await CallAsync(client, clock.Threads), clock.Threads);
    }

    [Fact]
    public async Task Caller_source_is_read_on_another_thread_for_every_call()
    {
        await using var server = new StandIn(Reply.Model.KeepAlive());
        var threads = new ConcurrentQueue<Thread>();
        var source = new CredentialSource("$StoredAWSCredentials", new object(), () =>
        {
            threads.Enqueue(Thread.CurrentThread);
            return new AccessKeys("AKIDEXAMPLE", "secret", null);
        });

        var (client, _) = await ClientTesting.ConnectAsync(ClientTesting.To(server) with { Credential = null, StoredCredential = source });

        for (var call = 0; call < 3; call++)
        {
            Assert.DoesNotContain(await CallAsync(client, threads), threads);
            Assert.NotEmpty(threads);
        }
    }

    /// <summary>Makes a call on a new thread that runs nothing else.</summary>
    /// <returns>The thread as an object, because .NET reuses the ids of threads.</returns>
    private static async Task<Thread> CallAsync(BedrockClient client, ConcurrentQueue<Thread> threads)
    {
        threads.Clear();
        var (caller, call) = await Task.Factory.StartNew(
            () => (Thread.CurrentThread, client.GetCustomModelAsync("m", CancellationToken.None)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await call;
        return caller;
    }

    private sealed class ThreadClock : TimeProvider
    {
        public ConcurrentQueue<Thread> Threads { get; } = new();

        public override DateTimeOffset GetUtcNow()
        {
            Threads.Enqueue(Thread.CurrentThread);
            return base.GetUtcNow();
        }
    }
}
