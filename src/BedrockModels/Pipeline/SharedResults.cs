using System.Collections.Concurrent;

namespace BedrockModels.Pipeline;

/// <summary>Results that the items of one command share: each is read once. After a failure that may pass, it is read again.</summary>
internal sealed class SharedResults<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task>> _results = new();

    /// <summary>The result of a key. All reads of a key return the same type.</summary>
    public async Task<T> GetAsync<T>(TKey key, Func<Task<T>> read)
    {
        var result = _results.GetOrAdd(key, _ => new Lazy<Task>(read));
        try
        {
            return await ((Task<T>)result.Value).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not BedrockException { IsRetryable: false })
        {
            _results.TryRemove(new(key, result));
            throw;
        }
    }
}
