using System.Buffers.Binary;
using System.Text;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Transport;

/// <summary>Frames of HTTP/2 that the HTTP client of .NET does not send, or does not show.</summary>
public sealed class Http2FrameTests : IDisposable
{
    private const int Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8, Continuation = 9;
    private const int EndStream = 1, EndHeaders = 4, Padded = 8, Priority = 32, Whole = EndStream | EndHeaders;
    private const int MaxFrame = 16 * 1024, MaxHead = 64 * 1024, MaxBody = 1024 * 1024;

    private readonly TestEmulator _emulator = new(clock => new()
    {
        TimeProvider = clock,
        Faults = [new() { Operation = "GetCustomModel", Name = "long", Status = 200, Body = new string('x', 100_000) }],
    });

    public void Dispose() => _emulator.Dispose();

    public static TheoryData<string, byte[][]> Heads { get; } = new()
    {
        { "one frame", [Frame(Headers, Whole, 1, Get())] },
        { "padding", [Frame(Headers, Whole | Padded, 1, [3, .. Get(), 0, 0, 0])] },
        { "padding of no byte", [Frame(Headers, Whole | Padded, 1, [0, .. Get()])] },
        { "priority", [Frame(Headers, Whole | Priority, 1, [0, 0, 0, 0, 16, .. Get()])] },
        { "priority and padding", [Frame(Headers, Whole | Priority | Padded, 1, [2, 0, 0, 0, 0, 16, .. Get(), 0, 0])] },
        { "frames cut inside a header", Split(EndStream, Get()) },
        { "flags that only a first frame has",
            [Frame(Headers, EndStream, 1, Get()[..9]), Frame(Continuation, EndHeaders | Padded | Priority, 1, Get()[9..])] },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public async Task Head_of_every_form_is_read(string form, byte[][] frames)
    {
        Assert.NotEmpty(form);

        var received = await Exchange(frames);

        Assert.Equal(("200", """{"modelSummaries":[]}"""), ResponseOf(received, 1));
    }

    [Fact]
    public async Task Body_is_read_from_padded_and_empty_frames_after_a_head_in_two()
    {
        var (head, body) = (Create(), Encoding.UTF8.GetBytes(TestEmulator.ModelBody("model")));

        // The last flag of the second frame is that of the end of a stream, which a continuation does not have.
        var received = await Exchange(
            Frame(Headers, 0, 1, head[..20]), Frame(Continuation, Whole, 1, head[20..]),
            Frame(Data, Padded, 1, [2, .. body[..10], 0, 0]), Frame(Data, Padded, 1, [2, 0, 0]), Frame(Data, 0, 1, []),
            Frame(Data, EndStream, 1, body[10..]));

        Assert.Equal("202", ResponseOf(received, 1).Status);
        Assert.Equal(TestEmulator.ModelBody("model"), _emulator.Server.Requests.Single().Body);
        Assert.Equal([13, 3, body.Length - 10], received.Where(frame => frame.Type == WindowUpdate)
            .Select(frame => BinaryPrimitives.ReadInt32BigEndian(frame.Content)));
    }

    [Theory]
    [InlineData(MaxFrame, 40 * 1024)]
    [InlineData(MaxFrame - 1, 100)]
    public async Task Trailers_are_read_and_change_no_header(int frame, int filler)
    {
        var trailers = Block([("authorization", "none"), .. Filler(filler)]);

        var received = await Exchange(
            [.. Split(0, [.. Get(), .. Block(Filler(filler))], frame), Frame(Data, 0, 1, []), .. Split(EndStream, trailers, frame)]);

        Assert.Equal("200", ResponseOf(received, 1).Status);
    }

    [Theory]
    [InlineData(MaxHead, true)]
    [InlineData(MaxHead + 1, false)]
    public async Task Head_can_have_64_KB(int length, bool served)
    {
        var get = Get();
        var filler = Block(Filler(length - get.Length - Block(Filler(MaxFrame * 2)).Length + MaxFrame * 2));

        var received = await Exchange(Split(EndStream, [.. get, .. filler], MaxFrame));

        Assert.Equal(length, get.Length + filler.Length);
        Assert.Equal(served, received.Any(frame => frame.Type == Headers));
    }

    public static TheoryData<string, byte[][]> ShortFrames { get; } = new()
    {
        { "padding longer than the data", [Frame(Headers, EndHeaders, 1, Create()), Frame(Data, Padded, 1, [3, 0, 0])] },
        { "no length of the padding of data", [Frame(Headers, EndHeaders, 1, Create()), Frame(Data, Padded, 1, [])] },
        { "no length of the padding of a head", [Frame(Headers, Whole | Padded, 1, [])] },
        { "priority cut off", [Frame(Headers, Whole | Priority, 1, [0, 0, 0, 0])] },
        { "priority inside the padding", [Frame(Headers, Whole | Priority | Padded, 1, [2, 0, 0, 0, 0, 16, 0])] },
    };

    [Theory]
    [MemberData(nameof(ShortFrames))]
    public async Task Frame_that_is_too_short_for_its_flags_ends_the_connection_with_a_protocol_error(string form, byte[][] frames)
    {
        Assert.NotEmpty(form);

        var received = await Exchange([.. frames, Frame(Headers, Whole, 3, Get())]);

        Assert.DoesNotContain(received, frame => frame.Type == Headers);
        Assert.Equal((GoAway, 0), (received[^1].Type, received[^1].Id));
        Assert.Equal([0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1], received[^1].Content);
    }

    [Theory]
    [InlineData(MaxFrame, true)]
    [InlineData(MaxFrame + 1, false)]
    public async Task Frame_can_have_16_KB(int length, bool served)
    {
        var received = await Exchange(Frame(Data, 0, 9, new byte[length]), Frame(Headers, Whole, 1, Get()));

        Assert.Equal(served, received.Any(frame => frame.Type == Headers));
    }

    [Theory]
    [InlineData(false, MaxBody)]
    [InlineData(true, MaxBody, 1)]
    [InlineData(true, MaxBody, MaxFrame)]
    [InlineData(true, MaxBody, MaxFrame * 2)]
    [InlineData(true, MaxBody - 10, MaxFrame, 5)]
    public async Task Body_of_more_than_1_MB_is_refused(bool refused, params int[] parts)
    {
        var frames = parts.SelectMany(part => Enumerable.Repeat(MaxFrame, part / MaxFrame).Append(part % MaxFrame))
            .Select(length => Frame(Data, 0, 1, new byte[length]));

        var received = await Exchange([Frame(Headers, EndHeaders, 1, Create()), .. frames, Frame(Data, EndStream, 1, [])]);

        var (status, body) = ResponseOf(received, 1);
        Assert.Equal("400", status);
        Assert.Equal(refused, body.Contains("its body is longer than 1 MB.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Response_is_sent_as_far_as_the_windows_of_the_client_allow()
    {
        var received = await Exchange(
            Frame(Settings, 0, 0, [.. Setting(3, 1), .. Setting(4, 10), .. Setting(5, 1)]), Frame(Settings, 1, 0, Setting(4, 99)),
            Frame(Headers, Whole, 1, Get("/long")),
            Frame(WindowUpdate, 0, 1, [0, 0, 0, 5]), Frame(WindowUpdate, 0, 0, [0, 0, 0, 1]), Frame(WindowUpdate, 0, 3, [0, 0, 0, 7]),
            Frame(Settings, 0, 0, Setting(4, 12)), Frame(WindowUpdate, 0, 1, [0, 1, 1, 0]), Frame(WindowUpdate, 0, 0, [0x80, 0, 0, 100]));

        // Two settings are acknowledged; 65,535 bytes and the two updates are what the whole connection may send.
        Assert.Equal(2, received.Count(frame => frame is (Settings, 1, 0, [])));
        Assert.Equal([10, 5, 2, MaxFrame, MaxFrame, MaxFrame, 65_535 + 1 - 17 - 3 * MaxFrame, 100],
            received.Where(frame => frame.Type == Data).Select(frame => frame.Content.Length));
        Expect.Each(received.Where(frame => frame.Type == Data), frame => Assert.Equal((0, 1), (frame.Flags, frame.Id)));
    }

    [Fact]
    public async Task Reset_of_the_client_ends_a_request_before_and_during_its_response()
    {
        var received = await Exchange(
            Frame(Settings, 0, 0, Setting(4, 50)),
            Frame(Headers, EndHeaders, 1, Create()), Frame(Reset, 0, 1, new byte[4]), Frame(Data, EndStream, 1, [1]),
            Frame(Headers, Whole, 3, Get("/long")), Frame(Headers, Whole, 5, Get()),
            Frame(Reset, 0, 5, new byte[4]), Frame(Reset, 0, 3, new byte[4]), Frame(Headers, Whole, 7, Get()));

        Assert.Equal([3, 7], received.Where(frame => frame.Type == Headers).Select(frame => frame.Id));
        Assert.Equal([(3, 0, 50), (7, EndStream, 21)],
            received.Where(frame => frame.Type == Data).Select(frame => (frame.Id, frame.Flags, frame.Content.Length)));
        Assert.Equal(["GetCustomModel", "ListCustomModels"], _emulator.Server.Requests.Select(request => request.Operation));
    }

    [Fact]
    public async Task Data_before_the_end_of_its_head_and_answers_to_pings_and_settings_are_ignored()
    {
        var received = await Exchange(
            Frame(Ping, 1, 0, new byte[8]), Frame(Settings, 1, 0, []), Frame(WindowUpdate, 0, 0, []),
            Frame(Headers, EndStream, 1, Get()[..9]), Frame(Data, EndStream, 1, [1]), Frame(Continuation, EndHeaders, 1, Get()[9..]));

        Assert.Equal([Settings, WindowUpdate, Headers, Data], received.Select(frame => frame.Type));
    }

    [Theory]
    [InlineData(":authority", "127.0.0.1", "200")]
    [InlineData(":authority", "web.example", "403")]
    [InlineData("host", "127.0.0.1", "200")]
    [InlineData("host", "web.example", "403")]
    public async Task Host_is_the_header_or_the_authority(string name, string value, string status)
    {
        var received = await Exchange(Frame(Headers, Whole, 1, Block(RequestHeaders("GET", "/custom-models", (name, value)))));

        Assert.Equal(status, ResponseOf(received, 1).Status);
    }

    /// <summary>What the emulator sends on a connection on which a client sends these frames and then closes.</summary>
    private async Task<List<(int Type, int Flags, int Id, byte[] Content)>> Exchange(params byte[][] frames)
    {
        using var connection = await RawConnection.Open(_emulator.Server.Port);
        await connection.Send([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. frames.SelectMany(frame => frame)]);
        connection.CloseSending();
        var bytes = Encoding.Latin1.GetBytes(await connection.ReceiveToEnd());
        var received = new List<(int, int, int, byte[])>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)) >> 8;
            var id = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 5));
            received.Add((bytes[at + 3], bytes[at + 4], id, bytes[(at + 9)..(at + 9 + length)]));
            at += 9 + length;
        }

