using System.Globalization;
using System.Text.Json;
using BedrockModels.Protocol;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Protocol;

public sealed class Iso8601Tests
{
    private static readonly Gen<DateTimeOffset> Times =
        from day in Gen.Choose(1, 3_652_050)
        from second in Gen.Choose(0, 86_399)
        from tick in Gen.Choose(0, 9_999_999)
        from minutes in Gen.Choose(-14 * 60, 14 * 60)
        select DateTimeOffset.MinValue.AddDays(day).AddSeconds(second).AddTicks(tick).ToOffset(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void Time_is_written_as_UTC_with_milliseconds_and_read_back() => Prop.ForAll(Times.ToArbitrary(), time =>
    {
        var text = Iso8601.Format(time);
        Assert.Matches(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\z", text);
        Assert.True(Iso8601.TryParse(text, out var read));
        Assert.Equal(time.ToUnixTimeMilliseconds(), read.ToUnixTimeMilliseconds());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Time_with_any_fraction_and_offset_is_read() =>
        Prop.ForAll(Times.ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (time, digits) =>
    {
        var fraction = time.ToString("fffffff", CultureInfo.InvariantCulture).PadRight(9, '7')[..digits];
        var text = time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + (digits > 0 ? "." + fraction : "")
            + time.ToString("zzz", CultureInfo.InvariantCulture);
        Assert.True(Iso8601.TryParse(text, out var read), text);
        var unit = (long)Math.Pow(10, 7 - Math.Min(digits, 7));
        Assert.Equal(time.UtcTicks / unit * unit, read.UtcTicks);
        Assert.Equal(time.Offset, read.Offset);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Time_of_a_response_is_read_like_that_of_a_request() =>
        Prop.ForAll(Times.ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (time, digits) =>
    {
        var fraction = time.ToString("fffffff", CultureInfo.InvariantCulture).PadRight(9, '7')[..digits];
        var text =
            time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + (digits > 0 ? "." + fraction : "") + "Z";
        Assert.True(Iso8601.TryParse(text, out var read), text);
        var model = JsonSerializer.Deserialize($$"""{"creationTime":"{{text}}"}""", WireJson.Context.CustomModel)!;
        Assert.Equal(read.LocalDateTime, model.CreationTime);
    }).QuickCheckThrowOnFailure();

    /// <summary>In a process of its own, because a process has one time zone.</summary>
    [Fact]
    public async Task Time_without_a_zone_is_UTC_in_any_time_zone()
    {
        await using var server = new StandIn(WithTime("2026-01-02T03:04:05"), WithTime("2026-01-02 03:04:05"));
        using var shell = new PowerShellProcess { Environment = { ["TZ"] = "America/New_York" } };
        var call = $"(Get-BedrockCustomModel m -EndpointUrl {server.Url} -Region us-east-1 -AccessKey a -SecretKey "
            + $"b).CreationTime.ToUniversalTime().ToString('o')";

        var result = await shell.RunWithModuleAsync($"{call}; {call}");

        Assert.Equal(("", "2026-01-02T03:04:05.0000000Z\n2026-01-02T03:04:05.0000000Z\n"), (result.Error, result.Output));
        Assert.Equal(2, server.Requests.Count);

        static Reply WithTime(string text) => Reply.Json($$"""{"modelArn":"{{Reply.Arn}}","modelName":"m","creationTime":"{{text}}"}""");
    }

    [Fact]
    public void TryParse_never_throws() => Prop.ForAll<string?>(text =>
    {
        if (text is not null)
            Assert.True(!Iso8601.TryParse(text, out var time) || time != default);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04:05")]
    [InlineData("2026-01-02 03:04:05Z")]
    [InlineData("2026-01-02T03:04:05.Z")]
    [InlineData("2026-01-02T03:04:05.1234567890Z")]
    [InlineData("2026-13-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+25:00")]
    [InlineData("2026-01-02T03:04:05Z\n")]
    [InlineData("٢٠٢٦-01-02T03:04:05Z")]
    [InlineData("1767323045")]
    public void Invalid_text_is_not_a_time_in_a_request(string text) => Assert.False(Iso8601.TryParse(text, out _));

    [Theory]
    [InlineData("true")]
    [InlineData("\"\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    [InlineData("[]")]
    public void Invalid_time_in_a_response_is_malformed_JSON(string json)
    {
        var malformed =
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($$"""{"creationTime":{{json}}}""", WireJson.Context.CustomModel));

        Assert.Contains("A time is not in ISO 8601 form.", malformed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("253402300799", "9999-12-31T23:59:59.0000000+00:00")]
    [InlineData("-62135596800", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("1767323045", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("1.7673230456789E9", "2026-01-02T03:04:05.6790000+00:00")]
    [InlineData("\"2026-01-02T03:04:05\"", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("\"2026-01-02 03:04:05.5\"", "2026-01-02T03:04:05.5000000+00:00")]
    [InlineData("\"2026-01-02T03:04:05+02:00\"", "2026-01-02T03:04:05.0000000+02:00")]
    [InlineData("\"2026-01-02T03:04:05.1234567Z\"", "2026-01-02T03:04:05.1234567+00:00")]
    [InlineData("\"2026-01-02T03:04:05.12345678Z\"", "2026-01-02T03:04:05.1234567+00:00")]
    public void Time_of_a_response_is_read_in_each_form_that_the_SDKs_read(string json, string expected)
    {
        var model = JsonSerializer.Deserialize($$"""{"creationTime":{{json}}}""", WireJson.Context.CustomModel)!;

        Assert.Equal(DateTimeKind.Local, model.CreationTime!.Value.Kind);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture).LocalDateTime, model.CreationTime);
    }
}
