using System.Collections.Concurrent;

namespace BedrockModels.Client;

/// <summary>
/// What a connection is made from: the caller's settings, the environment variables that were read, and the files. A later command uses the
/// connection again while none of these has changed.
/// </summary>
internal sealed class ConnectionInputs
{
    // A file that was just written can change again without a new stamp.
    private static readonly TimeSpan StampAge = TimeSpan.FromSeconds(1);
    private static readonly Func<string, string?> NoVariables = _ => null;

    private readonly ConcurrentDictionary<string, string?> _variables = new();

    public ConnectionInputs(ConnectionSettings settings)
    {
        var (environment, credential, stored) = (settings.Environment, settings.Credential, settings.StoredCredential);
        Settings = settings with { Environment = environment with { Variable = Read } };
        var plain = settings with { Credential = null, StoredCredential = null, Environment = environment with { Variable = NoVariables } };
        Key = (plain, credential?.Name, credential?.Identity, stored?.Name, stored?.Identity);

        string? Read(string name)
        {
            // Credentials that refresh themselves read again later, and must then get the value of that time.
            var value = environment.Variable(name);
            _variables.TryAdd(name, value);
            return value;
        }
    }

    /// <summary>The settings, with an environment that records what is read.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>Equal for equal settings. Contains keys, so it must never be shown.</summary>
    public object Key { get; }

    /// <summary>The files that were read, each with its stamp before the reading.</summary>
    public (string Path, FileStamp Stamp)[] Files { get; set; } = [];

    /// <summary>Whether the stamps of the files would show the next change.</summary>
    public bool AreSettled() => Files.All(file => DateTime.UtcNow - file.Stamp.LastWrite > StampAge);

    /// <summary>Whether an environment still has the variables and the files that were read.</summary>
    public bool AreSame(HostEnvironment environment) =>
        _variables.All(variable => environment.Variable(variable.Key) == variable.Value)
        && Files.All(file => FileStamp.Read(file.Path) == file.Stamp);
}
