namespace BedrockModels.Tests.Steadiness;

public sealed class DeploymentStopTests
{
    /// <summary>Each cmdlet for deployments, with more to do than it is given time for.</summary>
    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "New-BedrockCustomModelDeployment", RandomStops.Rows + "ModelDeploymentName = \"d$round-$_\"; ModelArn = $arn } } | New-BedrockCustomModelDeployment -ThrottleLimit 4" },
        { "Get-BedrockCustomModelDeployment", "$names | Get-BedrockCustomModelDeployment -ThrottleLimit 4; Get-BedrockCustomModelDeployment -PageSize 3" },
        { "Wait-BedrockCustomModelDeployment", "$names | Wait-BedrockCustomModelDeployment" },
        { "Set-BedrockCustomModelDeployment", "$names | Set-BedrockCustomModelDeployment -ModelArn $arn -ThrottleLimit 4" },
        { "Remove-BedrockCustomModelDeployment", "$names | Remove-BedrockCustomModelDeployment -ThrottleLimit 4 -Force" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public Task Five_hundred_stops_at_random_moments_leave_nothing_behind_and_the_next_command_works(string command, string script) =>
        RandomStops.RunAsync(command, script);
}
