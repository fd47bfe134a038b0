using System.Collections;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class ResourceTagTests : IDisposable
{
    private readonly TestShell _shell = new();

    public ResourceTagTests() => _shell.Set("model", _shell.Create("a", "-Tag 'Team=ML'"));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Adds_reads_and_removes_tags_of_whatever_is_piped()
    {
        Assert.Empty(_shell.Run("$model | Add-BedrockResourceTag -Tag @{ Stage = 'prod'; team = 'x' }").Clean().Output);
        Assert.Equal(["Stage=prod", "Team=ML", "team=x"], Tags("$model | Get-BedrockResourceTag"));
        Assert.Equal(["Team=ML", "team=x"], Tags("Remove-BedrockResourceTag $model.ModelArn Stage, none -PassThru"));
        Assert.Equal(["Team=ML2", "team=x"], Tags("Add-BedrockResourceTag $model 'Team=ML2' -PassThru"));
    }

    [Fact]
    public void Tags_pipe_on_to_their_removal_and_to_another_resource()
    {
        _shell.Set("other", _shell.Create("b", ""));
        _shell.Run("Add-BedrockResourceTag $other (Get-BedrockResourceTag $model)").Clean();
        Assert.Equal(["Team=ML"], Tags("Get-BedrockResourceTag $other"));
        _shell.Run("Get-BedrockResourceTag $model | Where-Object Key -eq Team | Remove-BedrockResourceTag").Clean();
        Assert.Empty(Tags("Get-BedrockResourceTag $model"));
    }

    [Fact]
    public void Rows_of_a_CSV_file_and_the_APIs_own_bodies_tag_and_untag()
    {
        _shell.Set("other", _shell.Create("b", ""));
        var result = _shell.Run("""
            [pscustomobject]@{ ResourceArn = $model.ModelArn; Tag = 'a=1;b=2' }, [pscustomobject]@{ ResourceArn = 'nobody'; Tag = 'a=1' },
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
    public void AsHashtable_gives_one_for_each_resource_in_order_and_an_empty_one_where_there_are_no_tags()
    {
        _shell.Set("other", _shell.Create("b", ""));
        var result = _shell.Run(
            "$other, $model, 'arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456', $model | "
                + "Get-BedrockResourceTag -AsHashtable -ThrottleLimit 4");
        Assert.Equal([0, 1, 1], result.OutputOf<Hashtable>().Select(table => table.Count));
        Assert.Equal(["ResourceNotFoundException"], result.ErrorIds);
    }

    [Fact]
    public void Tags_carry_the_resource_they_are_of()
    {
        var tag = Assert.Single(_shell.Run("Get-BedrockResourceTag $model").Clean().OutputOf<ResourceTag>());
        Assert.Equal(((CustomModel)_shell.Runspace.SessionStateProxy.GetVariable("model")).ModelArn, tag.ResourceArn);
    }

    [Fact]
    public void AsHashtable_keeps_the_case_of_keys()
    {
        _shell.Run("Add-BedrockResourceTag $model @{ key = 'team'; value = 'x' }").Clean();
        var tags = Assert.Single(_shell.Run("Get-BedrockResourceTag $model -AsHashtable").Clean().OutputOf<Hashtable>());
        Assert.Equal(("ML", "x", null), (tags["Team"], tags["team"], tags["TEAM"]));
    }

    [Fact]
    public void Deployments_and_throughputs_have_tags_too()
    {
        _shell.Run("$d = $model | New-BedrockCustomModelDeployment -Wait; $t = $model | New-BedrockProvisionedModelThroughput -Wait")
            .Clean();
        Assert.Equal(["k=v", "k=v"], Tags("$d, $t | Add-BedrockResourceTag -Tag 'k=v' -ThrottleLimit 2; $d, $t | Get-BedrockResourceTag"));
        Assert.Equal(["k=v"], Tags("Get-BedrockCustomModelDeployment | Get-BedrockResourceTag"));
    }

    [Theory]
    [InlineData("Get-BedrockResourceTag my-model", "InvalidResourceArn", "pipe from a Get- cmdlet")]
    [InlineData("Get-BedrockResourceTag arn:aws:s3:::bucket", "InvalidResourceArn", "'arn:aws:s3:::bucket'")]
    [InlineData("Add-BedrockResourceTag $model @{ 'aws:x' = 1 }", "ReservedTagKey", "'aws:x'")]
    [InlineData("Add-BedrockResourceTag $model (1..51 | ForEach-Object { \"k$_=v\" })", "TooManyTags", "at most 50")]
    [InlineData("Add-BedrockResourceTag $model 'a=b!'", "InvalidTagValue", "'b!'")]
    [InlineData("Add-BedrockResourceTag $model @{}", "TagMissing", "Specify one or more tags")]
    [InlineData("Add-BedrockResourceTag $model ''", "TagMissing", "Specify one or more tags")]
    [InlineData("[pscustomobject]@{ ResourceArn = $model.ModelArn; Tag = '' } | Add-BedrockResourceTag", "TagMissing",
        "Specify one or more tags")]
    [InlineData("Remove-BedrockResourceTag $model 'a!'", "InvalidTagKey", "'a!'")]
    [InlineData("Remove-BedrockResourceTag $model Team, AWS:x", "ReservedTagKey", "'AWS:x'")]
    [InlineData("Remove-BedrockResourceTag $model (1..201 | ForEach-Object { \"k$_\" })", "TooManyTags", "200")]
    public void Bad_input_is_refused_before_any_request(string script, string id, string says)
    {
        var before = _shell.Emulator.Requests.Count;
        var error = _shell.Run(script).SingleError();
        Assert.Equal(id, ScriptResult.IdOf(error));
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    [Fact]
    public void The_51st_tag_is_explained_by_the_service_and_by_what_to_do()
    {
        _shell.Run("Add-BedrockResourceTag $model (1..49 | ForEach-Object { \"k$_=v\" })").Clean();
        var error = _shell.Run("Add-BedrockResourceTag $model 'one=more'").SingleError();
        Assert.Equal("TooManyTagsException", ScriptResult.IdOf(error));
        Assert.Contains("Remove-BedrockResourceTag", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        _shell.Run("Add-BedrockResourceTag $model 'k=v' -WhatIf; Remove-BedrockResourceTag $model Team -WhatIf").Clean();
        Assert.Equal(0, _shell.Count("TagResource") + _shell.Count("UntagResource"));
        Assert.Contains(_shell.Host.Interface.Lines, line => line.Contains("Add the tags k=v", StringComparison.Ordinal)
            && line.Contains("a (arn:aws:bedrock:us-east-1", StringComparison.Ordinal));
        Assert.Contains(_shell.Host.Interface.Lines, line => line.Contains("Remove the tags Team", StringComparison.Ordinal)
            && line.Contains("in us-east-1", StringComparison.Ordinal));
    }

    private List<string> Tags(string script) =>
        [.. _shell.Run(script).Clean().OutputOf<ResourceTag>().Select(tag => tag.ToString()).Order(StringComparer.Ordinal)];
}
