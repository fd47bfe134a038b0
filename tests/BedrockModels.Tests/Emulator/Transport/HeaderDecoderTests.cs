using BedrockModels.Emulator;

namespace BedrockModels.Tests.Emulator.Transport;

/// <summary>The examples of RFC 7541, and blocks that are not valid.</summary>
public sealed class HeaderDecoderTests
{
    [Theory]
    [InlineData("828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865",
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565")]
    [InlineData("828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf", "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf")]
    public void Requests_of_the_RFC_are_decoded_in_their_order(string first, string second, string third)
    {
        var decoder = new HeaderDecoder();

        Assert.Equal(":method: GET, :scheme: http, :path: /, :authority: www.example.com", Decode(decoder, first));
        Assert.Equal(":method: GET, :scheme: http, :path: /, :authority: www.example.com, cache-control: no-cache",
            Decode(decoder, second));
        Assert.Equal(":method: GET, :scheme: https, :path: /index.html, :authority: www.example.com, custom-key: custom-value",
            Decode(decoder, third));
    }

    [Theory]
    [InlineData("100461626364026566", "abcd: ef")]
    [InlineData("3f8110" + "82", ":method: GET")]
    public void Literal_and_new_table_size_are_decoded(string block, string headers) =>
        Assert.Equal(headers, Decode(new HeaderDecoder(), block));

    [Fact]
    public void Table_forgets_the_oldest_entries_when_it_is_full_or_made_smaller()
    {
        var decoder = new HeaderDecoder();
        Decode(decoder, "4001610131" + "4001620132");

        Assert.Equal("b: 2, a: 1", Decode(decoder, "bebf"));
        Decode(decoder, "3f04");

        Assert.Equal("b: 2", Decode(decoder, "be"));
        Assert.Throws<BadHttpRequestException>(() => Decode(decoder, "bf"));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("be")]
    [InlineData("ff")]
    [InlineData("ffffffffffff")]
    [InlineData("0005")]
    [InlineData("000561")]
    [InlineData("0084ffffffff00")]
    public void Block_that_is_not_valid_is_refused(string block) =>
        Assert.Throws<BadHttpRequestException>(() => Decode(new HeaderDecoder(), block));

    private static string Decode(HeaderDecoder decoder, string hex) =>
        string.Join(", ", decoder.Decode(Convert.FromHexString(hex)).Select(header => $"{header.Key}: {header.Value}"));
}
