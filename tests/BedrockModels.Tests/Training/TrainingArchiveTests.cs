using System.Formats.Tar;
using System.Text;
using BedrockModels.Training;

namespace BedrockModels.Tests.Training;

public sealed class TrainingArchiveTests
{
    private const string Manifest = """{"checkpoint_s3_bucket":"s3://b/k/"}""";

    public static TheoryData<TarEntryFormat> Formats =>
        [TarEntryFormat.Ustar, TarEntryFormat.Gnu, TarEntryFormat.Pax, TarEntryFormat.V7];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Manifests_of_any_tar_format_are_found_in_order(TarEntryFormat format)
    {
        var log = new string('x', 1000);
        var archive = Archives.Create(format, ("logs/a.txt", log), ("a/manifest.json", "1"), ("b", ""), ("manifest.json", "2"));

        var found = await ReadAsync(archive);

        Assert.Equal([("a/manifest.json", "1"), ("manifest.json", "2")], found);
    }

    [Theory]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Ustar)]
    public async Task Name_that_does_not_fit_into_a_header_is_read_whole(TarEntryFormat format)
    {
        var name = string.Join('/', Enumerable.Repeat("directory", 13)) + "/manifest.json";

        var found = await ReadAsync(Archives.Create(format, (name, Manifest), ("other", "")));

        Assert.Equal([(name, Manifest)], found);
    }

    [Fact]
    public async Task Names_that_point_outside_are_only_names()
    {
        var folder = Directory.CreateTempSubdirectory("bedrock-models-tar-");

        var found = await ReadAsync(Archives.Create(
            TarEntryFormat.Pax, ("../../manifest.json", Manifest), ($"{folder.FullName}/manifest.json", "2"), ("../evil", "x")));

        Assert.Equal(["../../manifest.json", $"{folder.FullName}/manifest.json"], found.Select(member => member.Name));
        Assert.Empty(folder.EnumerateFileSystemInfos());
        folder.Delete();
    }

    [Theory]
    [InlineData('0', 2_147_483_648, "a/weights.bin", "ends within a member")]
    [InlineData('0', 2_147_483_648, "a/manifest.json", "ends within a member")]
    [InlineData('x', 2_147_483_591, "a", "has a header of 2147483591 bytes")]
    [InlineData('L', 2_000_000_000, "a", "has a header of 2000000000 bytes")]
    [InlineData('g', 2_000_000_000, "a", "ends within a member")]
    public async Task Header_that_claims_2_GB_ends_the_reading_without_the_memory_for_it(char type, long size, string name, string message)
    {
        var archive = Archives.GZip(stream => stream.Write(Archives.Header(type, size, name)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(archive));

        Assert.Equal(message, error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Fact]
    public async Task Archive_that_unpacks_to_more_than_1_GB_ends_the_reading()
    {
        var zeros = Archives.GZip(stream => stream.Write(new byte[64 * 1024 * 1024]));
        byte[] archive =
        [
            .. Archives.GZip(stream => stream.Write(Archives.Header('0', 3L * 1024 * 1024 * 1024, "weights"))),
            .. Enumerable.Repeat(zeros, 17).SelectMany(bytes => bytes),
        ];

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(archive));

        Assert.Equal("has more than 1024 MB unpacked", error.Message);
    }

    [Fact]
    public async Task Archive_with_too_many_members_ends_the_reading()
    {
        var archive = Archives.GZip(stream =>
        {
            for (var n = 0; n <= 10_000; n++)
                stream.Write(Archives.Header('0', 0, "a"));
        });

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(archive));

        Assert.Equal("has more than 10000 members", error.Message);
    }

    [Theory]
    [InlineData("no gzip at all")]
    [InlineData("")]
    public async Task File_that_is_not_an_archive_has_no_manifest(string content)
    {
        var reading = ReadAsync(Encoding.UTF8.GetBytes(content));

        if (content.Length == 0)
            Assert.Empty(await reading);
        else
            await Assert.ThrowsAsync<InvalidDataException>(() => reading);
    }

    [Fact]
    public async Task Gzip_of_another_content_is_not_a_tar_archive()
    {
        var archive = Archives.GZip(stream => stream.Write(Encoding.UTF8.GetBytes(new string('7', 600))));

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(archive));

        Assert.Equal("is not a tar archive", error.Message);
    }

    private static async Task<List<(string Name, string Content)>> ReadAsync(byte[] archive)
    {
        var found = new List<(string, string)>();
        await foreach (var (name, content) in TrainingArchive.ReadManifestsAsync(new MemoryStream(archive), CancellationToken.None))
            found.Add((name, Encoding.UTF8.GetString(content)));
        return found;
    }
}
