using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>A home folder and environment variables for one test, without those of the machine.</summary>
internal sealed class TestHome : IDisposable
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly Uri _metadata;

    public TestHome(FakeAws aws)
        : this(new Uri(aws.Url))
    {
        // The default of 1 s is short on a machine that is busy with other tests.
        Set("AWS_METADATA_SERVICE_TIMEOUT", "60");
        Set("AWS_ENDPOINT_URL_STS", aws.Url);
        Set("AWS_ENDPOINT_URL_SSO", aws.Url);
        Set("AWS_ENDPOINT_URL_SSO_OIDC", aws.Url);
    }

    public TestHome(Uri metadata)
    {
        _metadata = metadata;
        Directory.CreateDirectory(Path.Combine(Folder, ".aws"));
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "bedrock-models-home-" + Guid.NewGuid().ToString("N"));

    public string ConfigPath => Path.Combine(Folder, ".aws", "config");

    public string CredentialsPath => Path.Combine(Folder, ".aws", "credentials");

    /// <summary>Measures how long keys are valid.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The location of the session, below the home folder.</summary>
    public string Location { get; set; } = "";

    public HostEnvironment Environment => new(_variables.GetValueOrDefault, Folder)
    {
        WorkingFolder = Path.Combine(Folder, Location),
        Clock = Clock,
        LongestRetryPause = TimeSpan.FromMilliseconds(5),
        ContainerHost = _metadata,
        MetadataHost = _metadata,
    };

    public TestHome Set(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public TestHome Config(string text)
    {
        File.AppendAllText(ConfigPath, text + "\n");
        return this;
    }

    public TestHome Credentials(string text)
    {
        File.AppendAllText(CredentialsPath, text + "\n");
        return this;
    }

    /// <summary>Writes a file to the home folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Creates a link in the home folder, relative to it, and replaces an earlier one.</summary>
    public TestHome Link(string name, string target)
    {
        var path = Path.Combine(Folder, name);
        if (File.Exists(path) || Directory.Exists(path))
            File.Delete(path);
        File.CreateSymbolicLink(path, target);
        return this;
    }

    /// <summary>Gets a model with the credentials of a profile; throws if the connection or the call fails.</summary>
    public async Task CallAsync(FakeAws aws, string? profile = "p", string? location = null, string? region = "eu-west-3")
    {
        var (client, _) = await ClientTesting.ConnectAsync(new ConnectionSettings
        {
            Region = region,
            ProfileName = profile,
            ProfileLocation = location,
            EndpointUrl = aws.Url,
            Environment = Environment,
        });
        await client.GetCustomModelAsync("m", CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
