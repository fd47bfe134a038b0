using BedrockModels.Pipeline;
using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Pipeline;

public sealed class PipelineQueueTests
{
    [Fact]
    public async Task Posted_action_runs_on_the_awaiting_thread()
    {
        var queue = new PipelineQueue();
        var thread = 0;

        var result = await Task.Factory.StartNew(
            () =>
            {
                var own = Environment.CurrentManagedThreadId;
                var value = queue.Await(Task.Run(() =>
                {
                    queue.Post(() => thread = Environment.CurrentManagedThreadId);
                    return 5;
                }));
                return (own, value);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.Equal(5, result.value);
        Assert.Equal(result.own, thread);
    }

    [Fact]
    public void Left_action_runs_before_the_await_returns()
    {
        var queue = new PipelineQueue();
        var ran = false;

        queue.Await(Task.Run(() =>
        {
            queue.Leave(() => ran = true);
            return 5;
        }));

        Assert.True(ran);
    }

    [Fact]
    public async Task Stop_ends_an_await_of_an_endless_task()
    {
        var queue = new PipelineQueue();
        using var started = new SemaphoreSlim(0);
        var waiting = Task.Run(() =>
        {
            queue.Post(() => started.Release());
            return queue.Await(new TaskCompletionSource<int>().Task);
        });
        await started.WaitAsync(ClientTesting.Patience);

        queue.Stop();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(ClientTesting.Patience));
    }

    [Fact]
    public void Await_throws_the_exception_of_the_task() =>
        Assert.Throws<BedrockException>(() => new PipelineQueue().Await(Task.FromException<int>(new BedrockException("x"))));
}
