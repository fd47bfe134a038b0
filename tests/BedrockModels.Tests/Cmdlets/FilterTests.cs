using System.Management.Automation;
using System.Text.RegularExpressions;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Nothing that narrows a command is dropped: "some" never becomes "all".</summary>
public sealed class FilterTests : IDisposable
{
    private static readonly string[] Nouns = ["BedrockCustomModel", "BedrockCustomModelDeployment", "BedrockProvisionedModelThroughput"];

    private readonly TestShell _shell = new();

    public static TheoryData<string, string> Filters { get; } = Filter();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Filters))]
    public void Filter_that_is_null_or_empty_is_refused_and_nothing_is_listed(string cmdlet, string parameter)
    {
        foreach (var value in new[] { "$null", "$neverSet", "''" })
        {
            var named = _shell.Run($"{cmdlet} -{parameter} {value}");
            var splatted = _shell.Run($"$filter = @{{ {parameter} = {value} }}; {cmdlet} @filter");

            Assert.Contains(parameter, named.SingleError().ToString(), StringComparison.Ordinal);
            Assert.Contains(parameter, splatted.SingleError().ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(_shell.Emulator.Requests);
    }

    [Fact]
    public void Filter_with_an_unset_variable_deletes_nothing()
    {
        _shell.Create("a", "");

        var result = _shell.Run("Get-BedrockCustomModel -CreatedBefore $cutoff | Remove-BedrockCustomModel -Force");

        Assert.Equal("InvalidCreatedBefore", ScriptResult.IdOf(result.SingleError()));
        Assert.Equal(0, _shell.Count("DeleteCustomModel"));
        Assert.Equal(0, _shell.Count("ListCustomModels"));
    }

    [Theory]
    [InlineData("@() | Get-BedrockCustomModel")]
    [InlineData("@() | Get-BedrockCustomModel | Remove-BedrockCustomModel -Force")]
    [InlineData("Get-BedrockCustomModel @()")]
    [InlineData("Get-BedrockCustomModel $null")]
    [InlineData("$null | Get-BedrockCustomModel")]
    [InlineData("[pscustomobject]@{ ModelName = '' } | Get-BedrockCustomModel")]
    [InlineData("[pscustomobject]@{ ModelName = '' } | Remove-BedrockCustomModel -Force")]
    [InlineData("Get-BedrockCustomModel nothing-* | Remove-BedrockCustomModel -Force")]
    [InlineData("Get-BedrockCustomModel ''")]
    public void Input_without_an_identifier_selects_nothing(string script)
    {
        _shell.Create("a", "");

        var result = _shell.Run(script);

        Assert.Empty(result.Output);
        Assert.Equal(0, _shell.Count("DeleteCustomModel"));
    }

    [Theory]
    [InlineData("-Owned -IsOwned $false", "-IsOwned $False contradicts -Owned:$True. Specify only one of them.")]
    [InlineData("-Owned:$false -IsOwned $true", "-IsOwned $True contradicts -Owned:$False. Specify only one of them.")]
    public void Owned_and_IsOwned_that_contradict_each_other_are_refused(string filters, string message)
    {
        var error = _shell.Run($"Get-BedrockCustomModel {filters}").SingleError();

        Assert.Equal(("InvalidIsOwned", message), (ScriptResult.IdOf(error), error.Exception.Message));
        Assert.Empty(_shell.Emulator.Requests);
    }

    [Theory]
    [InlineData("-Owned -IsOwned $true", 1)]
    [InlineData("-Owned:$false -IsOwned $false", 0)]
    public void Owned_and_IsOwned_can_say_the_same(string filters, int count)
    {
        _shell.Create("a", "");

        Assert.Equal(count, _shell.Run($"Get-BedrockCustomModel {filters}").Clean().Output.Count);
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel | ForEach-Object { [pscustomobject]@{ ModelName = 'a*' } } | Remove-BedrockCustomModel -Force")]
    [InlineData("Get-BedrockCustomModel | ForEach-Object { [pscustomobject]@{ ModelName = 'a*' } } | Add-BedrockResourceTag -Tag 'k=v'")]
    public void Error_about_a_piped_wildcard_has_the_object_as_its_target(string script)
    {
        _shell.Create("a", "");

        var error = _shell.Run(script).SingleError();

        Assert.Equal("WildcardNotAllowed", ScriptResult.IdOf(error));
        Assert.Equal("a*", Assert.IsType<PSObject>(error.TargetObject).Properties["ModelName"].Value);
    }

    [Fact]
    public void Name_matches_the_whole_name()
    {
        foreach (var name in new[] { "support", "support-prod", "old-support" })
            _shell.Create(name, "");

        var found = _shell.Run("Get-BedrockCustomModel -Name support").Clean().OutputOf<CustomModel>();
        _shell.Run("Get-BedrockCustomModel -Name support | Remove-BedrockCustomModel -Force").Clean();
        var left = _shell.Run("Get-BedrockCustomModel").Clean().OutputOf<CustomModelSummary>();

        Assert.Equal(["support"], found.Select(model => model.ModelName));
        Assert.Equal(["old-support", "support-prod"], left.Select(model => model.ModelName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Get")]
    [InlineData("Wait")]
    [InlineData("Remove")]
    [InlineData("Set")]
    [InlineData("New")]
    public void Name_is_an_alias_of_the_identifier_on_every_cmdlet(string verb)
    {
        var cmdlets = Nouns.Select(noun => $"{verb}-{noun}").Where(cmdlet => verb != "Set" || cmdlet != "Set-BedrockCustomModel");

        Expect.Each(cmdlets, cmdlet =>
        {
            var parameter = Assert.Single(_shell.Run($"(Get-Command {cmdlet}).ResolveParameter('Name').Name").Clean().OutputOf<string>());
            Assert.Matches(
                "^(ModelIdentifier|CustomModelDeploymentIdentifier|ProvisionedModelId|ModelName|ModelDeploymentName|ProvisionedModelName)$",
                parameter);
        });
    }

    [Fact]
    public void Words_for_a_resource_never_resolve_to_a_filter()
    {
        // What people type for a resource; a word that is no parameter is completed by the engine to the only one that begins so.
        string[] words =
        [
            "Name", "Names", "Id", "Arn", "Identifier", "ModelName", "ModelArn", "ModelId", "ModelIdentifier", "Model",
            "Deployment", "Throughput", "CustomModel",
        ];
        foreach (var cmdlet in Nouns.Select(noun => "Get-" + noun))
        {
            _shell.Set("words", words);
            var reached = _shell.Run($$"""
                $command = Get-Command {{cmdlet}}
                foreach ($word in $words) { try { "$word=$($command.ResolveParameter($word).Name)" } catch { } }
                """).OutputOf<string>();

            const string filters = "=(NameContains|BaseModelArn|FoundationModelArn|ModelStatus|Status|CreatedAfter|CreatedBefore)$";

            Expect.Each(reached, pair => Assert.DoesNotMatch(filters, pair));
        }
    }

    [Fact]
    public void First_word_of_a_parameter_is_never_ambiguous()
    {
        // These have several meanings that are equally likely. The last ones are the engine's own.
        const string several = "^(Created|Creation|Desired|AWS|Out|Error|Information|Warning)$";

        var ambiguous = _shell.Run("""
            foreach ($command in Get-Command -Module BedrockModels) {
                $names = $command.Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
                foreach ($word in $names | ForEach-Object { [regex]::Match($_, '^([A-Z]{2,}(?![a-z])|[A-Z][a-z]+)').Value }) {
                    if (-not $word) { continue }
                    try { $null = $command.ResolveParameter($word) } catch { "$($command.Name) -$word" }
                }
            }
            """).OutputOf<string>();

        Assert.Empty(ambiguous.Where(found => !Regex.IsMatch(found.Split('-')[^1], several)).Distinct());
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel", "Model", "ModelIdentifier")]
    [InlineData("Wait-BedrockCustomModel", "Model", "ModelIdentifier")]
    [InlineData("Remove-BedrockCustomModel", "Model", "ModelIdentifier")]
    [InlineData("New-BedrockCustomModel", "Model", "ModelName")]
    [InlineData("New-BedrockCustomModelDeployment", "Model", "ModelArn")]
    [InlineData("Get-BedrockCustomModelDeployment", "Model", "ModelArn")]
    [InlineData("Set-BedrockCustomModelDeployment", "Model", "ModelArn")]
    [InlineData("New-BedrockProvisionedModelThroughput", "Model", "ModelId")]
    [InlineData("Get-BedrockProvisionedModelThroughput", "Model", "ModelArn")]
    [InlineData("Set-BedrockProvisionedModelThroughput", "Model", "DesiredModelId")]
    [InlineData("Add-BedrockResourceTag", "Model", "ResourceArn")]
    [InlineData("Remove-BedrockResourceTag", "Name", "ResourceArn")]
    [InlineData("Wait-BedrockCustomModelDeployment", "Profile", "ProfileName")]
    [InlineData("Get-BedrockResourceTag", "AWSProfile", "ProfileName")]
    public void Word_that_people_type_is_the_parameter_that_they_mean(string cmdlet, string word, string parameter) =>
        Assert.Equal([parameter], _shell.Run($"(Get-Command {cmdlet}).ResolveParameter('{word}').Name").Clean().OutputOf<string>());

    [Fact]
    public void Property_with_the_name_of_an_alias_does_not_replace_the_identifier()
    {
        var result = _shell.Run("""
            $row = [pscustomobject]@{ Model = 'no'; Name = 'no'; Profile = 'no'; ModelName = 'm'; ModelPackageArn = $package }
            $model = $row | New-BedrockCustomModel -Wait
            foreach ($name in 'Model', 'Profile') { $model.psobject.Properties.Add([psnoteproperty]::new($name, 'no')) }
            ($model | Get-BedrockCustomModel).ModelName
            $row = [pscustomobject]@{ Model = 'no'; ModelArn = $model.ModelArn; ModelDeploymentName = 'd' }
            ($row | New-BedrockCustomModelDeployment).ModelArn
            ($model | New-BedrockProvisionedModelThroughput).DesiredModelArn
            $model | Add-BedrockResourceTag -Tag 'k=v'
            ([pscustomobject]@{ Name = 'no'; Model = 'no'; ResourceArn = $model.ModelArn } | Get-BedrockResourceTag).ResourceArn
            $model.ModelArn
            """).Clean().OutputOf<string>();

        Assert.Equal(["m", result[^1], result[^1], result[^1], result[^1]], result);
    }

    [Theory]
    [InlineData("Get-BedrockCustomModelDeployment -StatusEqual active -NameContain m -ModelArnEqual $arn -MaxResult 5 -SortOrder ascending",
        "statusEquals=Active", "sortOrder=Ascending", "modelArnEquals=", "maxResults=5", "nameContains=m")]
    [InlineData("Get-BedrockProvisionedModelThroughput -StatusEqual INSERVICE -NameContain m -ModelArnEqual $arn -MaxResult 5 "
        + "-CreationTimeAfter 2020-01-01", "statusEquals=InService", "sortOrder=Descending", "modelArnEquals=", "maxResults=5",
        "creationTimeAfter=2020")]
    [InlineData("Get-BedrockCustomModel -ModelStatus failed -NameContain m -BaseModelArnEqual $arn -MaxResult 5 -IsOwned $true",
        "modelStatus=Failed", "baseModelArnEquals=", "isOwned=true", "maxResults=5", "nameContains=m")]
    public void List_accepts_parameter_names_of_AWS_Tools_and_values_in_any_case(string script, params string[] sent)
    {
        _shell.Run("$model = New-BedrockCustomModel m -ModelPackageArn $package -Wait; $arn = $model.ModelArn").Clean();

        _shell.Run(script).Clean();
        var target = _shell.Emulator.Requests[^1].Target;

        Expect.Each(sent, part => Assert.Contains(part, target, StringComparison.Ordinal));
    }

    private static TheoryData<string, string> Filter()
    {
        var rows = new TheoryData<string, string>();
        foreach (var noun in Nouns)
        {
            foreach (var parameter in new[] { "NameContains", "CreatedAfter", "CreatedBefore" })
                rows.Add("Get-" + noun, parameter);
        }

        foreach (var parameter in new[] { "ModelStatus", "BaseModelArn", "FoundationModelArn", "Tag" })
            rows.Add("Get-BedrockCustomModel", parameter);
        foreach (var parameter in new[] { "Status", "ModelArn" })
        {
            rows.Add("Get-BedrockCustomModelDeployment", parameter);
            rows.Add("Get-BedrockProvisionedModelThroughput", parameter);
        }

        return rows;
    }
}