        return received;
    }

    private static (string Status, string Body) ResponseOf(List<(int Type, int Flags, int Id, byte[] Content)> received, int id)
    {
        var head = new HeaderDecoder().Decode(received.Single(frame => frame.Type == Headers && frame.Id == id).Content);
        var body = received.Where(frame => frame.Type == Data && frame.Id == id).SelectMany(frame => frame.Content).ToArray();
        Assert.Equal($"{body.Length}", head.Single(header => header.Key == "content-length").Value);
        return (head.Single(header => header.Key == ":status").Value, Encoding.UTF8.GetString(body));
    }

    private static byte[] Frame(int type, int flags, int id, byte[] content) =>
    [
        (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, (byte)type, (byte)flags, 0, 0, 0, (byte)id,
        .. content,
    ];

    private static byte[] Setting(byte id, byte value) => [0, id, 0, 0, 0, value];

    /// <summary>The frames of one head, of these lengths.</summary>
    private static byte[][] Split(int flags, byte[] block, int length = 7) =>
    [
        .. block.Chunk(length).Select((part, i) => Frame(i == 0 ? Headers : Continuation,
            (i == 0 ? flags : 0) | ((i + 1) * length >= block.Length ? EndHeaders : 0), 1, part)),
    ];

    private static byte[] Get(string more = "") => Block(RequestHeaders("GET", "/custom-models" + more, (":authority", "127.0.0.1")));

    private static byte[] Create() =>
        Block(RequestHeaders("POST", "/custom-models/create-custom-model", (":authority", "127.0.0.1")));

    private static (string, string)[] RequestHeaders(string method, string path, (string, string) host) =>
    [
        (":method", method), (":scheme", "http"), (":path", path), host, ("authorization", TestEmulator.AuthorizationFor("us-east-1")),
        ("x-amz-date", "20260801T000000Z"),
    ];

    private static (string, string)[] Filler(int length) => [("x-filler", new string('x', length))];

    /// <summary>Headers that are neither indexed nor compressed.</summary>
    private static byte[] Block((string Name, string Value)[] headers) =>
        [.. headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)])];

    private static byte[] Text(string text)
    {
        var length = new List<byte> { (byte)Math.Min(text.Length, 127) };
        for (var rest = text.Length - 127; rest >= 0 && (length.Count == 1 || length[^1] >= 128); rest >>= 7)
            length.Add((byte)(rest > 127 ? (rest & 127) | 128 : rest));
        return [.. length, .. Encoding.ASCII.GetBytes(text)];
    }
}
