using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Finds the endpoint.</summary>
internal static class EndpointFinder
{
    public static (Uri Endpoint, string Source) Find(Chain chain, string region)
    {
        var fips = chain.Flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
        var dualStack = chain.Flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
        var custom = chain.Settings.EndpointUrl is { Length: > 0 } given ? (given, "-EndpointUrl") : chain.ConfiguredEndpoint("bedrock");
        if (custom is not var (url, source))
        {
            var host = Partition.Of(region).HostOf(region, fips, dualStack);
            return (new Uri($"https://{host}/"), "the Region" + (fips, dualStack) switch
            {
                (true, true) => ", with FIPS and dual-stack",
                (true, false) => ", with FIPS",
                (false, true) => ", with dual-stack",
                _ => "",
            });
        }

        var endpoint = Parse(url, source);
        if (fips || dualStack)
        {
            throw new BedrockException(
                ErrorCode.InvalidEndpoint,
                $"The endpoint {endpoint} from {source} cannot be used together with {(fips ? "FIPS" : "dual-stack")} endpoints, which are switched on; name the wanted endpoint, or switch them off ({(fips ? "AWS_USE_FIPS_ENDPOINT, use_fips_endpoint" : "AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint")}).",
                null);
        }

        return (endpoint, source);
    }

    public static Uri Parse(string url, string source) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            ? parsed
            : throw new BedrockException(ErrorCode.InvalidEndpoint, $"{source} is no endpoint: an http or https address without user, query or fragment is needed, such as http://127.0.0.1:4566.", null);
}
