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

        // A profile can have these settings too, and would then lead to AWS, or to an error. A variable wins over it.
        foreach (var name in (string[])["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"])
            environment.Put(name, "false");

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
            var (upper, lower) = (Value("NO_PROXY"), Value("no_proxy"));
            environment.Put("NO_PROXY", WithHost(upper ?? lower, host));
            environment.Put("no_proxy", WithHost(lower ?? upper, host));
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
        // The AWS CLI refuses keys that have expired, and all keys if it is to prefer a token.
        Put("AWS_CREDENTIAL_EXPIRATION", null);
        Put("AWS_AUTH_SCHEME_PREFERENCE", null);

        // Clients prefer a token to keys, and a token names no Region.
        Put(CredentialResolver.BearerVariable, null);
        if (options.Credentials is [var credential, ..])
        {
            PutKeys(credential.AccessKey, credential.SecretKey, credential.SessionToken);
        }
        else if (options.BearerTokens is [var token, ..])
        {
            Put(CredentialResolver.BearerVariable, token);

            // This module sends no other token to an http endpoint.
            Put(CredentialResolver.EmulatorTokenVariable, token);
        }
        else if (Value("AWS_ACCESS_KEY_ID") is null || Value("AWS_SECRET_ACCESS_KEY") is null)
        {
            PutKeys("emulator", "emulator", null);
        }
    }

    private void PutKeys(string accessKey, string secretKey, string? token)
    {
        Put("AWS_ACCESS_KEY_ID", accessKey);
        Put("AWS_SECRET_ACCESS_KEY", secretKey);
        Put("AWS_SESSION_TOKEN", token);

        // The AWS CLI and this module prefer this older name.
        Put("AWS_SECURITY_TOKEN", null);
    }

    /// <summary>A list of hosts without a proxy with one more. Alone, * is all hosts; in a list it is none.</summary>
    private static string WithHost(string? list, string host) => list is null ? host : list == "*" ? list : $"{list},{host}";

    private void Put(string name, string? value)
    {
        _found.Push((name, Environment.GetEnvironmentVariable(name)));
        Environment.SetEnvironmentVariable(name, value);
    }

    private static string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
