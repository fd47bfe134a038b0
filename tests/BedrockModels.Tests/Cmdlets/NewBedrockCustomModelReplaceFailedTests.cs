using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>New-BedrockCustomModel for the name of a Failed model.</summary>
public sealed class NewBedrockCustomModelReplaceFailedTests : IDisposable
{
    private const string New = "New-BedrockCustomModel a -ModelPackageArn $package";

    private readonly TestShell _shell = new();

    public NewBedrockCustomModelReplaceFailedTests() => _shell.Emulator.AddFault(
        new FaultRule { Operation = "CreateCustomModel", Name = "a", Fail = "The bucket is empty.", Times = 1 });

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-Wait")]
    public void Return_of_a_Failed_model_is_an_error_with_its_reason(string more)
    {
        _shell.Create("a", "-SourceTag");

        var result = _shell.Run($"{New} -IfExists Return {more}");

        var error = result.SingleError();
        Assert.Equal("CustomModelFailed", ScriptResult.IdOf(error));
        Assert.Contains("The bucket is empty.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("ReplaceFailed", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(0, _shell.Count("DeleteCustomModel"));
    }

    [Theory]
    [InlineData("-SourceTag", "")]
    [InlineData("", "-Wait")]
    public void ReplaceFailed_deletes_the_Failed_model_and_creates_it(string before, string more)
    {
        var failed = _shell.Create("a", before);

        var result = _shell.Run($"{New} -IfExists ReplaceFailed {more}").Clean();

        var model = Assert.Single(result.OutputOf<CustomModel>());
        Assert.NotEqual(failed.ModelArn, model.ModelArn);
        Assert.Equal(("a", "Active", model.ModelArn), Get());
        Assert.Empty(result.Warnings);
        var operations = _shell.Emulator.Requests.Select(request => request.Operation).SkipWhile(name => name != "DeleteCustomModel");
        Assert.Equal(["DeleteCustomModel", "GetCustomModel", "CreateCustomModel"], operations.Take(3));
    }

    [Theory]
    [InlineData("ReplaceFailed")]
    [InlineData("Return")]
    public void Used_token_does_not_return_the_deleted_model(string second)
    {
        var failed = _shell.Create("a", "-ClientRequestToken t");
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Error = "AccessDeniedException", Times = 1 });

        var denied = _shell.Run($"{New} -ClientRequestToken t -IfExists ReplaceFailed");
        var model = Assert.Single(_shell.Run($"{New} -ClientRequestToken t2 -IfExists {second}").Clean().OutputOf<CustomModel>());
        var again = Assert.Single(_shell.Run($"{New} -ClientRequestToken t -IfExists ReplaceFailed").Clean().OutputOf<CustomModel>());

