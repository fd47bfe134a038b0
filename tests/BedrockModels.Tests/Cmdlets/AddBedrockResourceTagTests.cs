using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class AddBedrockResourceTagTests : IDisposable
{
    private readonly TestShell _shell = new();

    public AddBedrockResourceTagTests() => _shell.Set("model", _shell.Create("a", "-Tag 'Team=ML'"));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Add_changes_the_tags_of_a_piped_resource_and_returns_them_with_PassThru()
    {
        Assert.Empty(_shell.Run("$model | Add-BedrockResourceTag -Tag @{ Stage = 'prod'; team = 'x' }").Clean().Output);
        Assert.Equal(["Stage=prod", "Team=ML", "team=x"], Tags("$model | Get-BedrockResourceTag"));
        Assert.Equal(["Stage=prod", "Team=ML2", "team=x"], Tags("Add-BedrockResourceTag $model 'Team=ML2' -PassThru"));
    }

    [Fact]
    public void Rows_of_a_CSV_file_and_bodies_of_the_API_are_accepted()
    {
        _shell.Set("other", _shell.Create("b", ""));

        var result = _shell.Run("""
            [pscustomobject]@{ ResourceArn = $model.ModelArn; Tag = 'a=1;b=2' }, [pscustomobject]@{ ResourceArn = 'no body'; Tag = 'a=1' },
                [pscustomobject]@{ ResourceArn = $other.ModelArn; Tag = 'a=3' } | Add-BedrockResourceTag -ThrottleLimit 3
            [pscustomobject]@{ resourceARN = $other.ModelArn; tags = @([pscustomobject]@{ key = 'c'; value = '4' }) } |
                Add-BedrockResourceTag
            [pscustomobject]@{ resourceARN = $model.ModelArn; tagKeys = @('a', 'Team') } | Remove-BedrockResourceTag
            """);

        Assert.Equal(["InvalidResourceArn"], result.ErrorIds);
        Assert.Equal(["b=2"], Tags("$model | Get-BedrockResourceTag"));
        Assert.Equal(["a=3", "c=4"], Tags("$other | Get-BedrockResourceTag"));
    }

    [Fact]
    public void Deployments_and_throughputs_can_have_tags()
    {
        _shell.Run("$d = $model | New-BedrockCustomModelDeployment -Wait; $t = $model | New-BedrockProvisionedModelThroughput -Wait")
            .Clean();

        Assert.Equal(["k=v", "k=v"], Tags("$d, $t | Add-BedrockResourceTag -Tag 'k=v' -ThrottleLimit 2; $d, $t | Get-BedrockResourceTag"));
        Assert.Equal(["k=v"], Tags("Get-BedrockCustomModelDeployment | Get-BedrockResourceTag"));
    }

    [Theory]
    [InlineData("Add-BedrockResourceTag $model @{ 'aws:x' = 1 }", "ReservedTagKey", "In -Tag, the key 'aws:x' is reserved.")]
    [InlineData("Add-BedrockResourceTag $model (1..51 | ForEach-Object { \"k$_=v\" })", "TooManyTags", "at most 50")]
    [InlineData("Add-BedrockResourceTag $model 'a=b!'", "InvalidTagValue", "'b!'")]
    [InlineData("Add-BedrockResourceTag $model @{}", "TagMissing", "Specify one or more tags")]
    [InlineData("Add-BedrockResourceTag $model ''", "TagMissing", "Specify one or more tags")]
    [InlineData("[pscustomobject]@{ ResourceArn = $model.ModelArn; Tag = '' } | Add-BedrockResourceTag", "TagMissing",
        "Specify one or more tags")]
    public void Invalid_input_is_refused_before_any_request(string script, string id, string says) =>
        _shell.AssertRefused(script, id, says);

    [Fact]
    public void Tag_number_51_is_an_error_of_the_service_with_advice()
    {
        _shell.Run("Add-BedrockResourceTag $model (1..49 | ForEach-Object { \"k$_=v\" })").Clean();

        var error = _shell.Run("Add-BedrockResourceTag $model 'one=more'").SingleError();

        Assert.Equal("TooManyTagsException", ScriptResult.IdOf(error));
        Assert.Contains("Remove-BedrockResourceTag", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private List<string> Tags(string script) =>
        [.. _shell.Run(script).Clean().OutputOf<ResourceTag>().Select(tag => tag.ToString()).Order(StringComparer.Ordinal)];
}
