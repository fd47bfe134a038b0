using System.Buffers;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace BedrockModels.Emulator;

/// <summary>The request line and the headers of a request, with the framing that they state.</summary>
internal sealed partial class HttpHead
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly List<KeyValuePair<string, string>> _headers = [];
    private string? _host;
    private bool _closes;
    private bool _keepsAlive;

    private HttpHead(string method, string target, bool isHttp11) => (Method, Target, IsHttp11) = (method, target, isHttp11);

    public string Method { get; }

    /// <summary>The path and the query, without the scheme and the host of the form that proxies receive.</summary>
    public string Target { get; }

    public bool IsHttp11 { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>The stated length of the body; null if none is stated.</summary>
    public long? ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    public bool KeepAlive => !_closes && (IsHttp11 || _keepsAlive);

    /// <summary>Whether the client waits for "100 Continue" before it sends the body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>Parses a head without the empty line at its end.</summary>
    /// <exception cref="BadHttpRequestException">The bytes are not the head of an HTTP request.</exception>
    public static HttpHead Parse(ReadOnlySpan<byte> bytes)
    {
        // Clients sign the bytes that they send. UTF-8 preserves them, and Latin-1 preserves bytes that are not UTF-8.
        var lines = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes).Split("\r\n");
        var head = ParseRequestLine(lines[0]);
        foreach (var line in lines.AsSpan(1))
            head.AddHeader(line);
        if (head is { IsHttp11: true, _host: null })
            throw new BadHttpRequestException("it has no Host header.");
        if (head is { IsHttp11: false, IsChunked: true })
            throw new BadHttpRequestException("it has a Transfer-Encoding, which HTTP/1.0 does not have.");
        if (head is { IsChunked: true, ContentLength: not null })
            throw new BadHttpRequestException("it has both a Content-Length and a Transfer-Encoding.");
        return head;
    }

    private static HttpHead ParseRequestLine(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 3 || !IsToken(parts[0]) || parts[2] is not ("HTTP/1.1" or "HTTP/1.0"))
            throw new BadHttpRequestException("its first line is not a request line.");
        var target = parts[1];
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            target = target.IndexOf('/', "http://".Length) is >= 0 and var at ? target[at..] : "/";
        if (target.Length == 0 || target.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || target.Contains('\x7F', StringComparison.Ordinal))
            throw new BadHttpRequestException("its target has a character that must be percent-encoded.");
        return new HttpHead(parts[0], target, parts[2] == "HTTP/1.1");
    }

    private void AddHeader(string line)
    {
        var (name, value) = ParseHeader(line);
        _headers.Add(new(name, value));
        ReadFraming(name.ToLowerInvariant(), value);
    }

    /// <exception cref="BadHttpRequestException">The line is not a header.</exception>
    public static (string Name, string Value) ParseHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !IsToken(line.AsSpan(0, colon)))
            throw new BadHttpRequestException("a line of its head or trailer is not a header.");
        var value = line[(colon + 1)..].Trim(' ', '\t');
        if (value.AsSpan().IndexOfAny('\0', '\r', '\n') >= 0)
            throw new BadHttpRequestException("a header has a character that it cannot have.");
        return (line[..colon], value);
    }

    private void ReadFraming(string name, string value)
    {
        switch (name)
        {
            case "host":
                _host = _host is null && HostPattern().IsMatch(value) ? value
                    : throw new BadHttpRequestException("its Host header is not valid, or occurs twice.");
                break;
            case "content-length":
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                    || (ContentLength ?? length) != length)
                    throw new BadHttpRequestException("its Content-Length is not one number.");
                ContentLength = length;
                break;
            case "transfer-encoding":
                if (IsChunked || !value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
                    throw new BadHttpRequestException("its Transfer-Encoding is not chunked.");
                IsChunked = true;
                break;
            case "connection":
                var tokens = value.Split(',', StringSplitOptions.TrimEntries);
                _closes |= tokens.Contains("close", StringComparer.OrdinalIgnoreCase);
                _keepsAlive |= tokens.Contains("keep-alive", StringComparer.OrdinalIgnoreCase);
                break;
            case "expect":
                ExpectsContinue = IsHttp11 && value.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
                break;
        }
    }

    [GeneratedRegex(@"\A(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~%!$&'()*+,;=-]+)(?::[0-9]{0,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    private static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(TokenCharacters) < 0;
}

/// <summary>The bytes are not an HTTP request, or not one that the emulator reads. The message ends a sentence.</summary>
internal sealed class BadHttpRequestException(string reason) : Exception(reason);
