using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class GetBedrockCustomModelTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Get_by_name_and_by_ARN_returns_the_model()
    {
        var made = _shell.Create("a", "");

        var models = _shell.Run($"Get-BedrockCustomModel a, {made.ModelArn}").Clean().OutputOf<CustomModel>();

        Assert.Equal([made.ModelArn, made.ModelArn], models.Select(model => model.ModelArn));
        Expect.Each(models, model => Assert.Equal(("a", "Active", "us-east-1"), (model.ModelName, model.ModelStatus, model.Region)));
    }

    [Fact]
    public void Unknown_model_is_an_error_that_ErrorAction_can_silence()
    {
        _shell.Create("a", "");

        var result = _shell.Run("'nope', 'a' | Get-BedrockCustomModel");

        var error = result.SingleError();
        Assert.Equal(("ResourceNotFoundException", ErrorCategory.ObjectNotFound, "nope"),
            (ScriptResult.IdOf(error), error.CategoryInfo.Category, error.TargetObject));
        var problem = Assert.IsType<BedrockException>(error.Exception);
        Assert.Equal(404, problem.StatusCode);
        Assert.NotEmpty(problem.RequestId);
        Assert.Contains("Get-BedrockCustomModel", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(result.Output);
        Assert.Empty(_shell.Run("Get-BedrockCustomModel nope -ErrorAction SilentlyContinue").Errors);
    }

    [Fact]
    public void Exception_can_be_caught_by_its_type()
    {
        var result = _shell.Run("try { Get-BedrockCustomModel nope -ErrorAction Stop } catch [BedrockModels.BedrockException] { "
            + "$_.Exception.ErrorCode; $_.Exception.StatusCode; $_.Exception.RequestId }").Clean();

        Assert.Equal(["ResourceNotFoundException", 404], result.Output.Take(2).Select(item => item.BaseObject));
        Assert.Equal(3, result.Output.Count);
    }

    [Theory]
    [InlineData("'a--b'", "InvalidModelIdentifier")]
    [InlineData("''", "InvalidModelIdentifier")]
    [InlineData("' '", "InvalidModelIdentifier")]
    [InlineData("\"a`n\"", "InvalidModelIdentifier")]
    [InlineData("5", "InvalidModelIdentifier")]
    [InlineData("@{ x = 1 }", "InvalidModelIdentifier")]
    [InlineData("$Host", "InvalidModelIdentifier")]
    [InlineData("([pscustomobject]@{ Id = 1 })", "InvalidModelIdentifier")]
    public void Invalid_identifier_is_refused_and_valid_ones_in_the_array_are_read(string bad, string id)
    {
        _shell.Create("good", "");

        var result = _shell.Run($"Get-BedrockCustomModel -ModelIdentifier @({bad}, 'good')");

        Assert.Equal(id, ScriptResult.IdOf(result.SingleError()));
        Assert.Equal("good", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        Assert.Equal(1, _shell.Count("GetCustomModel"));
    }

    [Fact]
    public void Null_identifier_is_refused_with_a_clear_error()
    {
        _shell.Create("good", "");

        var result = _shell.Run("Get-BedrockCustomModel -ModelIdentifier @($null, 'good')");

        Assert.Contains("(null)", result.SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Single(result.Output);
    }

    [Fact]
    public void List_is_sorted_newest_first_and_accepts_the_filters_of_the_API()
    {
        _shell.Run("'test-1', 'other', 'test-2' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();

        Assert.Equal(["test-2", "other", "test-1"], Names("Get-BedrockCustomModel"));
        Assert.Equal(["test-1", "other", "test-2"], Names("Get-BedrockCustomModel -SortOrder ascending"));
        Assert.Equal(["test-2", "test-1"], Names("Get-BedrockCustomModel -NameContains test -ModelStatus Active"));
        Assert.Equal(3, Names("Get-BedrockCustomModel -ModelStatus active").Count);
        Assert.Empty(Names("Get-BedrockCustomModel -ModelStatus Failed"));
        Assert.Empty(Names("Get-BedrockCustomModel -CreatedBefore '2020-01-01'"));
        Assert.Equal(3, Names("Get-BedrockCustomModel -CreatedAfter '2020-01-01' -Owned").Count);
        Assert.Empty(Names("Get-BedrockCustomModel -Owned:$false"));
        Assert.Empty(Names("Get-BedrockCustomModel -FoundationModelArn arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0"));
    }

    [Fact]
    public void Wildcard_matches_whole_names_in_any_case()
    {
        _shell.Run("'test-1', 'test-22', 'contest-3', 'Test-4' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }")
            .Clean();

        Assert.Equal(["Test-4", "test-1"], Names("Get-BedrockCustomModel 'test-?'"));
        Assert.Equal(["Test-4", "test-1"], Names("Get-BedrockCustomModel 'TEST-?'"));
        Assert.Equal(["Test-4", "contest-3", "test-22", "test-1"], Names("Get-BedrockCustomModel '*test-*'"));
        Assert.Equal(["test-22"], Names("Get-BedrockCustomModel 'test-[2]*'"));
        Assert.Equal(["contest-3"], Names("Get-BedrockCustomModel '*-3'"));
        Assert.Empty(Names("Get-BedrockCustomModel 'nothing-*'"));
        Expect.Each(_shell.Emulator.Requests, request => Assert.DoesNotContain("nameContains", request.Target, StringComparison.Ordinal));
    }

    [Fact]
    public void First_and_Skip_limit_the_output_and_the_page_size()
    {
        _shell.Run("1..5 | ForEach-Object { New-BedrockCustomModel \"m$_\" -ModelPackageArn $package }").Clean();

        Assert.Equal(["m4", "m3"], Names("Get-BedrockCustomModel -First 2 -Skip 1"));
        Assert.Contains("maxResults=3", _shell.Emulator.Requests[^1].Target, StringComparison.Ordinal);
        Assert.Empty(Names("Get-BedrockCustomModel -First 0"));
        Assert.Equal(["m1", "m5"], Names("1, 5, 4, 3 | ForEach-Object { \"m$_\" } | Get-BedrockCustomModel -First 2"));
        Assert.Equal(2, _shell.Count("GetCustomModel"));
    }

    [Fact]
    public void Enumerable_argument_is_read_as_several_identifiers()
    {
        _shell.Run("1..2 | ForEach-Object { New-BedrockCustomModel \"m$_\" -ModelPackageArn $package }").Clean();

        Assert.Equal(["m1", "m2"], Names("$set = [System.Collections.Generic.HashSet[string]]::new([string[]]('m1', 'm2')); "
            + "Get-BedrockCustomModel -ModelIdentifier $set"));
    }

    [Theory]
    [InlineData("$models | Get-BedrockCustomModel", "GetCustomModel")]
    [InlineData("Get-BedrockCustomModel $models", "GetCustomModel")]
    [InlineData("$models | New-BedrockCustomModel -ModelPackageArn $package", "CreateCustomModel")]
    [InlineData("$models | Remove-BedrockCustomModel -Force", "DeleteCustomModel")]
    [InlineData("$models | Wait-BedrockCustomModel -Timeout 0", "GetCustomModel")]
    public void Invalid_Region_of_a_piped_object_is_an_error_for_that_object_only(string script, string operation)
    {
        var result = _shell.Run($"$models = 'one', 'two', 'three' | "
            + $"ForEach-Object {{ [pscustomobject]@{{ ModelName = $_; "
            + $"Region = $(if ($_ -eq 'two') {{ 'mars bar' }} else {{ 'us-west-2' }}) }} }}; {script}");

        Assert.Null(result.Terminating);
        var error = Assert.Single(result.Errors, error => ScriptResult.IdOf(error) == "RegionNotFound");
        Assert.Contains("'mars bar' (from the piped object) is not a valid Region name", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("two", ((PSObject)error.TargetObject).Properties["ModelName"].Value.ToString());
        Assert.Equal(2, _shell.Count(operation));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ ModelIdentifier = 'one'; Region = 'us-west-2' } | Get-BedrockCustomModel")]
    [InlineData("[pscustomobject]@{ ModelName = 'one'; Region = 'us-west-2' } | Get-BedrockCustomModel")]
    [InlineData("Get-BedrockCustomModel -BaseModelArn arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0")]
    [InlineData("Get-BedrockCustomModel -FoundationModelArn arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0")]
    public void Region_of_a_row_or_of_the_ARN_of_a_filter_is_the_Region_of_the_request(string script)
    {
        _shell.Emulator.AddFault(new FaultRule { Region = "us-west-2", Error = "AccessDeniedException" });

        var error = _shell.Run(script).SingleError();

        Assert.Equal("AccessDeniedException", ScriptResult.IdOf(error));
    }

    [Fact]
    public void Wildcard_is_the_target_of_the_error_of_its_list()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "ListCustomModels", Error = "AccessDeniedException" });

        var error = _shell.Run("Get-BedrockCustomModel test-*").SingleError();

        Assert.Equal(("AccessDeniedException", "test-*"), (ScriptResult.IdOf(error), error.TargetObject));
    }

    [Fact]
    public void Downstream_that_stops_after_three_models_causes_one_page()
    {
        _shell.Run("1..30 | ForEach-Object { New-BedrockCustomModel \"m$_\" -ModelPackageArn $package }").Clean();

        Assert.Equal(3,
            _shell.Run(
                "$n = 0; foreach ($once in 1) { Get-BedrockCustomModel -PageSize 10 | ForEach-Object { $_; if (++$n -eq 3) { break } } }")
                    .Clean().Output.Count);
        Assert.Equal(1, _shell.Count("ListCustomModels"));
        Assert.Equal(30, Names("Get-BedrockCustomModel -PageSize 10").Count);
        Assert.Equal(4, _shell.Count("ListCustomModels"));
    }

    [Fact]
    public void Page_is_released_after_its_models_were_returned()
    {
        _shell.Run("1..60 | ForEach-Object { [pscustomobject]@{ ModelName = \"m$_\"; ModelPackageArn = $package } } | "
            + "New-BedrockCustomModel -ThrottleLimit 8 | ForEach-Object { }").Clean();

        var alive = _shell.Run("""
            $seen = 0
            Get-BedrockCustomModel -PageSize 10 | ForEach-Object {
                if (++$seen -eq 1) { $first = [System.WeakReference]::new($_) }
                if ($seen -eq 60) {
                    [System.GC]::Collect(); [System.GC]::WaitForPendingFinalizers(); [System.GC]::Collect()
                    $first.IsAlive
                }
            }
            """).Clean();

        Assert.Equal([false], alive.OutputOf<bool>());
    }

    [Fact]
    public void IncludeTotalCount_reports_an_unknown_total()
    {
        _shell.Create("a", "");

        var output = _shell.Run("Get-BedrockCustomModel -IncludeTotalCount | ForEach-Object { $_.ToString() }").Clean().Output;

        Assert.Equal(2, output.Count);
        Assert.Contains("nknown", output[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DebugPreference_shows_one_line_for_each_call()
    {
        _shell.Create("a", "");

        var line = Assert.Single(_shell.Run("$DebugPreference = 'Continue'; Get-BedrockCustomModel a").Clean().Debug);

        Assert.Matches("^GetCustomModel: 200, request id [0-9a-f-]+, [0-9]+ ms$", line);
    }

    [Fact]
    public void Debug_switch_shows_everything_without_a_prompt()
    {
        var result = _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package -Wait -Debug; Get-BedrockCustomModel a -Debug | "
            + "Remove-BedrockCustomModel -Force -Debug").Clean();

        Assert.Empty(_shell.Host.Interface.Prompts);
        Assert.Contains(result.Debug, line => line.StartsWith("DeleteCustomModel: 200", StringComparison.Ordinal));
        Assert.Contains("Region us-east-1 from $StoredAWSRegion.", result.Debug);
        Assert.Contains(result.Debug, line => line.StartsWith("Performing the operation", StringComparison.Ordinal));
    }

    private List<string?> Names(string script) =>
        [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties["ModelName"].Value)];
}
