using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>-PassThru on the Remove- cmdlets of resources.</summary>
public sealed class RemovePassThruTests : IDisposable
{
    private const string Model = "BedrockCustomModel";
    private const string Deployment = "BedrockCustomModelDeployment";
    private const string Throughput = "BedrockProvisionedModelThroughput";

    private readonly TestShell _shell = new();

    public RemovePassThruTests() => _shell.Run(
        "$m = 'x', 'y', 'used' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package } | Wait-BedrockCustomModel; "
            + "$null = 'x', 'y' | ForEach-Object { New-BedrockCustomModelDeployment $_ $m[2] }; "
            + "$null = 'x', 'y' | ForEach-Object { New-BedrockProvisionedModelThroughput $_ used }").Clean();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Model)]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void Deleted_resources_are_returned_in_order_and_errors_are_not(string noun)
    {
        var result = _shell.Run($"'y', 'nope', 'x' | Remove-{noun} -Force -PassThru -ThrottleLimit 3");

        Assert.Equal(["y", "x"], result.OutputOf<IResource>().Select(removed => removed.Name));
        Assert.Equal(["ResourceNotFoundException"], result.ErrorIds);
        Assert.Empty(_shell.Run($"Get-{noun} [xy]").Clean().Output);
    }

    [Theory]
    [InlineData(Model)]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void Piped_object_is_returned_as_it_is_without_a_request(string noun)
    {
        var before = _shell.Emulator.Requests.Count;

        var result = _shell.Run($"Get-{noun} x* | Remove-{noun} -Force -PassThru").Clean();

        Assert.Equal("x", Assert.Single(result.OutputOf<IResource>()).Name);
        Assert.Equal(["List", "Delete"],
            _shell.Emulator.Requests.Skip(before).Select(sent => sent.Operation.StartsWith("List", StringComparison.Ordinal)
                ? "List" : sent.Operation[.."Delete".Length]));
    }

    [Theory]
    [InlineData(Model)]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void Resource_that_stays_is_not_returned(string noun)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "Delete*", Name = "y", Error = "ConflictException" });
        _shell.Host.Interface.Answers.Enqueue("No");

        var result = _shell.Run(
            $"Remove-{noun} x -PassThru -WhatIf; Remove-{noun} x -PassThru; Remove-{noun} y -Force -PassThru -ErrorAction Ignore");

        Assert.Empty(result.Output);
        Assert.Equal(2, _shell.Run($"Get-{noun} [xy]").Clean().Output.Count);
    }

    [Fact]
    public void Object_of_another_kind_is_not_taken_for_the_removed_model()
    {
        _shell.Run("$null = $m[0] | New-BedrockCustomModelDeployment of-x").Clean();

        var removed = _shell.Run(
            "Get-BedrockCustomModelDeployment of-x | Remove-BedrockCustomModel -Cascade -Force -PassThru").Clean().Output;

        Assert.Equal("x", Assert.IsType<CustomModel>(Assert.Single(removed).BaseObject).ModelName);
    }
}
