namespace BedrockModels;

/// <summary>
/// The environment variables of the process while an emulator replaces the service for every module, job and child process. Restore returns
/// them to their earlier values.
/// </summary>
internal sealed class EmulatorEnvironment
{
    private static readonly string[] AccountServices = ["STS", "IAM", "KMS", "SERVICE_QUOTAS", "SAGEMAKER", "S3"];

    private readonly Stack<(string Name, string? Value)> _found = [];

    private EmulatorEnvironment()
    {
    }

    public static EmulatorEnvironment Set(EmulatorServer server)
    {
        var environment = new EmulatorEnvironment();
        environment.Put("AWS_ENDPOINT_URL_BEDROCK", server.EndpointUrl);
        environment.Put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", server.EndpointUrl);

        // Without an account, the script's other calls to AWS are its own.
        if (server.Account is not null)
            Array.ForEach(AccountServices, service => environment.Put("AWS_ENDPOINT_URL_" + service, server.EndpointUrl));
        if (Value("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") is not null)
            environment.Put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false");

        // Some tools read only one of these two.
        var region = Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION") ?? server.Options.DefaultRegion;
        foreach (var name in (string[])["AWS_REGION", "AWS_DEFAULT_REGION"])
        {
            if (Value(name) is null)
                environment.Put(name, region);
        }

        environment.PutKeys(server.Options);

        // Other tools would send requests for the loopback address to the proxy.
        if (((string[])["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]).Any(name => Value(name) is not null))
        {
            var host = new Uri(server.EndpointUrl).DnsSafeHost;
            foreach (var name in (string[])["NO_PROXY", "no_proxy"])
                environment.Put(name, Value(name) is { } list ? $"{list},{host}" : host);
        }

        return environment;
    }

    /// <summary>Restores the earlier values in reverse order, because two names can be the same variable on Windows.</summary>
    public void Restore()
    {
        while (_found.TryPop(out var found))
            Environment.SetEnvironmentVariable(found.Name, found.Value);
    }

    private void PutKeys(EmulatorOptions options)
    {
        if (options.Credentials is [var credential, ..])
        {
            Put("AWS_ACCESS_KEY_ID", credential.AccessKey);
            Put("AWS_SECRET_ACCESS_KEY", credential.SecretKey);
            Put("AWS_SESSION_TOKEN", credential.SessionToken);

            // Clients prefer a token to keys.
            Put("AWS_BEARER_TOKEN_BEDROCK", null);
        }
        else if (options.BearerTokens is [var token, ..])
        {
            Put("AWS_BEARER_TOKEN_BEDROCK", token);

            // This module sends no other token to an http endpoint.
            Put(CredentialResolver.EmulatorTokenVariable, token);
        }
        else if (Value("AWS_ACCESS_KEY_ID") is null)
        {
            Put("AWS_ACCESS_KEY_ID", "emulator");
            Put("AWS_SECRET_ACCESS_KEY", "emulator");
        }
    }

    private void Put(string name, string? value)
    {
        _found.Push((name, Environment.GetEnvironmentVariable(name)));
        Environment.SetEnvironmentVariable(name, value);
    }

    private static string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
