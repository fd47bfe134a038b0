using System.Collections.ObjectModel;

namespace BedrockModels;

/// <summary>The service calls of completers: limited to a second, cached for a short time, and without errors.</summary>
internal static class ServiceNames
{
    private const int MostNames = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan CachedFor = TimeSpan.FromSeconds(10);

    private static readonly string[] ConnectionParameters =
    [
        "Region", "ProfileName", "ProfileLocation", "AccessKey", "SecretKey", "SessionToken", "Credential", "EndpointUrl",
    ];

    private static readonly string[] ConnectionVariables =
    [
        "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL_BEDROCK", "AWS_ENDPOINT_URL",
    ];

    private static CachedResult? _last;

    /// <summary>The resources of a kind whose names start with the typed text, in any case.</summary>
    public static IReadOnlyList<IResource> Find(Resource resource, string word, IDictionary bound)
    {
        if (word.Length > 0 && Constraints.ModelName.Check(word) != Violations.None)
            return [];
        var parameters = ConnectionParameters.Select(name => bound[name]?.ToString());
        var variables = ConnectionVariables.Select(Environment.GetEnvironmentVariable);

        // The hash, because the text contains secrets.
        var key = string.Join('\n', [resource.GetCommand, word, .. parameters, .. variables]).GetHashCode(StringComparison.Ordinal);
        if (_last is { } last && last.Key == key && DateTime.UtcNow - last.Time < CachedFor)
            return last.Found;
        var objects = Ask(resource.GetCommand, bound, shell =>
        {
            shell.AddParameter("First", MostNames);
            if (word.Length > 0)
                shell.AddParameter("Name", word + "*");
        });
        IReadOnlyList<IResource> found = [.. objects.Select(ObjectMembers.Bare).OfType<IResource>()];
        _last = new CachedResult(key, DateTime.UtcNow, found);
        return found;
    }

    /// <summary>The tags of the resource in -ResourceArn.</summary>
    public static IReadOnlyList<PSObject> FindTags(IDictionary bound) =>
        bound["ResourceArn"] is { } arn ? Ask("Get-BedrockResourceTag", bound, shell => shell.AddParameter("ResourceArn", arn)) : [];

    private static Collection<PSObject> Ask(string command, IDictionary bound, Action<PowerShell> addParameters)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(command).AddParameter("ErrorAction", ActionPreference.Ignore);
        addParameters(shell);
        foreach (var name in ConnectionParameters.Where(name => bound[name] is not null))
            shell.AddParameter(name, bound[name]);
        using var limit = new CancellationTokenSource(Limit);
        using var stop = limit.Token.Register(() => shell.BeginStop(null, null));
        try
        {
            return shell.Invoke();
        }
        catch (RuntimeException)
        {
            // Completion must never show errors.
            return [];
        }
    }

    private sealed record CachedResult(int Key, DateTime Time, IReadOnlyList<IResource> Found);
}
