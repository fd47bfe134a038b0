namespace BedrockModels.Client;

/// <summary>Resolves the Region, endpoint and credentials of a connection, each from the first source that has it.</summary>
internal static class Connector
{
    /// <remarks>
    /// A connection that an earlier command settled is used on the caller's thread. To settle one can hang, for example in a program that
    /// issues credentials, so that runs on the pool and never delays a cancellation.
    /// </remarks>
    public static async Task<Connection> ConnectAsync(
        ConnectionSettings settings, Action<string> verbose, Action<string>? warn, CancellationToken ct)
    {
        var inputs = new ConnectionInputs(settings);
        var connection = ClientCache.Current.FindConnection(inputs) ?? ClientCache.Current.Keep(
            inputs, await Task.Run(() => SettleAsync(inputs, warn, ct), ct).WaitAsync(ct).ConfigureAwait(false));
        foreach (var line in connection.Sources)
            verbose(line);
        try
        {
            // Reports an expired login or an invalid key once per connection instead of once per call.
            await connection.Identity.ResolveAsync(ct).WaitAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            ClientCache.Current.Forget(inputs);
            throw;
        }

        if (connection.Warning?.Invoke() is { } warning)
            WarnOnce(warn, warning);
        return connection;
    }

    private static async Task<Connection> SettleAsync(ConnectionInputs inputs, Action<string>? warn, CancellationToken ct)
    {
        var context = new ConnectionContext(inputs.Settings);
        var sources = new List<string>();
        var bundle = CaBundle.Find(context);
        inputs.Files =
        [
            (context.Files.CredentialsPath, context.Files.Stamps.Credentials),
            (context.Files.ConfigPath, context.Files.Stamps.Config),
            .. bundle is null ? [] : ((string, FileStamp)[])[(bundle.Path, bundle.Stamp)],
        ];
        if (bundle is not null)
        {
            // Reports a bundle that cannot be used once per connection instead of once per call.
            ClientCache.Current.GetHttpClient(context.Environment.Clock, bundle);
            sources.Add($"Certificate authorities from {bundle}.");
        }

        var profileName = context.ProfileName;
        var (region, regionSource) = await RegionResolver.ResolveAsync(context, ct).ConfigureAwait(false);
        if (RegionResolver.IsProfileWithoutRegion(context))
        {
            WarnOnce(
                warn,
                $"The profile '{profileName}' has no Region, so {region} (from {regionSource}) is used. "
                + $"To set one, run: aws configure set region REGION --profile {InputText.Argument(profileName)}");
        }

        sources.Add($"Region {region} from {regionSource}.");
        var (endpoint, endpointSource) = EndpointResolver.Resolve(context, region);
        sources.Add($"Endpoint {endpoint} from {endpointSource}.");
        var resolver = new CredentialResolver(context, new ProfileCredentials(context, new CredentialServiceClients(context, region)));
        var token = resolver.FindBearerToken(endpoint, sources.Add);
        var credentials = token is null ? await resolver.ResolveAsync(sources.Add, ct).ConfigureAwait(false) : null;
        var name = credentials?.Name ?? CredentialResolver.BearerVariable;
        sources.Add($"Credentials from {name}.");
        if (endpoint.Scheme == "http" && !endpoint.IsLoopback)
        {
            WarnOnce(
                warn, $"The endpoint {endpoint} uses plain http: requests and responses can be read and changed in transit. Use https.");
        }

        var identity = credentials is null ? PipelineIdentity.CreateBearer(token!) : PipelineIdentity.CreateSigV4(credentials);
        var key = credentials?.Identity ?? (CredentialResolver.BearerVariable, token);
        var shared = new PipelineKey(key, endpoint, region, GetRetries(context, sources.Add), bundle)
        {
            AttemptTimeout = context.Settings.AsksModels ? BufferedResponseHandler.AnswerTimeout : null,
        };
        var pipeline = ClientCache.Current.GetPipeline(shared, identity);

        var info = new ConnectionInfo(region, endpoint, name, credentials?.ProfileName, bundle) { Clock = context.Environment.Clock };

        // Another runspace can remove the module, which disposes the pipelines.
        return new Connection(
            () => pipeline.IsDisposed ? pipeline = ClientCache.Current.GetPipeline(shared, identity) : pipeline,
            info,
            identity,
            sources,
            credentials?.Warning,
            new NeighborConnections(context, shared, info, credentials is null ? null : identity, resolver));
    }

    private static void WarnOnce(Action<string>? warn, string text)
    {
        if (warn is not null && ClientCache.Current.IsNewWarning(text))
            warn(text);
    }

    private static RetrySettings GetRetries(ConnectionContext context, Action<string> verbose)
    {
        var (mode, source) = context.GetSetting("AWS_RETRY_MODE", "retry_mode") ?? ("standard", "");
        if (mode.Equals("legacy", StringComparison.OrdinalIgnoreCase))
            verbose($"The retry mode legacy (from {source}) is the same as standard in this module.");
        return new RetrySettings(
            mode.ToUpperInvariant() switch
            {
                "ADAPTIVE" => RequestRetryMode.Adaptive,
                "STANDARD" or "LEGACY" => RequestRetryMode.Standard,
                _ => throw ConnectionErrors.InvalidConnection($"{source} is '{mode}', but must be standard or adaptive."),
            },
            context.MaxAttempts,
            context.Environment.LongestRetryPause,
            context.Environment.Clock);
    }
}

/// <summary>A connection that commands with the same inputs share.</summary>
/// <param name="Pipeline">The pipeline for its calls.</param>
/// <param name="Info">Its parts, for messages.</param>
/// <param name="Identity">The identity that it signs with.</param>
/// <param name="Sources">The lines for the verbose stream: where each part is from.</param>
/// <param name="Warning">What the caller should know about the keys after they were read.</param>
/// <param name="Neighbors">The connections to other services.</param>
internal sealed record Connection(
    Func<ServicePipeline> Pipeline,
    ConnectionInfo Info,
    PipelineIdentity Identity,
    IReadOnlyList<string> Sources,
    Func<string?>? Warning,
    NeighborConnections Neighbors);

/// <summary>The result of a connection, for messages. Never contains a secret.</summary>
internal sealed record ConnectionInfo(string Region, Uri Endpoint, string CredentialName, string? ProfileName, CaBundle? Bundle)
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public string Host => Endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>The endpoint if it is not one of AWS.</summary>
    public string? OtherEndpoint => Partition.IsHostOfAws(Endpoint.Host) ? null : Endpoint.AbsoluteUri.TrimEnd('/');
}
