using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>New-BedrockCustomModel for a name that is already used.</summary>
public sealed class NewBedrockCustomModelIfExistsTests
{
    [Fact]
    public void IfExists_Return_returns_the_existing_model_and_sends_no_creation()
    {
        using var shell = new TestShell();
        var first = shell.Create("a", "-Tag 'k=v' -SourceTag");

        var result = shell.Run("New-BedrockCustomModel -ModelName a -ModelPackageArn $package -Tag 'k=v' -IfExists Return -Verbose")
            .Clean();

        var model = Assert.Single(result.OutputOf<CustomModel>());
        Assert.Equal((first.ModelArn, "Active"), (model.ModelArn, model.ModelStatus));
        Assert.Equal(1, shell.Count("CreateCustomModel"));
        Assert.Empty(result.Warnings);
    }

    /// <summary>Another command creates the model between the look-up and the creation.</summary>
    [Theory]
    [InlineData("ConflictException")]
    [InlineData("ValidationException")]
    public void IfExists_Return_returns_a_model_that_appears_during_the_command(string code)
    {
        using var shell = new TestShell();
        var first = shell.Create("a", "-Tag 'k=v' -SourceTag");
        shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModel", Error = "ResourceNotFoundException", Times = 2 });
        shell.Emulator.AddFault(new FaultRule
        {
            Operation = "CreateCustomModel",
            Error = code,
            Message = "The provided model name is currently in use: a.",
        });

        var result = shell.Run("New-BedrockCustomModel -ModelName a -ModelPackageArn $package -Tag 'k=v' -IfExists Return -Verbose")
            .Clean();

        Assert.Equal(first.ModelArn, Assert.Single(result.OutputOf<CustomModel>()).ModelArn);
        Assert.Equal(2, shell.Count("CreateCustomModel"));
        Assert.Contains(result.Verbose, line => line.Contains("is already used", StringComparison.Ordinal));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void IfExists_Return_warns_about_different_tags_and_a_different_key()
    {
        using var shell = new TestShell();
        shell.Create("a", "-Tag 'k=v' -SourceTag");

        var result = shell.Run(
            "New-BedrockCustomModel -ModelName a -ModelPackageArn $package -IfExists Return -KmsKeyArn "
                + "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012").Clean();

        Assert.Single(result.Output);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains(
            "uses an AWS owned key, but the request has the KMS key arn:aws:kms:us-east-1:", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("k=v", result.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void IfExists_Error_writes_the_error_of_the_service()
    {
        using var shell = new TestShell();
        shell.Create("a", "");

        var error = shell.Run("New-BedrockCustomModel -ModelName a -ModelPackageArn $package").SingleError();

        Assert.Equal("ConflictException", ScriptResult.IdOf(error));
        Assert.Contains("-IfExists Return", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_response_creates_one_model_and_the_retry_returns_it()
    {
        using var shell = new TestShell();
        shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Drop = Drop.After, Times = 1 });

        var model = Assert.Single(shell.Run("New-BedrockCustomModel -ModelName a -ModelPackageArn $package").Clean()
            .OutputOf<CustomModel>());

        Assert.Equal(model.ModelArn, Assert.Single(shell.Run("Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>()).ModelArn);
    }
}
