using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

/// <summary>Input as it is shown in messages.</summary>
public sealed class InputTextTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("\u00dcnique \u0301 \u4e2d \ud83d\ude00", "'\u00dcnique \u0301 \u4e2d \ud83d\ude00'")]
    [InlineData("a\tb\r\nc\u007f\0", "'a\\tb\\r\\nc\\u007F\\u0000'")]
    [InlineData("a\u200b\u202e\ufeff\u00a0\u2028\u3164\ufe0f\ue000", "'a\\u200B\\u202E\\uFEFF\\u00A0\\u2028\\u3164\\uFE0F\\uE000'")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "'12345678901234567890123456789012345678901234567890123456789012345678901234567890'")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012345678901",
        "'12345678901234567890123456789012345678901234567890123456789012345678901234567890'... (81 characters)")]
    public void Quoted_input_is_as_typed_on_one_line_of_visible_characters(string typed, string shown) =>
        Assert.Equal(shown, InputText.Quote(typed));

    [Theory]
    [InlineData("a-b_c.D9", "a-b_c.D9")]
    [InlineData("_", "_")]
    [InlineData("", "''")]
    [InlineData("-a", "'-a'")]
    [InlineData("2024", "'2024'")]
    [InlineData("1e3", "'1e3'")]
    [InlineData("a b", "'a b'")]
    [InlineData("a$b;c", "'a$b;c'")]
    [InlineData("a\n", "'a\n'")]
    [InlineData("\u00e9", "'\u00e9'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("\u2018\u2019\u201a\u201b\u201c", "'\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b\u201c'")]
    public void Argument_is_in_quotes_unless_it_needs_none(string value, string argument) =>
        Assert.Equal(argument, InputText.Argument(value));

    [Theory]
    [InlineData("https://b.s3.amazonaws.com/k?X-Amz-Signature=s3cret&a=b", "'https://b.s3.amazonaws.com/k?***'")]
    [InlineData("HTTP://me:s3cret@host/k", "'HTTP://***@host/k'")]
    [InlineData("http://me:s3@cret@host/k#s3cret", "'http://***@host/k#***'")]
    [InlineData("https://host/k?a=1\n&X-Amz-Signature=s3cret", "'https://host/k?***'")]
    [InlineData(" https://me:s3cret@h/k", "' https://***@h/k'")]
    [InlineData("https://host/a@b", "'https://host/a@b'")]
    [InlineData("s3://bucket/k?a@b", "'s3://bucket/k?a@b'")]
    public void Quoted_address_has_no_user_and_no_query(string typed, string shown) => Assert.Equal(shown, InputText.Quote(typed));

    [Theory]
    [InlineData("a b", "")]
    [InlineData("\u00dcnique", " (\u00dc, U+00DC, is not allowed)")]
    [InlineData("m\u043ede\u04cf", " (\u043e, U+043E, and \u04cf, U+04CF, are not allowed)")]
    [InlineData("a\u200bb\n", " (U+200B and U+000A are not allowed)")]
    [InlineData("e\u0301", " (U+0301 is not allowed)")]
    [InlineData("\ud83d\ude00", " (\ud83d\ude00, U+1F600, is not allowed)")]
    [InlineData("\u00dcb ung", " (it contains \u00dc, U+00DC)")]
    [InlineData("\u00e4\u00f6\u00fc\u00df", " (\u00e4, U+00E4, and \u00f6, U+00F6, and \u00fc, U+00FC, and others are not allowed)")]
    public void Characters_outside_ASCII_are_named_with_their_code_points(string name, string characters) =>
        Assert.Equal(characters, InputText.DescribeCharacters(name, Constraints.ModelName));

    [Theory]
    [InlineData('\u034f')]
    [InlineData('\u115f')]
    [InlineData('\u1160')]
    [InlineData('\u17b4')]
    [InlineData('\u17b5')]
    [InlineData('\u2800')]
    [InlineData('\u3164')]
    [InlineData('\uffa0')]
    [InlineData('\ufe00')]
    [InlineData('\ufe0f')]
    public void Quoted_character_without_a_visible_form_is_escaped(char blank) =>
        Assert.Equal($"'\\u{(int)blank:X4}'", InputText.Quote($"{blank}"));

    [Theory]
    [InlineData(0xE00FF, false)]
    [InlineData(0xE0100, false)]
    [InlineData(0xE01EF, false)]
    [InlineData(0x1F600, true)]
    public void Quoted_variation_selector_beyond_the_basic_plane_is_escaped(int codePoint, bool isShown)
    {
        var text = char.ConvertFromUtf32(codePoint);

        Assert.Equal(isShown ? $"'{text}'" : $"'\\u{codePoint:X4}'", InputText.Quote(text));
    }

    [Fact]
    public void Only_the_first_2048_characters_are_examined()
    {
        var letters = new string('a', 2047);

        Assert.Equal(" (it contains \u00dc, U+00DC)", InputText.DescribeCharacters(letters + "\u00dc", Constraints.ModelName));
        Assert.Equal("", InputText.DescribeCharacters(letters + "a\u00dc", Constraints.ModelName));
    }
}
