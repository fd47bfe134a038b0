using System.Globalization;
using System.Net;

namespace BedrockModels.Client;

/// <summary>
/// The hosts in NO_PROXY, as curl and botocore read it: <c>*</c>, domains with their subdomains, addresses and networks, each with or
/// without a port, between commas or spaces.
/// </summary>
internal static class NoProxy
{
    public static bool Contains(string? list, Uri host) =>
        list?.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Any(entry => Matches(entry, host)) == true;

    private static bool Matches(string entry, Uri host)
    {
        if (entry == "*")
            return true;
        var (name, port) = SplitPort(entry);
        if (port is not null && port != host.Port)
            return false;
        if (IPAddress.TryParse(host.DnsSafeHost, out var address))
            return IsIn(name.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), address);
        var domain = name.TrimStart('*').Trim('.');
        var end = host.IdnHost.TrimEnd('.');
        return domain.Length > 0
            && end.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
            && (end.Length == domain.Length || end[^(domain.Length + 1)] == '.');
    }

    /// <summary>An IPv6 address contains colons, so it has a port only after brackets.</summary>
    private static (string Name, int? Port) SplitPort(string entry)
    {
        var colon = entry.LastIndexOf(':');
        return colon > 0 && (entry.IndexOf(':', StringComparison.Ordinal) == colon || entry[colon - 1] == ']')
            && ushort.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (entry[..colon], port)
            : (entry, null);
    }

    /// <summary>Whether an address is the other address or in the network. (IPNetwork rejects 10.1.2.3/8, which is common.)</summary>
    private static bool IsIn(string network, IPAddress address)
    {
        var parts = network.Split('/', 2);
        if (!IPAddress.TryParse(parts[0], out var start) || start.AddressFamily != address.AddressFamily)
            return false;
        if (parts.Length == 1)
            return start.Equals(address);
        var (first, second) = (start.GetAddressBytes(), address.GetAddressBytes());
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= first.Length * 8
            && Enumerable.Range(0, length).All(bit => ((first[bit / 8] ^ second[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }
}
