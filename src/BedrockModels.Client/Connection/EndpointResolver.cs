namespace BedrockModels.Client;

/// <summary>Resolves the endpoint: -EndpointUrl, else a configured endpoint, else the endpoint of the Region.</summary>
internal static class EndpointResolver
{
    public static (Uri Endpoint, string Source) Resolve(ConnectionContext context, string region)
    {
        var (given, asksModels) = (context.Settings.EndpointUrl, context.Settings.AsksModels);
        if ((string.IsNullOrEmpty(given) ? FindConfigured(context, asksModels) : (given, "-EndpointUrl")) is var (url, source))
            return (ParseCustom(context, url, source), source);
        var (fips, dualStack) = (context.UsesFips, context.UsesDualStack);
        var host = Partition.Find(region).HostOf(region, fips, dualStack, asksModels ? "bedrock-runtime" : "bedrock");
        return (new Uri($"https://{host}/"), "the Region" + (fips, dualStack) switch
        {
            (true, true) => ", with FIPS and dual-stack",
            (true, false) => ", with FIPS",
            (false, true) => ", with dual-stack",
            _ => "",
        });
    }

    /// <summary>
    /// The configured endpoint. The runtime also uses the endpoint of the control plane if that is on this machine, because an emulator
    /// serves both.
    /// </summary>
    private static (string Value, string Source)? FindConfigured(ConnectionContext context, bool asksModels)
    {
        if (asksModels && context.GetConfiguredEndpoint("bedrock_runtime") is { } runtime)
            return runtime;
        return context.GetConfiguredEndpoint("bedrock") is var (url, source) && (!asksModels || Parse(url, source).IsLoopback)
            ? (url, source)
            : null;
    }

    /// <summary>
    /// The endpoint of a neighbor: a configured one, else the endpoint of Bedrock if that is on this machine, because an emulator serves
    /// all services, else the endpoint of the Region.
    /// </summary>
    public static (Uri Endpoint, bool IsOfRegion) Resolve(ConnectionContext context, NeighborService service, string region, Uri bedrock)
    {
        if (context.GetConfiguredEndpoint(service.ConfigKey) is var (url, source))
            return (ParseCustom(context, url, source), false);
        return bedrock.IsLoopback
            ? (bedrock, false)
            : (new Uri($"https://{service.HostOf(region, context.UsesFips, context.UsesDualStack)}/"), true);
    }

    /// <summary>Parses a custom endpoint of a service. Like all AWS SDKs, rejects it in combination with FIPS or dual-stack.</summary>
    public static Uri ParseCustom(ConnectionContext context, string url, string source)
    {
        var endpoint = Parse(url, source);
        var (fips, dualStack) = (context.UsesFips, context.UsesDualStack);
        if (!fips && !dualStack)
            return endpoint;
        var (kind, switches) = fips
            ? ("FIPS", "AWS_USE_FIPS_ENDPOINT, use_fips_endpoint")
            : ("dual-stack", "AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint");
        throw ConnectionErrors.InvalidEndpoint(
            $"The endpoint {endpoint} (from {source}) cannot be combined with {kind} endpoints, which are turned on. "
            + $"Specify the endpoint you want, or turn them off ({switches}).");
    }

    /// <summary>Parses an address.</summary>
    public static Uri Parse(string url, string source) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            ? parsed
            : throw ConnectionErrors.InvalidEndpoint(
                $"{Show(url, source)} is not a valid endpoint. Use an http or https address without user, query or fragment, "
                + "for example http://127.0.0.1:4566.");

    /// <summary>A value for a message, which must not show a value that may contain a password.</summary>
    public static string Show(string url, string source) =>
        url.AsSpan().IndexOfAny('@', '?', '#') < 0 ? $"'{url}' (from {source})" : $"The value from {source}";

    /// <summary>An address for a message: without user, query and fragment.</summary>
    public static string Show(Uri address) => $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";
}
