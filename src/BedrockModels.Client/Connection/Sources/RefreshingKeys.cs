using System.Diagnostics.CodeAnalysis;

namespace BedrockModels.Client;

/// <summary>
/// The keys of one source, requested again five minutes before they end and after a service rejected them.
/// (RefreshingAWSCredentials of the SDK cannot be canceled: after Stop, its request or process would go on.)
/// </summary>
/// <param name="name">The name of the source in messages.</param>
/// <param name="clock">Tells whether the keys have ended.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has no wait handle.")]
internal abstract class RefreshingKeys(string name, TimeProvider clock)
{
    /// <summary>Time for a call and its retries, so that keys do not end on the way.</summary>
    protected static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1, 1);

    private volatile State? _state;

    protected string Name => name;

    protected TimeProvider Clock => clock;

    /// <summary>Whether an error means that the keys have ended or were replaced, so that the source may have newer ones.</summary>
    public static bool IsRejection(string? errorCode) =>
        errorCode is ErrorCode.ExpiredToken or "ExpiredToken" or ErrorCode.UnrecognizedClient or "InvalidClientTokenId";

    /// <summary>
    /// What the keys depend on besides the profile files, for example the folder that a program runs in; null if on nothing else. It can
    /// contain keys, so it must never be shown.
    /// </summary>
    public virtual object? Origin => null;

    /// <summary>What the caller should know about the keys; null if they are as they should be.</summary>
    public virtual string? Warning => null;

    /// <exception cref="BedrockException">The source returned no keys.</exception>
    protected abstract Task<IssuedKeys> IssueAsync(CancellationToken ct);

    public async Task<AccessKeys> ReadAsync(CancellationToken ct)
    {
        if (GetCurrent() is { } current)
            return current;
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return GetCurrent() ?? await RenewAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets the keys, so that the next read asks the source again.</summary>
    public void Forget() => _state = null;

    private AccessKeys? GetCurrent() => _state is { } state && clock.GetUtcNow() < state.Due ? state.Keys : null;

    private async Task<AccessKeys> RenewAsync(CancellationToken ct)
    {
        try
        {
            var (keys, end) = await IssueAsync(ct).ConfigureAwait(false);
            var now = clock.GetUtcNow();
            var left = (end ?? DateTimeOffset.MaxValue) - now;
            if (left <= TimeSpan.Zero)
            {
                throw ConnectionErrors.CredentialsNotFound(
                    $"The credentials from {name} had already expired when they were issued. "
                    + "Check the clock of this computer and of the system that issued them.");
            }

            // Keys that are issued for a few minutes are kept for half of them.
            _state = new State(keys, end, now + (left - Margin > left / 2 ? left - Margin : left / 2));
            return keys;
        }
        catch (BedrockException) when (_state is { } state && clock.GetUtcNow() < state.End)
        {
            // The keys are still good. The source is asked again in a minute and not by each call.
            _state = state with { Due = clock.GetUtcNow().AddMinutes(1) };
            return state.Keys;
        }
    }

    private sealed record State(AccessKeys Keys, DateTimeOffset? End, DateTimeOffset Due);
}

/// <summary>Keys that a file or a variable holds, read again after a service rejected them.</summary>
/// <param name="keys">The keys that were read first.</param>
/// <param name="reread">Reads the keys again; returns null if there are none.</param>
internal sealed class StoredKeys(AccessKeys keys, Func<AccessKeys?> reread) : RefreshingKeys("a profile", TimeProvider.System)
{
    private bool _isRead;

    public override object? Origin => keys;

    protected override Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        var current = _isRead ? reread() ?? keys : keys;
        _isRead = true;
        return Task.FromResult(new IssuedKeys(current, null));
    }
}
