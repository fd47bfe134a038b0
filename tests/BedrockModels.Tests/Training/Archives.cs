using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace BedrockModels.Tests.Training;

/// <summary>Writes archives as .NET's own writer does, and headers that no writer would write.</summary>
internal static class Archives
{
    public static byte[] Create(TarEntryFormat format, params (string Name, string Content)[] members) => GZip(stream =>
    {
        using var writer = new TarWriter(stream, format, leaveOpen: true);
        foreach (var (name, content) in members)
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                _ => new PaxTarEntry(TarEntryType.RegularFile, name),
            };
            entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
            writer.WriteEntry(entry);
        }
    });

    public static byte[] GZip(Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            write(zip);
        return bytes.ToArray();
    }

    /// <summary>A header alone, which claims a size.</summary>
    public static byte[] Header(char type, long size, string name = "a/manifest.json")
    {
        var header = new byte[512];
        Put(0, name);
        Put(124, Convert.ToString(size, 8).PadLeft(11, '0'));
        Put(148, "        ");
        header[156] = (byte)type;
        Put(257, "ustar");
        Put(148, Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0'));
        header[154] = 0;
        return header;

        void Put(int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(header, at);
    }
}
