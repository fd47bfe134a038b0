using System.Globalization;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>New-BedrockCustomModel writes the source of a model into a tag, and knows an existing model by it.</summary>
public sealed class NewBedrockCustomModelSourceTests : IDisposable
{
    private const string Key = "sagemaker.amazonaws.com/model-source";
    private const string ForgeKey = "sagemaker.amazonaws.com/forge/escrow-uri";
    private const string Bucket = "s3://customer-escrow-111122223333-smtj-0a1b2c3d";
    private const string Uri = Bucket + "/my-sft-nova-lite-job/1920";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    /// <summary>The examples that were worked with AWS's SageMaker SDK.</summary>
    public static TheoryData<string, string> Examples { get; } = new()
    {
        { "-ModelPackageArn arn:aws:sagemaker:us-east-1:111122223333:model-package/nova-lite-mtrl-mpg/3",
            "arn:aws:sagemaker:us-east-1:111122223333:model-package/nova-lite-mtrl-mpg/3" },
        { $"-RoleArn $role -S3Uri {Uri}", Uri + "/" },
        { $"-RoleArn $role -S3Uri {Uri}/", Uri + "/" },
        { $"-RoleArn $role -S3Uri {LongUri}/", LongUri[..224] + "-20ff128de60c9d3c810843a633728ac" },
    };

    private static string LongUri => Bucket + string.Concat(Enumerable.Range(1, 6)
        .Select(number => $"/team-alpha-experiment-2026-11-run-{number.ToString("00", CultureInfo.InvariantCulture)}")) + "/step-1920";

    [Theory]
    [MemberData(nameof(Examples))]
    public void Source_tag_has_the_value_of_AWS(string source, string value)
    {
        foreach (var (name, how) in new[] { ("a", "-SourceTag"), ("b", "-IfExists Return"), ("c", "-IfExists ReplaceFailed") })
        {
            var result = Run($"New-BedrockCustomModel {name} {source} {how} -Tag 'k=v;{Key}=mine' | Get-BedrockResourceTag");

            Assert.Equal(["k=v", $"{Key}={value}"], result.Output.Select(tag => tag.ToString()));
            Run($"Remove-BedrockCustomModel {name} -Force");
        }
    }

    [Fact]
    public void Plain_New_writes_no_tag()
    {
        var tags = Run("New-BedrockCustomModel a -ModelPackageArn $package | Get-BedrockResourceTag");

        Assert.Empty(tags.Output);
    }

