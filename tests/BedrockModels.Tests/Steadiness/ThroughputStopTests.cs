namespace BedrockModels.Tests.Steadiness;

public sealed class ThroughputStopTests
{
    /// <summary>Each cmdlet for provisioned throughput, with more to do than it is given time for.</summary>
    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "New-BedrockProvisionedModelThroughput", RandomStops.Rows + "ProvisionedModelName = \"p$round-$_\"; ModelId = $arn } } | New-BedrockProvisionedModelThroughput -ModelUnits 1 -ThrottleLimit 4" },
        { "Get-BedrockProvisionedModelThroughput", "$names | Get-BedrockProvisionedModelThroughput -ThrottleLimit 4; Get-BedrockProvisionedModelThroughput -PageSize 3" },
        { "Wait-BedrockProvisionedModelThroughput", "$names | Wait-BedrockProvisionedModelThroughput" },
        { "Set-BedrockProvisionedModelThroughput", "$names | Set-BedrockProvisionedModelThroughput -ModelId $arn -ThrottleLimit 4" },
        { "Remove-BedrockProvisionedModelThroughput", "$names | Remove-BedrockProvisionedModelThroughput -ThrottleLimit 4 -Force" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public Task Five_hundred_stops_at_random_moments_leave_nothing_behind_and_the_next_command_works(string command, string script) =>
        RandomStops.RunAsync(command, script);
}