        Assert.Equal("AccessDeniedException", ScriptResult.IdOf(denied.SingleError()));
        Assert.NotEqual(failed.ModelArn, model.ModelArn);
        Assert.Equal(model.ModelArn, again.ModelArn);
    }

    [Fact]
    public void Token_of_a_model_that_is_gone_creates_a_new_model()
    {
        var failed = _shell.Create("a", "-ClientRequestToken t");
        _shell.Run("Remove-BedrockCustomModel a -Force").Clean();

        var model = Assert.Single(_shell.Run($"{New} -ClientRequestToken t -IfExists ReplaceFailed").Clean().OutputOf<CustomModel>());

        Assert.NotEqual(failed.ModelArn, model.ModelArn);
        Assert.Equal(("a", "Active", model.ModelArn), Get());
    }

    [Fact]
    public void Failed_model_of_another_source_is_kept()
    {
        var failed = _shell.Create("a", "-SourceTag");

        var result = _shell.Run("New-BedrockCustomModel a -ModelPackageArn \"${package}0\" -IfExists ReplaceFailed -Force");

        Assert.Equal("ModelSourceDiffers", ScriptResult.IdOf(result.SingleError()));
        Assert.Equal(("a", "Failed", failed.ModelArn), Get());
    }

    [Fact]
    public void Error_of_the_search_for_the_Failed_model_names_the_custom_model()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModel", Error = "AccessDeniedException", Message = "Not you." });

        var error = _shell.Run($"{New} -IfExists ReplaceFailed").SingleError();

        Assert.StartsWith("Custom model 'a': Not you", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("a", error.TargetObject);
    }

    [Fact]
    public void Active_model_is_never_deleted()
    {
        _shell.Create("other", "-SourceTag");
        var active = _shell.Create("b", "-SourceTag");

        var result = _shell.Run("New-BedrockCustomModel b -ModelPackageArn $package -IfExists ReplaceFailed -Force").Clean();

        Assert.Equal(active.ModelArn, Assert.Single(result.OutputOf<CustomModel>()).ModelArn);
        Assert.Equal(0, _shell.Count("DeleteCustomModel"));
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -Force")]
    public void WhatIf_names_the_model_that_would_be_deleted_and_deletes_nothing(string more)
    {
        var failed = _shell.Create("a", "-SourceTag");

        _shell.Run($"{New} -IfExists ReplaceFailed {more}").Clean();

        Assert.Contains(_shell.Host.Interface.Lines, line =>
            line.Contains($"Delete the Failed custom model {failed.ModelArn}, then create", StringComparison.Ordinal));
        Assert.Equal(("a", "Failed", failed.ModelArn), Get());
        Assert.Equal(1, _shell.Count("CreateCustomModel"));
    }

    [Fact]
    public void Lost_responses_replace_the_model_once()
    {
        _shell.Create("a", "-SourceTag");
        foreach (var operation in new[] { "DeleteCustomModel", "CreateCustomModel" })
            _shell.Emulator.AddFault(new FaultRule { Operation = operation, Drop = Drop.After, Times = 1 });

        var result = _shell.Run($"{New} -IfExists ReplaceFailed").Clean();

        Assert.Equal(("a", "Active", Assert.Single(result.OutputOf<CustomModel>()).ModelArn), Get());
    }

    [Fact]
    public void Model_that_another_command_deletes_meanwhile_is_created()
    {
        _shell.Create("a", "-SourceTag");
        _shell.Emulator.AddFault(new FaultRule { Operation = "DeleteCustomModel", Error = "ResourceNotFoundException", Times = 1 });
        _shell.Emulator.AddFault(new FaultRule { Operation = "GetCustomModel", Nth = 2, Error = "ResourceNotFoundException" });

        // The emulator still has the model, as if another command had created it again: it is Failed, and so an error.
        var result = _shell.Run($"{New} -IfExists ReplaceFailed");

        Assert.Equal("CustomModelFailed", ScriptResult.IdOf(result.SingleError()));
        Assert.Equal(2, _shell.Count("CreateCustomModel"));
    }

    [Fact]
    public void Rows_at_once_replace_each_Failed_model_once()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Name = "m*", Fail = "No.", Times = 4 });
        const string Rows = """
            (1..6) + 2 | ForEach-Object { [pscustomobject]@{ ModelName = "m$_"; ModelPackageArn = $package + $_ } } |
                New-BedrockCustomModel -ThrottleLimit 4
            """;
        _shell.Run(Rows);

        var result = _shell.Run(Rows + " -IfExists ReplaceFailed").Clean();

        Assert.Equal(["m1", "m2", "m3", "m4", "m5", "m6", "m2"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Equal(6, _shell.Run("Get-BedrockCustomModel -ModelStatus Active").Clean().Output.Count);
        Assert.Equal(7 + 4, _shell.Emulator.RequestCounts.Where(pair => pair.Key == ("CreateCustomModel", 202)).Sum(pair => pair.Value)
            + _shell.Emulator.RequestCounts.Where(pair => pair.Key == ("CreateCustomModel", 400)).Sum(pair => pair.Value));
    }

    private (string? Name, string? Status, string? Arn) Get()
    {
        var model = Assert.Single(_shell.Run("Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>());
        return (model.ModelName, model.ModelStatus, model.ModelArn);
    }
}
