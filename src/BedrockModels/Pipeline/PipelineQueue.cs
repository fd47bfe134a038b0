using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace BedrockModels.Pipeline;

/// <summary>
/// Brings actions of other threads to the pipeline thread: any thread posts, and the pipeline thread runs the posted actions while it waits
/// for a task. Stop ends every wait at once; running tasks end by cancellation.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Stop can come after the end, on another thread, so never dispose the source.")]
internal sealed class PipelineQueue
{
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Stopping => _stop.Token;

    /// <summary>Queues an action and wakes the pipeline thread if it waits.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        _wake.Release();
    }

    /// <summary>Queues an action without waking the pipeline thread. It runs at the end of the call at the latest.</summary>
    public void Leave(Action action) => _posted.Enqueue(action);

    public void Stop() => _stop.Cancel();

    /// <summary>Runs posted actions until the task is complete, then the remaining ones.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public T Await<T>(Task<T> task)
    {
        if (!task.IsCompleted)
        {
            task.ContinueWith(
                (_, wake) => ((SemaphoreSlim)wake!).Release(),
                _wake,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        while (!task.IsCompleted)
        {
            _wake.Wait(Stopping);
            RunPosted();
        }

        RunPosted();
        Stopping.ThrowIfCancellationRequested();
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs the actions posted so far.</summary>
    public void RunPosted()
    {
        while (_posted.TryDequeue(out var action))
            action();
    }
}
