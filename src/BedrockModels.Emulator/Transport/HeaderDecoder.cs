namespace BedrockModels.Emulator;

/// <summary>Reads the header blocks of one HTTP/2 connection (RFC 7541). .NET has a decoder, but keeps it internal.</summary>
internal sealed class HeaderDecoder
{
    private const int EntryOverhead = 32;
    private const int MaxTableSize = 4096;

    /// <summary>The length of the Huffman code of each byte, from A for 5 bits. The codes follow from it: they are canonical.</summary>
    private const string CodeLengths = "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJB"
        + "KABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
        + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV";

    private static readonly Dictionary<(int Length, int Code), byte> Codes = CreateCodes();

    private static readonly (string Name, string Value)[] StaticTable =
    [
        .. (":authority;:method=GET;:method=POST;:path=/;:path=/index.html;:scheme=http;:scheme=https;:status=200;:status=204;"
            + ":status=206;:status=304;:status=400;:status=404;:status=500;accept-charset;accept-encoding=gzip, deflate;accept-language;"
            + "accept-ranges;accept;access-control-allow-origin;age;allow;authorization;cache-control;content-disposition;"
            + "content-encoding;content-language;content-length;content-location;content-range;content-type;cookie;date;etag;expect;"
            + "expires;from;host;if-match;if-modified-since;if-none-match;if-range;if-unmodified-since;last-modified;link;location;"
            + "max-forwards;proxy-authenticate;proxy-authorization;range;referer;refresh;retry-after;server;set-cookie;"
            + "strict-transport-security;transfer-encoding;user-agent;vary;via;www-authenticate")
            .Split(';').Select(entry => entry.Split('=', 2)).Select(entry => (entry[0], entry.Length == 2 ? entry[1] : "")),
    ];

    private readonly List<(string Name, string Value)> _recent = [];
    private int _limit = MaxTableSize;

    /// <exception cref="BadHttpRequestException">The block is not valid.</exception>
    public List<KeyValuePair<string, string>> Decode(ReadOnlySpan<byte> block)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (block.Length > 0)
        {
            var first = block[0];
            if (first >= 0x80)
            {
                var (name, value) = Entry(ReadInteger(ref block, 7));
                headers.Add(new(name, value));
            }
            else if (first is >= 0x20 and < 0x40)
            {
                _limit = Math.Min(ReadInteger(ref block, 5), MaxTableSize);
                Evict();
            }
            else
            {
                var index = ReadInteger(ref block, first >= 0x40 ? 6 : 4);
                var name = index == 0 ? ReadText(ref block) : Entry(index).Name;
                var value = ReadText(ref block);
                headers.Add(new(name, value));
                if (first >= 0x40)
                    _recent.Insert(0, (name, value));
                Evict();
            }
        }

        return headers;
    }

    private (string Name, string Value) Entry(int index) =>
        index >= 1 && index <= StaticTable.Length ? StaticTable[index - 1]
        : index > StaticTable.Length && index - StaticTable.Length <= _recent.Count ? _recent[index - StaticTable.Length - 1]
        : throw Malformed();

    private void Evict()
    {
        while (_recent.Sum(entry => entry.Name.Length + entry.Value.Length + EntryOverhead) > _limit)
            _recent.RemoveAt(_recent.Count - 1);
    }

    private static int ReadInteger(ref ReadOnlySpan<byte> block, int bits)
    {
        var most = (1 << bits) - 1;
        long value = Next(ref block) & most;
        if (value < most)
            return (int)value;
        for (var shift = 0; shift <= 21; shift += 7)
        {
            var next = Next(ref block);
            value += (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return (int)value;
        }

        throw Malformed();
    }

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        var isCoded = block.Length > 0 && block[0] >= 0x80;
        var length = ReadInteger(ref block, 7);
        if (length > block.Length)
            throw Malformed();
        var bytes = block[..length];
        block = block[length..];
        return Encoding.Latin1.GetString(isCoded ? Expand(bytes) : bytes);
    }

    /// <summary>Decodes Huffman codes. The bits that remain at the end are padding.</summary>
    private static byte[] Expand(ReadOnlySpan<byte> bytes)
    {
        var expanded = new List<byte>();
        var (code, length) = (0, 0);
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                (code, length) = ((code << 1) | ((value >> bit) & 1), length + 1);
                if (length > 30)
                    throw Malformed();
                if (Codes.TryGetValue((length, code), out var decoded))
                {
                    expanded.Add(decoded);
                    (code, length) = (0, 0);
                }
            }
        }

        return [.. expanded];
    }

    private static byte Next(ref ReadOnlySpan<byte> block)
    {
        var first = block.Length > 0 ? block[0] : throw Malformed();
        block = block[1..];
        return first;
    }

    private static Dictionary<(int Length, int Code), byte> CreateCodes()
    {
        var codes = new Dictionary<(int Length, int Code), byte>();
        var (code, length) = (0, 5);
        foreach (var symbol in Enumerable.Range(0, 256).OrderBy(symbol => CodeLengths[symbol]))
        {
            code <<= CodeLengths[symbol] - 'A' + 5 - length;
            length = CodeLengths[symbol] - 'A' + 5;
            codes.Add((length, code++), (byte)symbol);
        }

        return codes;
    }

    private static BadHttpRequestException Malformed() => new("its headers are not valid HPACK.");
}
