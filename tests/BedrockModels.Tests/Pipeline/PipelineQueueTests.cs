using BedrockModels.Pipeline;
using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Pipeline;

public sealed class PipelineQueueTests
{
    [Fact]
    public async Task What_is_posted_runs_on_the_thread_that_awaits()
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
    public void What_is_left_runs_by_the_end_of_what_is_awaited()
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
    public async Task Stop_ends_an_await_of_something_that_never_ends()
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
    public void A_failure_comes_out_as_it_is() =>
        Assert.Throws<BedrockException>(() => new PipelineQueue().Await(Task.FromException<int>(new BedrockException("x"))));
}
