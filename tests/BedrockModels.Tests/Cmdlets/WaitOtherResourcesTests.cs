using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The same waits for deployments and for Provisioned Throughput, over an emulator whose clock only the test moves.</summary>
public sealed class WaitOtherResourcesTests : IDisposable
{
    private const string Deployment = "CustomModelDeployment";
    private const string Throughput = "ProvisionedModelThroughput";

    private readonly ActivationClock _clock = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestShell _shell;

    public WaitOtherResourcesTests()
    {
        _shell = new TestShell(new EmulatorOptions
        {
            TimeProvider = _clock,
            ActivationTime = TimeSpan.FromMinutes(5),
            Faults = [new FaultRule { Name = "bad*", Fail = "There is no room." }],
        });
        _shell.Run("$PSDefaultParameterValues['*-Bedrock*:PollInterval'] = 0.1; $models = 'one', 'two' | "
            + "ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        _clock.Advance(TimeSpan.FromHours(1));
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Deployment, "'d1', 'd2', 'bad1', 'd3' | Wait-BedrockCustomModelDeployment")]
    [InlineData(Deployment, "$all | Wait-BedrockCustomModelDeployment")]
    [InlineData(Deployment, "Get-BedrockCustomModelDeployment | Wait-BedrockCustomModelDeployment")]
    [InlineData(Deployment,
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($all)) | "
            + "Wait-BedrockCustomModelDeployment")]
    [InlineData(Throughput, "'d1', 'd2', 'bad1', 'd3' | Wait-BedrockProvisionedModelThroughput")]
    [InlineData(Throughput, "$all | Wait-BedrockProvisionedModelThroughput")]
    [InlineData(Throughput, "Get-BedrockProvisionedModelThroughput | Wait-BedrockProvisionedModelThroughput")]
    [InlineData(Throughput,
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($all)) | "
            + "Wait-BedrockProvisionedModelThroughput")]
    public void Many_are_swept_for_and_each_is_emitted_or_is_an_error(string kind, string script)
    {
        Make(kind, "d1", "d2", "bad1", "d3");
        var (lists, gets) = (_shell.Count($"List{kind}s"), _shell.Count("Get" + kind));
        var (ownLists, waitLists) = (script.StartsWith("Get", StringComparison.Ordinal) ? 1 : 0, 3);
        ActivationClock.ActivateAt(_shell.Emulator, $"List{kind}s", ownLists + waitLists);
        var result = _shell.Run(script);
        Assert.Equal(["d1", "d2", "d3"], Names(result).Order());
        var error = result.SingleError();
        Assert.Equal((kind + "Failed", ErrorCategory.InvalidResult), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.EndsWith("has status Failed: There is no room.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("bad1", error.ToString() + error.TargetObject, StringComparison.Ordinal);
        Assert.Equal((lists + ownLists + waitLists, gets + 4), (_shell.Count($"List{kind}s"), _shell.Count("Get" + kind)));
    }

    [Theory]
    [InlineData(Deployment, "custom model deployment d1 in us-east-1 was not Active", "Active 0, Creating 1, Failed 0")]
    [InlineData(Throughput, "Provisioned Throughput d1 in us-east-1 was not InService", "InService 0, Creating or Updating 1, Failed 0")]
    public void The_end_of_the_time_and_the_bar_use_the_resources_words(string kind, string says, string bar)
    {
        Make(kind, "d1");
        var result = _shell.Run($"Wait-Bedrock{kind} d1 -Timeout 0");
        Assert.Equal("WaitTimeout", ScriptResult.IdOf(result.SingleError()));
        Assert.Contains(says, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith(bar, result.Progress[0].StatusDescription, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void One_that_vanishes_and_one_that_was_never_there_are_two_errors(string kind)
    {
        Make(kind, "d1");
        _shell.Emulator.AddFault(new FaultRule { Operation = "Get" + kind, Name = "d1", Delay = TimeSpan.Zero, Times = 2 });
        _shell.Emulator.AddFault(new FaultRule { Operation = "Get" + kind, Name = "d1", Error = "ResourceNotFoundException" });
        var result = _shell.Run($"'d1', 'nope' | Wait-Bedrock{kind}");
        Assert.Equal(["ResourceNotFoundException", kind + "Vanished"], result.ErrorIds);
        Assert.Equal(["nope", "d1"], result.Errors.Select(error => error.TargetObject));
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void New_waits_for_all_it_made_together_and_says_which_failed(string kind)
    {
        var (lists, gets) = (_shell.Count($"List{kind}s"), _shell.Count("Get" + kind));
        ActivationClock.ActivateAt(_shell.Emulator, $"List{kind}s", 3);
        var result = _shell.Run(
            $"'d1', 'bad1', 'd2', 'd3' | ForEach-Object {{ [pscustomobject]@{{ ModelArn = $models[0].ModelArn; ModelName = $_ }} }} | "
                + $"New-Bedrock{kind} -Wait -ThrottleLimit 4");
        Assert.Equal(["d1", "d2", "d3"], Names(result).Order());
        Assert.Equal(kind + "Failed", ScriptResult.IdOf(result.SingleError()));
        Assert.Contains("bad1 (arn:", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal((lists + 3, gets + 4), (_shell.Count($"List{kind}s"), _shell.Count("Get" + kind)));
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void New_with_Wait_has_a_Timeout_and_the_resource_is_made_all_the_same(string kind)
    {
        var error = _shell.Run($"New-Bedrock{kind} d1 $models[0] -Wait -Timeout 0").SingleError();
        Assert.Equal(("WaitTimeout", ErrorCategory.OperationTimeout), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("It is still Creating.", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_shell.Run($"Get-Bedrock{kind}").Clean().Output);
    }

    [Fact]
    public void Set_of_a_deployment_waits_for_the_update_and_its_failure_is_an_error()
    {
        Make(Deployment, "d1");
        _clock.Advance(TimeSpan.FromHours(1));
        _shell.Emulator.AddFault(new FaultRule { Operation = "UpdateCustomModelDeployment", Fail = "The model does not fit." });
        ActivationClock.ActivateAt(_shell.Emulator, "GetCustomModelDeployment", 3);
        var result = _shell.Run("Set-BedrockCustomModelDeployment d1 -ModelArn $models[1] -Wait");
        Assert.Equal("CustomModelDeploymentFailed", ScriptResult.IdOf(result.SingleError()));
        Assert.Contains("UpdateFailed", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Active 0, Updating 1, Failed 0", result.Progress[0].StatusDescription, StringComparison.Ordinal);
        Assert.Equal("d1", Assert.Single(Names(_shell.Run("Wait-BedrockCustomModelDeployment d1").Clean())));
    }

    [Fact]
    public void Set_of_a_throughput_waits_for_the_update()
    {
        Make(Throughput, "d1");
        _clock.Advance(TimeSpan.FromHours(1));
        ActivationClock.ActivateAt(_shell.Emulator, "GetProvisionedModelThroughput", 3);
        var result = _shell.Run("Set-BedrockProvisionedModelThroughput d1 -DesiredModelId $models[1] -Wait; $models[1].ModelArn").Clean();
        var throughput = Assert.IsType<ProvisionedModelThroughput>(result.Output[0].BaseObject);
        Assert.Equal((result.Output[1].BaseObject, "InService"), (throughput.ModelArn, throughput.Status));
        Assert.Empty(result.Warnings);
        Assert.StartsWith("InService 0, Creating or Updating 1, Failed 0", result.Progress[0].StatusDescription, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(ScriptResult result) => result.Output.Select(item => item.BaseObject switch
    {
        CustomModelDeployment deployment => deployment.ModelDeploymentName,
        ProvisionedModelThroughput throughput => throughput.ProvisionedModelName,
        _ => null,
    });

    private void Make(string kind, params string[] names)
    {
        _shell.Set("names", names);
        _shell.Run(kind == Deployment
            ? "$all = $names | ForEach-Object { New-BedrockCustomModelDeployment $_ -ModelArn $models[0] }"
            : "$all = $names | ForEach-Object { New-BedrockProvisionedModelThroughput $_ -ModelId $models[0] -ModelUnits 1 }").Clean();
    }
}
