namespace BedrockModels.Tests.Steadiness;

public sealed class ModelStopTests
{
    /// <summary>Each cmdlet for custom models, with more to do than it is given time for.</summary>
    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "New-BedrockCustomModel", RandomStops.Rows + "ModelName = \"m$round-$_\"; ModelPackageArn = $package } } | New-BedrockCustomModel -ThrottleLimit 4" },
        { "Get-BedrockCustomModel", "$names | Get-BedrockCustomModel -ThrottleLimit 4; Get-BedrockCustomModel -PageSize 3" },
        { "Wait-BedrockCustomModel", "$names | Wait-BedrockCustomModel -PollInterval 0.2" },
        { "Remove-BedrockCustomModel", "$names | Remove-BedrockCustomModel -ThrottleLimit 4 -Force" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public Task Five_hundred_stops_at_random_moments_leave_nothing_behind_and_the_next_command_works(string command, string script) =>
        RandomStops.RunAsync(command, script);
}
