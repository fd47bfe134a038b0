namespace BedrockModels.Tests.Steadiness;

/// <summary>A script that never ends by itself, for <see cref="StopHarness"/> to stop.</summary>
/// <param name="Name">The cmdlet, or a name for the report.</param>
/// <param name="Script">
/// Uses $round, 8 resources in $names, the ARNs of 8 models in $arns, one of them in $arn, a model package in $package.
/// </param>
/// <param name="AllowedError">The only error id that the script may report.</param>
internal sealed record StopCommand(string Name, string Script, string? AllowedError = null)
{
    private const string Names = "& { for (;;) { $names } } | ";
    private const string Arns = "& { for (;;) { $arns } } | ";
    private const string Rows = "& { for ($row = 0; ; $row++) { [pscustomobject]@{ ";
    private const string EndOfRows = " } } } | ";
    private const string Nobody = "arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdefghijkl";
    private const string NotFound = "ResourceNotFoundException";

    /// <summary>Each cmdlet that sends requests.</summary>
    public static IReadOnlyList<StopCommand> Cmdlets { get; } =
    [
        New("New-BedrockCustomModel", "ModelName = \"m$round-$row\"; ModelPackageArn = $package"),
        Get("Get-BedrockCustomModel"),
        // The emulator refuses the tagging API before it delays a request.
        new("Test-BedrockCustomModel", $"{Rows}ModelName = \"m$round-$row\"; ModelPackageArn = $package{EndOfRows}"
            + "Test-BedrockCustomModel -ThrottleLimit 4 -Skip Source"),
        new("Get-BedrockTrainingArtifact", Names + "Get-BedrockTrainingArtifact -ThrottleLimit 4", NotFound),
        new("Invoke-BedrockModel", "& { for (;;) { 'ping' } } | Invoke-BedrockModel " + Nobody + " -ThrottleLimit 4", NotFound),
        new("Wait-BedrockCustomModel", "$names | Wait-BedrockCustomModel -PollInterval 0.2"),
        new("Remove-BedrockCustomModel", Names + "Remove-BedrockCustomModel -ThrottleLimit 4 -Force", NotFound),
        New("New-BedrockCustomModelDeployment", "ModelDeploymentName = \"d$round-$row\"; ModelArn = $arn"),
        Get("Get-BedrockCustomModelDeployment"),
        new("Wait-BedrockCustomModelDeployment", "$names | Wait-BedrockCustomModelDeployment"),
        new("Set-BedrockCustomModelDeployment", Names + "Set-BedrockCustomModelDeployment -ModelArn $arn -ThrottleLimit 4"),
        new("Remove-BedrockCustomModelDeployment", Names + "Remove-BedrockCustomModelDeployment -ThrottleLimit 4 -Force", NotFound),
        New("New-BedrockProvisionedModelThroughput", "ProvisionedModelName = \"p$round-$row\"; ModelId = $arn; ModelUnits = 1"),
        Get("Get-BedrockProvisionedModelThroughput"),
        new("Wait-BedrockProvisionedModelThroughput", "$names | Wait-BedrockProvisionedModelThroughput"),
        new("Set-BedrockProvisionedModelThroughput", Names + "Set-BedrockProvisionedModelThroughput -DesiredModelId $arn -ThrottleLimit 4"),
        new("Remove-BedrockProvisionedModelThroughput", Names + "Remove-BedrockProvisionedModelThroughput -ThrottleLimit 4 -Force",
            NotFound),
        new("Get-BedrockResourceTag", Arns + "Get-BedrockResourceTag -ThrottleLimit 4"),
        new("Add-BedrockResourceTag", Arns + "Add-BedrockResourceTag -Tag @{ Round = \"$round\" } -ThrottleLimit 4"),
        new("Remove-BedrockResourceTag", Arns + "Remove-BedrockResourceTag -TagKey Round -ThrottleLimit 4"),
    ];

    /// <summary>A script that leaks a handle in each round, and one that leaks a thread: the limits must show them.</summary>
    public static IReadOnlyList<StopCommand> Leaks { get; } =
    [
        new("handle", "$leak.AddHandle(); for (;;) { Get-BedrockCustomModel -First 1 }"),
        new("thread", "$leak.AddThread(); for (;;) { Get-BedrockCustomModel -First 1 }"),
    ];

    public bool Waits => Name.StartsWith("Wait-", StringComparison.Ordinal);

    private static StopCommand New(string cmdlet, string members) => new(cmdlet, $"{Rows}{members}{EndOfRows}{cmdlet} -ThrottleLimit 4");

    private static StopCommand Get(string cmdlet) =>
        new(cmdlet, $"if ($round % 2) {{ {Names}{cmdlet} -ThrottleLimit 4 }} else {{ for (;;) {{ {cmdlet} -PageSize 3 }} }}");
}
