using System.Management.Automation;
using System.Text.Json.Nodes;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class NewBedrockCustomModelTests : IDisposable
{
    // The two example requests of the API page, as they stand there.
    private const string PackageBody = """
        {
            "modelName": "my-custom-nova-model",
            "customModelDataSource": {
                "modelPackageArnDataSource": {
                    "modelPackageArn": "arn:aws:sagemaker:us-east-1:123456789012:model-package/my-model-package/1"
                }
            },
            "modelKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012",
            "clientRequestToken": "unique-request-token-123",
            "modelTags": [
                {
                    "key": "Environment",
                    "value": "Production"
                },
                {
                    "key": "Project",
                    "value": "CustomNova"
                }
            ]
        }
        """;

    private const string S3Body = """
        {
            "modelName": "my-custom-nova-model",
            "modelSourceConfig": {
                "s3Uri": "s3://amzn-s3-demo-bucket/"
            },
            "roleArn": "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock",
            "modelKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012",
            "clientRequestToken": "unique-request-token-123",
            "modelTags": [
                {
                    "key": "Environment",
                    "value": "Production"
                },
                {
                    "key": "Project",
                    "value": "CustomNova"
                }
            ]
        }
        """;

    // The form that the API's types have, and that the service takes.
    private const string S3Source = """{ "s3DataSource": { "s3Uri": "s3://amzn-s3-demo-bucket/" } }""";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Makes_a_model_from_a_package_with_one_call_and_emits_what_is_known()
    {
        var result = _shell.Run("New-BedrockCustomModel -ModelName a-model -ModelPackageArn $package -Tag @{ Team = 'ML' }").Clean();
        var model = Assert.Single(result.OutputOf<CustomModel>());
        Assert.Equal(("a-model", "Creating", "us-east-1", null), (model.ModelName, model.ModelStatus, model.Region, model.CreationTime));
        Assert.Matches("^arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/[a-z0-9]{12}$", model.ModelArn);
        Assert.Equal("CreateCustomModel", Assert.Single(_shell.Emulator.Requests).Operation);
    }

    [Theory]
    [InlineData(PackageBody, false, "$body | New-BedrockCustomModel")]
    [InlineData(PackageBody, false, "New-BedrockCustomModel @table")]
    [InlineData(S3Body, false, "$body | New-BedrockCustomModel")]
    [InlineData(S3Body, false, "New-BedrockCustomModel @table")]
    [InlineData(S3Body, true, "$body | New-BedrockCustomModel")]
    [InlineData(S3Body, true, "New-BedrockCustomModel @table")]
    public void Takes_the_bodies_of_the_API_page_as_they_stand_and_sends_all_of_them(string body, bool nested, string script)
    {
        var expected = JsonNode.Parse(body)!;
        if (expected["modelSourceConfig"] is not null)
            expected["modelSourceConfig"] = JsonNode.Parse(S3Source);
        SetBody(nested ? expected : JsonNode.Parse(body)!);
        var model = Assert.Single(_shell.Run(script).Clean().OutputOf<CustomModel>());
        Assert.Equal("my-custom-nova-model", model.ModelName);
        var sent = JsonNode.Parse(Assert.Single(_shell.Emulator.Requests).Body!)!;
        Assert.True(JsonNode.DeepEquals(expected, sent), sent.ToJsonString());
    }

    [Theory]
    [InlineData("$body | New-BedrockCustomModel")]
    [InlineData("New-BedrockCustomModel @table")]
    public void The_second_body_after_the_first_is_a_replay_and_answers_the_first_models_arn(string script)
    {
        SetBody(JsonNode.Parse(PackageBody)!);
        var first = Assert.Single(_shell.Run(script).Clean().OutputOf<CustomModel>());
        SetBody(JsonNode.Parse(S3Body)!);
        var second = Assert.Single(_shell.Run(script).Clean().OutputOf<CustomModel>());
        Assert.Equal(first.ModelArn, second.ModelArn);
        Assert.Single(_shell.Run("Get-BedrockCustomModel").Output);
    }

    [Fact]
    public void With_another_name_and_token_the_second_body_makes_a_second_model()
    {
        var second = JsonNode.Parse(S3Body)!;
        (second["modelName"], second["clientRequestToken"]) = ("other", "other");
        _shell.Set("bodies", new[] { PackageBody, second.ToJsonString() });
        var models = _shell.Run("$bodies | ConvertFrom-Json | New-BedrockCustomModel").Clean().OutputOf<CustomModel>();
        Assert.Equal(["my-custom-nova-model", "other"], models.Select(model => model.ModelName));
        Assert.Equal(2, models.Select(model => model.ModelArn).Distinct().Count());
    }

    [Fact]
    public void With_another_name_and_the_same_token_the_second_body_is_refused_because_it_would_make_nothing()
    {
        var second = JsonNode.Parse(S3Body)!;
        second["modelName"] = "other";
        _shell.Set("bodies", new[] { PackageBody, second.ToJsonString() });
        var error = _shell.Run("$bodies | ConvertFrom-Json | New-BedrockCustomModel | ForEach-Object { }").SingleError();
        Assert.Equal("DuplicateClientRequestToken", ScriptResult.IdOf(error));
        Assert.Contains("'unique-request-token-123' is already used for 'my-custom-nova-model'", error.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(1, _shell.Count("CreateCustomModel"));
    }

    [Theory]
    [InlineData("-ModelName ('a' * 64) -ModelPackageArn $package", "InvalidModelName", "-ModelName")]
    [InlineData("-ModelName 'a--b' -ModelPackageArn $package", "InvalidModelName", "'a--b'")]
    [InlineData("-ModelName '-a' -ModelPackageArn $package", "InvalidModelName", "'-a'")]
    [InlineData("-ModelName 'a.b' -ModelPackageArn $package", "InvalidModelName", "'a.b'")]
    [InlineData("-ModelName \"a`n\" -ModelPackageArn $package", "InvalidModelName", "'a\\n'")]
    [InlineData("-ModelName 'моdel' -ModelPackageArn $package", "InvalidModelName", "\\u043C")]
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
    public void Refuses_bad_input_in_one_sentence_before_any_request(string parameters, string id, string says)
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
    public void Takes_legal_names_at_the_edge(string name) =>
        Assert.Single(_shell.Run($"New-BedrockCustomModel -ModelName {name} -ModelPackageArn $package").Clean().Output);

    [Fact]
    public void SkipValidation_leaves_the_judgement_to_the_service()
    {
        var error = _shell.Run("New-BedrockCustomModel -ModelName 'a--b' -ModelPackageArn $package -SkipValidation").SingleError();
        Assert.Equal("ValidationException", ScriptResult.IdOf(error));
        Assert.Equal(1, _shell.Count("CreateCustomModel"));
    }

    [Fact]
    public void A_failing_record_does_not_stop_the_records_after_it()
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
    public void The_target_of_an_error_is_the_input_so_that_what_failed_can_be_piped_again()
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
    public void Takes_rows_of_both_kinds_as_a_CSV_file_has_them()
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
    public void Takes_tags_in_every_form(string tags, string sent)
    {
        _shell.Run($"$tags = & {{ {tags} }}; New-BedrockCustomModel -ModelName a -ModelPackageArn $package -Tag $tags").Clean();
        Assert.Contains("\"modelTags\":" + sent, _shell.Emulator.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piped_hashtable_is_refused_with_what_to_do()
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
    public void What_has_no_members_to_bind_is_refused_whatever_else_is_given(string bad, string says)
    {
        var result = _shell.Run($"{bad}, [pscustomobject]@{{ Other = 1 }} | New-BedrockCustomModel -ModelName a -ModelPackageArn $package");
        var error = result.SingleError();
        Assert.Equal(("RecordNotObject", ErrorCategory.InvalidArgument), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single(result.OutputOf<CustomModel>()).ModelName);
    }

    [Fact]
    public void One_token_for_two_models_is_refused()
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
            "{\"modelName\":\"a\",\"customModelDataSource\":{\"modelPackageArnDataSource\":{\"modelPackageArn\":\"" + TestShell.Package
                + "\"}},\"modelTags\":[{\"key\":\"k\",\"value\":\"v\"}],\"clientRequestToken\":\"t\"}", StringComparison.Ordinal));
        Assert.Empty(_shell.Emulator.Requests);
        Assert.Empty(result.Output);
        Assert.Contains(_shell.Host.Interface.Lines, line => line.Contains("custom model a in us-east-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Wait_emits_the_model_as_it_is_when_Active()
    {
        var model = Assert.Single(_shell.Run("New-BedrockCustomModel -ModelName a -ModelPackageArn $package -Wait -PollInterval 1").Clean()
            .OutputOf<CustomModel>());
        Assert.Equal(("Active", "IMPORTED"), (model.ModelStatus, model.CustomizationType?.ToUpperInvariant()));
        Assert.NotNull(model.CreationTime);
    }

    private void SetBody(JsonNode body)
    {
        _shell.Set("json", body.ToJsonString());
        _shell.Run("$body = ConvertFrom-Json $json; $table = ConvertFrom-Json $json -AsHashtable").Clean();
    }
}
