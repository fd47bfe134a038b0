using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace BedrockModels.Training;

/// <summary>
/// Finds the manifests in output.tar.gz. The archive is read once, as a stream; nothing is unpacked. (System.Formats.Tar allocates as much
/// memory as a header of metadata claims, up to 2 GB.)
/// </summary>
internal static class TrainingArchive
{
    /// <summary>The most bytes of the archive that are read.</summary>
    public const long MaxBytes = 256 * 1024 * 1024;

    private const long MaxUnpackedBytes = 4 * MaxBytes;
    private const int MaxMembers = 10_000;
    private const int MaxTextBytes = 1024 * 1024;
    private const int BlockBytes = 512;
    private const string ManifestName = "manifest.json";

    /// <summary>The members whose names end in manifest.json, in the order of the archive.</summary>
    /// <exception cref="InvalidDataException">The archive is not valid, or too large; the message follows a subject.</exception>
    public static async IAsyncEnumerable<(string Name, byte[] Content)> ReadManifestsAsync(
        Stream archive, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var unpacked = new GZipStream(archive, CompressionMode.Decompress);
        var header = new byte[BlockBytes];
        var (buffer, unpackedBytes, longName) = (new byte[64 * 1024], 0L, (string?)null);
        for (var member = 0; await ReadAsync(header).ConfigureAwait(false) && header.AsSpan().ContainsAnyExcept((byte)0); member++)
        {
            if (member >= MaxMembers)
                throw new InvalidDataException($"has more than {MaxMembers} members");
            var (name, kind, size) = ParseHeader(header);
            name = longName ?? name;
            var isManifest = kind is '0' or '\0' or '7' && name.EndsWith(ManifestName, StringComparison.Ordinal);
            var content = (isManifest || kind is 'L' or 'x') && size <= MaxTextBytes ? new byte[size] : null;
            longName = kind switch
            {
                'L' or 'x' when content is null => throw new InvalidDataException($"has a header of {size} bytes"),
                'g' or 'K' => longName,
                _ => null,
            };
            if (content is null)
                await SkipAsync(size).ConfigureAwait(false);
            else if (!await ReadAsync(content).ConfigureAwait(false))
                throw new InvalidDataException("ends within a member");
            await SkipAsync(-size & (BlockBytes - 1)).ConfigureAwait(false);
            if (kind is 'L' or 'x')
                longName = kind == 'L' ? Text(content) : FindPath(Encoding.UTF8.GetString(content!));
            else if (content is not null)
                yield return (name, content);
        }

        async Task<bool> ReadAsync(Memory<byte> block)
        {
            var read = await unpacked.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
            unpackedBytes += read;
            return unpackedBytes > MaxUnpackedBytes
                ? throw new InvalidDataException($"has more than {MaxUnpackedBytes / 1024 / 1024} MB unpacked")
                : read == block.Length;
        }

        async Task SkipAsync(long count)
        {
            for (; count > 0; count -= buffer.Length)
            {
                if (!await ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length))).ConfigureAwait(false))
                    throw new InvalidDataException("ends within a member");
            }
        }
    }

    private static (string Name, char Kind, long Size) ParseHeader(byte[] header)
    {
        // The checksum counts its own eight bytes as spaces.
        var sum = header.Sum(value => (long)value) - header.AsSpan(148, 8).ToArray().Sum(value => (long)value) + (8 * ' ');
        if (ParseNumber(header.AsSpan(148, 8)) != sum)
            throw new InvalidDataException("is not a tar archive");
        var (name, prefix) = (Text(header.AsSpan(0, 100)), Text(header.AsSpan(345, 155)));
        var hasPrefix = header.AsSpan(257).StartsWith("ustar\0"u8) && prefix.Length > 0;
        return (hasPrefix ? $"{prefix}/{name}" : name, (char)header[156], ParseNumber(header.AsSpan(124, 12)));
    }

    /// <summary>A number in octal digits, or, if the first bit is set, in binary.</summary>
    private static long ParseNumber(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]) & long.MaxValue;
        var number = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            number = digit is >= (byte)'0' and <= (byte)'7'
                ? (number * 8) + digit - '0'
                : throw new InvalidDataException("is not a tar archive");
        }

        return number;
    }

    private static string Text(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    /// <summary>The path in extended attributes, which are lines such as <c>30 path=a/manifest.json</c>.</summary>
    private static string? FindPath(string attributes) => attributes.Split('\n')
        .Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])
        .FirstOrDefault(line => line.StartsWith("path=", StringComparison.Ordinal))?["path=".Length..];
}
