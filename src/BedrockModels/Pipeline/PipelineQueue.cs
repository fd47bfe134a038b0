using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace BedrockModels.Pipeline;

/// <summary>
/// The bridge from asynchronous work to the pipeline thread: any thread posts, and the pipeline thread runs what was posted
/// while it awaits. Stopping ends every await at once; whatever still runs is left to its cancellation.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Stop comes on another thread, and may come after the end: the source of the token is never disposed.")]
internal sealed class PipelineQueue
{
    private readonly ConcurrentQueue<Action> _posted = new();

    private readonly SemaphoreSlim _wake = new(0);

    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Stopping => _stop.Token;

    /// <summary>Has an action run now, where the pipeline thread awaits something.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        _wake.Release();
    }

    /// <summary>Has an action run with whatever comes next; it wakes nobody, so it is for what can wait for the end of a call.</summary>
    public void Leave(Action action) => _posted.Enqueue(action);

    public void Stop() => _stop.Cancel();

    /// <summary>Runs posted actions until the task has ended, then those that it left behind.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public T Await<T>(Task<T> task)
    {
        if (!task.IsCompleted)
            task.ContinueWith((_, wake) => ((SemaphoreSlim)wake!).Release(), _wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            _wake.Wait(Stopping);
            RunPosted();
        }

        RunPosted();
        Stopping.ThrowIfCancellationRequested();
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs what has been posted so far.</summary>
    public void RunPosted()
    {
        while (_posted.TryDequeue(out var action))
            action();
    }
}
