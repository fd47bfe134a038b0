using System.Globalization;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Times in tags are ISO 8601, in every culture.</summary>
public sealed class TagTimeTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("@{ At = [datetime]::SpecifyKind('2026-01-31T09:00:00', 'Utc') }", "2026-01-31T09:00:00Z")]
    [InlineData("@{ At = [datetime]::new(2026, 1, 31, 9, 0, 0) }", "2026-01-31T09:00:00")]
    [InlineData("@{ At = [datetime]::SpecifyKind('2026-01-31T09:00:00.25', 'Utc') }", "2026-01-31T09:00:00.25Z")]
    [InlineData("@{ At = [DateTimeOffset]::new(2026, 1, 31, 9, 0, 0, [timespan]'02:00') }", "2026-01-31T09:00:00+02:00")]
    [InlineData("@{ At = [DateOnly]::new(2026, 1, 31) }", "2026-01-31")]
    [InlineData("@{ At = [TimeOnly]::new(9, 5) }", "09:05:00.0000000")]
    [InlineData("('{\"key\":\"At\",\"value\":\"2026-01-31T09:00:00Z\"}' | ConvertFrom-Json)", "2026-01-31T09:00:00Z")]
    [InlineData("@{ At = '31.01.2026' }", "31.01.2026")]
    public void Time_in_a_tag_is_sent_as_ISO_8601(string tag, string value)
    {
        var model = _shell.Create("a", "");
        _shell.Set("arn", model.ModelArn);

        var tags = _shell.Run($"[cultureinfo]::CurrentCulture = 'de-DE'; Add-BedrockResourceTag $arn -Tag {tag} -PassThru").Clean();

        Assert.Equal(value, Assert.Single(tags.OutputOf<ResourceTag>()).Value);
    }

    [Fact]
    public void Time_as_a_key_is_sent_as_ISO_8601()
    {
        var model = _shell.Create("a", "");
        _shell.Set("arn", model.ModelArn);
        _shell.Set("time", new DateTime(2026, 1, 31, 9, 0, 0, DateTimeKind.Utc));

        var tags = _shell.Run("Add-BedrockResourceTag $arn -Tag @{ $time = 'x' } -PassThru").Clean();

        Assert.Equal("2026-01-31T09:00:00Z", Assert.Single(tags.OutputOf<ResourceTag>()).Key);
    }

    [Fact]
    public void Local_time_in_a_tag_keeps_its_instant()
    {
        var model = _shell.Create("a", "");
        _shell.Set("arn", model.ModelArn);
        var time = new DateTime(2026, 1, 31, 9, 0, 0, DateTimeKind.Local);
        _shell.Set("time", time);

        var tags = _shell.Run("Add-BedrockResourceTag $arn -Tag @{ At = $time } -PassThru").Clean().OutputOf<ResourceTag>();

        Assert.Equal(new DateTimeOffset(time), DateTimeOffset.Parse(Assert.Single(tags).Value, CultureInfo.InvariantCulture));
    }
}
