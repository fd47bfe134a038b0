using System.Management.Automation;
using BedrockModels.Shell;

namespace BedrockModels.Tests.Shell;

public sealed class ProgressLineTests
{
    [Theory]
    [InlineData("Waiting", "Active 1, Creating 2", 40, 79, "Waiting: Active 1, Creating 2 40%")]
    [InlineData("Waiting", "two\nlines", -1, 79, "Waiting: two lines")]
    [InlineData("A very long activity indeed", "Active 1", -1, 30, "A very long activit…: Active 1")]
    [InlineData("Act", "A status that is far too long", -1, 20, "Act: A status that …")]
    [InlineData("A very long activity", "and a status as long", -1, 20, "A very lo…: and a s…")]
    public void A_line_keeps_room_for_the_status(string activity, string status, int percent, int width, string expected)
    {
        var line = ProgressLine.Describe(new ProgressRecord(1, activity, status) { PercentComplete = percent }, width);

        Assert.Equal(expected, line);
    }
}
