using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>
/// A change whose response is lost is sent again, and refused if the first request took effect. The state of the resource decides.
/// </summary>
public sealed class LostResponseTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestShell _shell;

    public LostResponseTests()
    {
        _shell = new(new EmulatorOptions
        {
            ActivationTime = TimeSpan.FromHours(1),
            TimeProvider = _clock,
            Behavior = new() { DeletingTime = TimeSpan.FromHours(1) },
        });
        Later("$m = 'one', 'two', 'three' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }");
        Later("$d = $m[0] | New-BedrockCustomModelDeployment d; $p = New-BedrockProvisionedModelThroughput p one");
        Later("");
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("p -DesiredProvisionedModelName q", "q", "one")]
    [InlineData("p -DesiredProvisionedModelName q -DesiredModelId two", "q", "two")]
    [InlineData("p -DesiredModelId two", "p", "two")]
    [InlineData("p -DesiredModelId $m[1]", "p", "two")]
    [InlineData("$p -DesiredProvisionedModelName q -DesiredModelId two", "q", "two")]
    public void Throughput_that_is_changed_already_is_returned(string arguments, string name, string model)
    {
        Lose("UpdateProvisionedModelThroughput", Drop.After);

        var result = _shell.Run($"Set-BedrockProvisionedModelThroughput {arguments}; (Get-BedrockCustomModel {model}).ModelArn").Clean();

        var throughput = Assert.IsType<ProvisionedModelThroughput>(result.Output[0].BaseObject);
        Assert.Equal((name, result.Output[1].BaseObject), (throughput.ProvisionedModelName, throughput.DesiredModelArn));
        Assert.Equal(2, _shell.Count("UpdateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("no -DesiredProvisionedModelName q", "ResourceNotFoundException")]
    [InlineData("p -DesiredProvisionedModelName taken", "ValidationException")]
    [InlineData("updating -DesiredModelId two", "ValidationException")]
    [InlineData("updating -DesiredProvisionedModelName q", "ValidationException")]
    [InlineData("updating -DesiredModelId $m[1]", "ValidationException")]
    public void Throughput_without_the_change_is_the_error_of_the_service(string arguments, string code)
    {
        Later("$null = 'taken', 'updating' | ForEach-Object { New-BedrockProvisionedModelThroughput $_ one }");
        _shell.Run("$null = Set-BedrockProvisionedModelThroughput updating -DesiredModelId three").Clean();
        Lose("UpdateProvisionedModelThroughput", Drop.Before);

        var error = _shell.Run($"Set-BedrockProvisionedModelThroughput {arguments}").SingleError();

        var exception = Assert.IsType<BedrockException>(error.Exception);
        Assert.Equal((code, "UpdateProvisionedModelThroughput"), (exception.ErrorCode, exception.Operation));
    }

    [Fact]
    public void Deployment_whose_update_is_running_already_is_returned()
    {
        Lose("UpdateCustomModelDeployment", Drop.After);

        var result = _shell.Run("Set-BedrockCustomModelDeployment d -ModelArn $m[1]; $m[1].ModelArn").Clean();

        var update = Assert.IsType<CustomModelDeployment>(result.Output[0].BaseObject).UpdateDetails!;
        Assert.Equal(("Updating", result.Output[1].BaseObject), (update.UpdateStatus, update.ModelArn));
        Assert.Equal(2, _shell.Count("UpdateCustomModelDeployment"));
    }

    [Fact]
    public void Deployment_whose_update_to_another_model_is_running_is_the_error_of_the_service()
    {
        _shell.Run("$null = Set-BedrockCustomModelDeployment d -ModelArn $m[2]").Clean();
        Lose("UpdateCustomModelDeployment", Drop.Before);

        var error = _shell.Run("Set-BedrockCustomModelDeployment d -ModelArn $m[1]").SingleError();

        Assert.Equal("ValidationException", ScriptResult.IdOf(error));
        Assert.Contains("mutating state", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CustomModelDeployment", "d")]
    [InlineData("CustomModelDeployment", "$d")]
    [InlineData("ProvisionedModelThroughput", "p")]
    [InlineData("CustomModel", "three")]
    public void Resource_that_is_deleted_already_is_no_error_and_is_not_needed_to_be_read(string noun, string identifier)
    {
        Lose($"Delete{noun}", Drop.After);
        if (noun != "CustomModelDeployment")
            _shell.Emulator.AddFault(new FaultRule { Operation = "Get*", Error = "AccessDeniedException", Message = "No." });

        _shell.Run($"Remove-Bedrock{noun} {identifier} -Force").Clean();

        Assert.Equal(2, _shell.Count($"Delete{noun}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AccessDeniedException")]
    public void Deployment_that_is_not_being_deleted_is_the_error_of_the_service(string? read)
    {
        _shell.Run("$null = Set-BedrockCustomModelDeployment d -ModelArn $m[2]").Clean();
        Lose("DeleteCustomModelDeployment", Drop.Before);
        if (read is not null)
            _shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModelDeployment", Error = read, Message = "No." });

        var error = _shell.Run("Remove-BedrockCustomModelDeployment d -Force").SingleError();

        Assert.Equal("ValidationException", ScriptResult.IdOf(error));
    }

    private void Lose(string operation, Drop when) =>
        _shell.Emulator.AddFault(new FaultRule { Operation = operation, Drop = when, Times = 1 });

    private void Later(string script)
    {
        _shell.Run(script).Clean();
        _clock.Advance(TimeSpan.FromHours(2));
    }
}
