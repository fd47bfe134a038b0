namespace BedrockModels.Tests.Steadiness;

public sealed class TagStopTests
{
    /// <summary>Each cmdlet for tags, with more to do than it is given time for.</summary>
    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "Get-BedrockResourceTag", "$arns | Get-BedrockResourceTag -ThrottleLimit 4" },
        { "Add-BedrockResourceTag", "$arns | Add-BedrockResourceTag -Tag @{ Round = \"$round\" } -ThrottleLimit 4" },
        { "Remove-BedrockResourceTag", "$arns | Remove-BedrockResourceTag -TagKey Round -ThrottleLimit 4" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public Task Five_hundred_stops_at_random_moments_leave_nothing_behind_and_the_next_command_works(string command, string script) =>
        RandomStops.RunAsync(command, script);
}
