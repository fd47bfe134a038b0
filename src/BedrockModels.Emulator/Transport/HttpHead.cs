using System.Buffers;
using System.Text.Unicode;

namespace BedrockModels.Emulator;

/// <summary>The request line and the headers of a request, with the framing that they state.</summary>
internal sealed class HttpHead
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly List<KeyValuePair<string, string>> _headers = [];
    private bool _hasHost;

    private HttpHead(string method, string target, bool isHttp11) =>
        (Method, Target, KeepAlive, IsHttp11) = (method, target, isHttp11, isHttp11);

    public string Method { get; }

    /// <summary>The path and the query, without the scheme and the host of the form that proxies receive.</summary>
    public string Target { get; }

    public bool IsHttp11 { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>The stated length of the body; null if none is stated.</summary>
    public long? ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    public bool KeepAlive { get; private set; }

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
        if (head is { IsHttp11: true, _hasHost: false })
            throw new BadHttpRequestException("it has no Host header.");
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
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !IsToken(line.AsSpan(0, colon)))
            throw new BadHttpRequestException("a line of its head is not a header.");
        var (name, value) = (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        if (value.AsSpan().IndexOfAny('\0', '\r', '\n') >= 0)
            throw new BadHttpRequestException("a header has a character that it cannot have.");
        _headers.Add(new(name, value));
        ReadFraming(name.ToLowerInvariant(), value);
    }

    private void ReadFraming(string name, string value)
    {
        switch (name)
        {
            case "host":
                _hasHost = true;
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
                KeepAlive = IsHttp11
                    ? !value.Contains("close", StringComparison.OrdinalIgnoreCase)
                    : value.Contains("keep-alive", StringComparison.OrdinalIgnoreCase);
                break;
            case "expect":
                ExpectsContinue = value.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
                break;
        }
    }

    private static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(TokenCharacters) < 0;
}

/// <summary>The bytes are not an HTTP request, or not one that the emulator reads. The message ends a sentence.</summary>
internal sealed class BadHttpRequestException(string reason) : Exception(reason);
