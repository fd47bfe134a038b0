using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Finds the endpoint.</summary>
internal static class EndpointResolver
{
    public static (Uri Endpoint, string Source) Resolve(ConnectionContext context, string region)
    {
        if ((context.Settings.EndpointUrl is { Length: > 0 } given ? (given, "-EndpointUrl") : context.ConfiguredEndpoint("bedrock")) is var (url, source))
            return (ParseCustom(context, url, source), source);
        var (fips, dualStack) = (context.UsesFips, context.UsesDualStack);
        return (new Uri($"https://{Partition.Of(region).HostOf(region, fips, dualStack)}/"), "the Region" + (fips, dualStack) switch
        {
            (true, true) => ", with FIPS and dual-stack",
            (true, false) => ", with FIPS",
            (false, true) => ", with dual-stack",
            _ => "",
        });
    }

    /// <summary>The endpoint that somebody named for a service. Together with FIPS or dual-stack it is refused, as in all AWS SDKs.</summary>
    public static Uri ParseCustom(ConnectionContext context, string url, string source)
    {
        var endpoint = Parse(url, source);
        var (fips, dualStack) = (context.UsesFips, context.UsesDualStack);
        return !fips && !dualStack
            ? endpoint
            : throw new BedrockException(
                ErrorCode.InvalidEndpoint,
                $"The endpoint {endpoint} from {source} cannot be used together with {(fips ? "FIPS" : "dual-stack")} endpoints, which are switched on; name the wanted endpoint, or switch them off ({(fips ? "AWS_USE_FIPS_ENDPOINT, use_fips_endpoint" : "AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint")}).",
                null);
    }

    /// <summary>Reads an address. What was given is shown, save where it may hold a password.</summary>
    public static Uri Parse(string url, string source) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            ? parsed
            : throw new BedrockException(
                ErrorCode.InvalidEndpoint,
                $"{source} is {(url.AsSpan().IndexOfAny('@', '?', '#') < 0 ? $"'{url}', which is " : "")}no endpoint: an http or https address without user, query or fragment is needed, such as http://127.0.0.1:4566.",
                null);
}