    [Theory]
    [InlineData($"-RoleArn $role -S3Uri '{Bucket}/job(1)'", "", "characters that a tag cannot have", 0)]
    [InlineData("-ModelPackageArn $package", "-Tag $fifty", "it already has 50 tags", 50)]
    public void Source_that_no_tag_can_have_is_a_warning(string source, string tags, string reason, int count)
    {
        _shell.Set("fifty", string.Join(';', Enumerable.Range(1, 50).Select(number => $"k{number}=v")));

        var result = Run($"New-BedrockCustomModel a {source} {tags} -SourceTag | Get-BedrockResourceTag");

        Assert.Contains(reason, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(count, result.Output.Count);
    }

    [Fact]
    public void Uri_of_the_manifest_of_a_job_stays_as_it_is()
    {
        _shell.Set("artifact", new TrainingArtifact { TrainingJobArn = "arn", S3Uri = Uri });

        var tag = Run("$artifact | New-BedrockCustomModel a -RoleArn $role -SourceTag | Get-BedrockResourceTag");

        Assert.Equal($"{Key}={Uri}", Assert.Single(tag.Output).ToString());
    }

    [Theory]
    [InlineData("Return")]
    [InlineData("ReplaceFailed")]
    public void Same_name_and_other_source_is_an_error_with_both(string action)
    {
        Run($"New-BedrockCustomModel a -RoleArn $role -S3Uri {Uri} -SourceTag");

        var result = _shell.Run($"New-BedrockCustomModel a -ModelPackageArn $package -IfExists {action} -ThrottleLimit 4");

        var error = result.SingleError();
        Assert.Equal("ModelSourceDiffers", ScriptResult.IdOf(error));
        Assert.Contains($"'{Uri}/'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"'{TestShell.Package}'", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Empty(result.Output);
        Assert.Equal(["a"], Names());
    }

    [Theory]
    [InlineData(Key, Uri)]
    [InlineData(Key, Uri + "/")]
    [InlineData(ForgeKey, Uri)]
    public void Same_name_and_source_is_the_same_model_whichever_SDK_wrote_the_tag(string key, string value)
    {
        Run($"New-BedrockCustomModel a -RoleArn $role -S3Uri {Uri} -Tag '{key}={value}'");

        var result = Run($"New-BedrockCustomModel a -RoleArn $role -S3Uri {Uri} -IfExists Return");

        Assert.Equal("a", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("Return")]
    [InlineData("ReplaceFailed")]
    public void Existing_model_without_a_source_is_returned_with_a_warning(string action)
    {
        _shell.Create("a", "");

        var result = Run($"New-BedrockCustomModel a -ModelPackageArn $package -IfExists {action}");

        Assert.Single(result.Output);
        Assert.Contains("no tag with its source", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_model_of_the_same_source_is_returned_with_a_warning_Active_first()
    {
        _shell.Emulator.AddFault(
            new FaultRule { Operation = "CreateCustomModel", Name = "creating", ActivationTime = TimeSpan.FromHours(1) });
        _shell.Create("active", "-SourceTag");
        _shell.Create("creating", "-SourceTag");

        var result = Run("New-BedrockCustomModel new -ModelPackageArn $package -IfExists Return");

        Assert.Equal("active", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        Assert.Contains("new is not created", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("/custom-models?isOwned=true&maxResults=1000",
            _shell.Emulator.Requests.Single(request => request.Operation == "ListCustomModels").Target);
        Assert.Equal(["active", "creating"], Names());
    }

    [Fact]
    public void Failed_model_of_the_same_source_under_another_name_is_passed_over()
    {
        Fail("bad");
        _shell.Create("bad", "-SourceTag");

        var result = Run("New-BedrockCustomModel new -ModelPackageArn $package -IfExists Return");

        Assert.Equal("new", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("ListTagsForResource", "a")]
    [InlineData("ListTagsForResource", "b")]
    [InlineData("ListCustomModels", "b")]
    [InlineData("GetCustomModel", "b")]
    public void Tags_or_models_that_may_not_be_read_are_an_error_and_nothing_is_created(string operation, string name)
    {
        _shell.Create("a", "-SourceTag");
        _shell.Emulator.AddFault(new FaultRule { Operation = operation, Error = "AccessDeniedException" });

        var result = _shell.Run($"New-BedrockCustomModel {name} -ModelPackageArn $package -IfExists Return");

        var error = result.SingleError();
        Assert.Equal("AccessDeniedException", ScriptResult.IdOf(error));
        Assert.Contains($"bedrock:{operation}", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(1, _shell.Count("CreateCustomModel"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Rows_of_one_command_can_share_a_source_and_a_later_command_returns_a_model_of_it(int limit)
    {
        var result = Run($$"""
            1..8 | ForEach-Object { [pscustomobject]@{ ModelName = "m$_"; ModelPackageArn = $package + ($_ % 2) } } |
                New-BedrockCustomModel -IfExists Return -ThrottleLimit {{limit}}
            """);

        var later = Run("New-BedrockCustomModel m9 -ModelPackageArn ($package + 1) -IfExists Return");

        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"m{number}"),
            result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Contains(Assert.Single(later.OutputOf<CustomModel>()).ModelName, (string[])["m1", "m3", "m5", "m7"]);
        Assert.Equal(8, Names().Count);
    }

    [Fact]
    public void Second_run_of_many_rows_creates_nothing_although_responses_were_lost()
    {
        const string Script = """
            1..12 | ForEach-Object { [pscustomobject]@{ ModelName = "m$_"; ModelPackageArn = $package + $_ } } |
                New-BedrockCustomModel -IfExists Return -ThrottleLimit 4 | ForEach-Object ModelArn
            """;
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Drop = Drop.After, Times = 3 });

        var first = Run(Script);
        var second = Run(Script);

        Assert.Equal(first.Output.Select(arn => arn.ToString()), second.Output.Select(arn => arn.ToString()));
        Assert.Equal(12, Names().Count);
        Assert.Empty(first.Warnings.Concat(second.Warnings));
    }

    [Fact]
    public void WhatIf_creates_nothing_and_shows_the_tag()
    {
        var result = Run("New-BedrockCustomModel a -ModelPackageArn $package -IfExists Return -WhatIf -Verbose");

        Assert.Contains(result.Verbose, line => line.Contains($"\"key\":\"{Key}\"", StringComparison.Ordinal));
        Assert.Empty(Names());
    }

    private ScriptResult Run(string script) => _shell.Run(script).Clean();

    private void Fail(string name) =>
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Name = name, Fail = "No." });

    private IReadOnlyList<string> Names() =>
        Run("Get-BedrockCustomModel -SortOrder Ascending | ForEach-Object ModelName").OutputOf<string>();
}
