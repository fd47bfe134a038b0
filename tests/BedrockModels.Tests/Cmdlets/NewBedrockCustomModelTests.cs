using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class NewBedrockCustomModelTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void New_from_a_package_makes_one_call_and_returns_the_known_properties()
    {
        var result = _shell.Run("New-BedrockCustomModel -ModelName a-model -ModelPackageArn $package -Tag @{ Team = 'ML' }").Clean();

        var model = Assert.Single(result.OutputOf<CustomModel>());
        Assert.Equal(("a-model", "Creating", "us-east-1", null), (model.ModelName, model.ModelStatus, model.Region, model.CreationTime));
        Assert.Matches("^arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/[a-z0-9]{12}$", model.ModelArn);
        Assert.Equal("CreateCustomModel", Assert.Single(_shell.Emulator.Requests).Operation);
    }

    [Theory]
    [InlineData("-ModelName ('a' * 64) -ModelPackageArn $package", "InvalidModelName", "-ModelName")]
    [InlineData("-ModelName 'a--b' -ModelPackageArn $package", "InvalidModelName", "'a--b'")]
    [InlineData("-ModelName '-a' -ModelPackageArn $package", "InvalidModelName", "'-a'")]
    [InlineData("-ModelName 'a.b' -ModelPackageArn $package", "InvalidModelName", "'a.b'")]
    [InlineData("-ModelName \"a`n\" -ModelPackageArn $package", "InvalidModelName", "'a\\n'")]
    [InlineData("-ModelName 'моdel' -ModelPackageArn $package", "InvalidModelName",
        "'моdel' is not valid (м, U+043C, and о, U+043E, are not allowed)")]
    [InlineData("-ModelName '  ' -ModelPackageArn $package", "InvalidModelName", "'  '")]
    [InlineData("-ModelName ('a' * 1MB) -ModelPackageArn $package", "InvalidModelName", "(1048576 characters)")]
    [InlineData("-ModelName 5.5 -ModelPackageArn $package", "InvalidModelName", "System.Double")]
    [InlineData("-ModelName '' -ModelPackageArn $package", "ModelNameMissing", "-ModelName")]
    [InlineData("-ModelPackageArn $package", "ModelNameMissing", "-ModelName")]
    [InlineData("-ModelName a -ModelPackageArn 'arn:aws:sagemaker:us-east-1:12345:model-package/x'", "InvalidModelPackageArn",
        "model-package/x'")]
    [InlineData("-ModelName a -ModelPackageArn @{ x = 1 }", "InvalidModelPackageArn", "no modelPackageArnDataSource.modelPackageArn")]
    [InlineData("-ModelName a -S3Uri 'https://bucket/key' -RoleArn $role", "InvalidS3Uri", "'https://bucket/key'")]
    [InlineData("-ModelName a -S3Uri 's3://my-bucket/k' -RoleArn 'arn:aws:iam::1:role/x'", "InvalidRoleArn", "'arn:aws:iam::1:role/x'")]
    [InlineData("-ModelName a -ModelPackageArn $package -KmsKeyArn 'alias/key'", "InvalidKmsKeyArn", "'alias/key'")]
    [InlineData("-ModelName a -ModelPackageArn $package -KmsKeyArn 'arn:aws:kms:us-east-1:123456789012:alias/key'", "InvalidKmsKeyArn",
        "alias")]
    [InlineData("-ModelName a -ModelPackageArn $package -KmsKeyArn '12345678-1234-1234-1234-123456789012'", "InvalidKmsKeyArn",
        "bare key ID")]
    [InlineData("-ModelName a -ModelPackageArn $package -ClientRequestToken 'a_b'", "InvalidClientRequestToken", "'a_b'")]
    [InlineData("-ModelName a -ModelPackageArn $package -Tag (1..201 | ForEach-Object { @{ key = \"k$_\"; value = 'v' } })", "TooManyTags",
        "201")]
    [InlineData("-ModelName a -ModelPackageArn $package -Tag @{ ('k' * 129) = 'v' }", "InvalidTagKey", "128")]
    [InlineData("-ModelName a -ModelPackageArn $package -Tag @{ k = 'v' * 257 }", "InvalidTagValue", "256")]
    [InlineData("-ModelName a -ModelPackageArn $package -Tag @{ 'aws:k' = 'v' }", "ReservedTagKey", "'aws:k'")]
    [InlineData("-ModelName a -ModelPackageArn $package -S3Uri 's3://my-bucket/k' -RoleArn $role", "TwoSources", "-S3Uri")]
    [InlineData("-ModelName a", "SourceMissing", "-ModelPackageArn")]
    [InlineData("-ModelName a -S3Uri 's3://my-bucket/k'", "RoleArnMissing", "-RoleArn")]
    public void Invalid_input_is_refused_in_one_sentence_before_any_request(string parameters, string id, string says)
    {
        var error = _shell.Run("New-BedrockCustomModel " + parameters).SingleError();

        Assert.Equal((id, ErrorCategory.InvalidArgument), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Matches("-(ModelName|ModelPackageArn|S3Uri|RoleArn|KmsKeyArn|ClientRequestToken|Tag)\\b", error.Exception.Message);
        Assert.Matches("\\. (Use|Specify|A resource can have at most) ", error.Exception.Message);
        Assert.EndsWith(".", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Exception.Message);
        Assert.True(error.Exception.Message.Length < 400, error.Exception.Message);
        Assert.Empty(_shell.Emulator.Requests);
    }

    [Theory]
    [InlineData("'a-'")]
    [InlineData("('a' * 63)")]
    public void Valid_name_at_the_limits_is_accepted(string name) =>
        Assert.Single(_shell.Run($"New-BedrockCustomModel -ModelName {name} -ModelPackageArn $package").Clean().Output);

    [Fact]
    public void SkipValidation_sends_an_invalid_name_to_the_service()
    {
        var error = _shell.Run("New-BedrockCustomModel -ModelName 'a--b' -ModelPackageArn $package -SkipValidation").SingleError();

        Assert.Equal("ValidationException", ScriptResult.IdOf(error));
        Assert.Equal(1, _shell.Count("CreateCustomModel"));
    }

    [Fact]
    public void Failing_record_does_not_stop_the_records_after_it()
    {
        var result = _shell.Run("""
            [pscustomobject]@{ ModelName = 'one'; ModelPackageArn = $package },
                [pscustomobject]@{ ModelName = 'a--b'; ModelPackageArn = $package },
            [pscustomobject]@{ ModelName = 'one'; ModelPackageArn = $package },
                [pscustomobject]@{ ModelName = 'two'; ModelPackageArn = $package } | New-BedrockCustomModel
            """);

        Assert.Equal(["one", "two"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Equal(["InvalidModelName", "ConflictException"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ResourceExists, result.Errors[1].CategoryInfo.Category);
    }

    [Fact]
    public void Target_of_an_error_is_the_input_and_can_be_piped_again()
    {
        _shell.Emulator.AddFault(new FaultRule
        {
            Operation = "CreateCustomModel",
            Name = "b",
            Error = "ServiceQuotaExceededException",
            Times = 1
        });

        var result = _shell.Run("""
            'a', 'b', 'c' | ForEach-Object { [pscustomobject]@{ ModelName = $_; ModelPackageArn = $package } } |
                New-BedrockCustomModel -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.TargetObject | New-BedrockCustomModel
            """).Clean();

        Assert.Equal(["a", "c", "b"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Equal("a", _shell.Run("New-BedrockCustomModel a -ModelPackageArn $package").SingleError().TargetObject);
    }

    [Fact]
    public void Rows_of_a_CSV_file_create_models_from_packages_and_S3()
    {
        var result = _shell.Run("""
            [pscustomobject]@{ ModelName = 'p'; ModelPackageArn = $package; S3Uri = ''; RoleArn = ''; KmsKeyArn = ''; Tag = 'k=v;k2=v2';
                Owner = 'x' },
            [pscustomobject]@{ ModelName = 's'; ModelPackageArn = ''; S3Uri = 's3://my-bucket/k/'; RoleArn = $role; KmsKeyArn = '';
                Tag = ''; Owner = 'y' } | New-BedrockCustomModel
            """).Clean();

        Assert.Equal(["p", "s"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Contains("\"modelTags\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"k2\",\"value\":\"v2\"}]",
            _shell.Emulator.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("modelTags", _shell.Emulator.Requests[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("customModelDataSource", _shell.Emulator.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$d = [System.Collections.Generic.Dictionary[string,string]]::new(); $d['Team'] = 'ML'; $d['team'] = 'x'; $d",
        "[{\"key\":\"Team\",\"value\":\"ML\"},{\"key\":\"team\",\"value\":\"x\"}]")]
    [InlineData("[ordered]@{ z = $true; a = 1.5 }", "[{\"key\":\"z\",\"value\":\"true\"},{\"key\":\"a\",\"value\":\"1.5\"}]")]
    [InlineData("@{ Team = 'ML' }", "[{\"key\":\"Team\",\"value\":\"ML\"}]")]
    [InlineData("@{ Count = 5 }", "[{\"key\":\"Count\",\"value\":\"5\"}]")]
    [InlineData("'Team=ML; Stage = prod=1'", "[{\"key\":\"Team\",\"value\":\"ML\"},{\"key\":\"Stage\",\"value\":\"prod=1\"}]")]
    [InlineData("@{ key = 'a'; value = 'b' }", "[{\"key\":\"a\",\"value\":\"b\"}]")]
    [InlineData("@([pscustomobject]@{ Key = 'a'; Value = '' }, 'c=d')", "[{\"key\":\"a\",\"value\":\"\"},{\"key\":\"c\",\"value\":\"d\"}]")]
    public void Tags_are_accepted_in_every_form(string tags, string sent)
    {
        _shell.Run($"$tags = & {{ {tags} }}; New-BedrockCustomModel -ModelName a -ModelPackageArn $package -Tag $tags").Clean();

        Assert.Contains("\"modelTags\":" + sent, _shell.Emulator.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Piped_hashtable_is_refused_with_advice()
    {
        var error = _shell.Run("@{ ModelName = 'a'; ModelPackageArn = $package } | New-BedrockCustomModel").SingleError();

        Assert.Equal("HashtablePiped", ScriptResult.IdOf(error));
        Assert.Contains("[pscustomobject]", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_shell.Emulator.Requests);
    }

    [Theory]
    [InlineData("42", "The piped value '42' (a System.Int32) has no members to bind.")]
    [InlineData("'b'", "The piped value 'b' (a System.String) has no members to bind.")]
    [InlineData("[datetime]'2026-01-02'", "System.DateTime")]
    public void Piped_value_without_members_is_refused(string bad, string says)
    {
        var result = _shell.Run($"{bad}, [pscustomobject]@{{ Other = 1 }} | New-BedrockCustomModel -ModelName a -ModelPackageArn $package");

        var error = result.SingleError();
        Assert.Equal(("RecordNotObject", ErrorCategory.InvalidArgument), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
    }

    [Fact]
    public void Token_for_two_models_is_refused()
    {
        var result = _shell.Run(
            "[pscustomobject]@{ ModelName = 'a' }, [pscustomobject]@{ ModelName = 'b' } | "
                + "New-BedrockCustomModel -ModelPackageArn $package -ClientRequestToken one");

        Assert.Equal(["a"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Equal(["DuplicateClientRequestToken"], result.ErrorIds);
    }

    [Fact]
    public void WhatIf_with_Verbose_shows_the_request_body_and_sends_nothing()
    {
        var result = _shell.Run(
            "New-BedrockCustomModel -ModelName a -ModelPackageArn $package -Tag 'k=v' -ClientRequestToken t -WhatIf -Verbose").Clean();

        Assert.Contains(result.Verbose, line => line.EndsWith(
            "Would send CreateCustomModel: {\"modelName\":\"a\","
                + "\"customModelDataSource\":{\"modelPackageArnDataSource\":{\"modelPackageArn\":\"" + TestShell.Package
                + "\"}},\"modelTags\":[{\"key\":\"k\",\"value\":\"v\"}],\"clientRequestToken\":\"t\"}", StringComparison.Ordinal));
        Assert.Empty(_shell.Emulator.Requests);
        Assert.Empty(result.Output);
        Assert.Contains(_shell.Host.Interface.Lines, line =>
            line.Contains("custom model 'a' in us-east-1 at http://127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public void New_with_Wait_returns_the_Active_model()
    {
        var model = Assert.Single(_shell.Run("New-BedrockCustomModel -ModelName a -ModelPackageArn $package -Wait -PollInterval 1").Clean()
            .OutputOf<CustomModel>());

        Assert.Equal(("Active", "IMPORTED"), (model.ModelStatus, model.CustomizationType?.ToUpperInvariant()));
        Assert.NotNull(model.CreationTime);
    }

    [Fact]
    public void Invalid_element_of_an_array_does_not_stop_the_others()
    {
        var result = _shell.Run("""
            $rows = [pscustomobject]@{ ModelName = 'good1'; ModelPackageArn = $package },
                [pscustomobject]@{ ModelName = 'a--b'; ModelPackageArn = $package }, $null, 42,
                [pscustomobject]@{ ModelName = 'good2'; ModelPackageArn = $package }
            $rows | New-BedrockCustomModel -ThrottleLimit 4
            """);

        Assert.Null(result.Terminating);
        Assert.Equal(["good1", "good2"], result.OutputOf<CustomModel>().Select(model => model.ModelName));
        Assert.Equal(3, result.Errors.Count);
    }
}
