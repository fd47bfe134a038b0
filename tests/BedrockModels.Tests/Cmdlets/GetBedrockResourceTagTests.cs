using System.Collections;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class GetBedrockResourceTagTests : IDisposable
{
    private readonly TestShell _shell = new();

    public GetBedrockResourceTagTests() => _shell.Set("model", _shell.Create("a", "-Tag 'Team=ML'"));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Output_of_Get_pipes_to_Remove_and_to_another_resource()
    {
        _shell.Set("other", _shell.Create("b", ""));

        _shell.Run("Add-BedrockResourceTag $other (Get-BedrockResourceTag $model)").Clean();

        Assert.Equal(["Team=ML"], Tags("Get-BedrockResourceTag $other"));

        _shell.Run("Get-BedrockResourceTag $model | Where-Object Key -eq Team | Remove-BedrockResourceTag").Clean();

        Assert.Empty(Tags("Get-BedrockResourceTag $model"));
    }

    [Fact]
    public void Name_is_that_of_a_custom_model_and_its_ARN_takes_one_request()
    {
        var before = _shell.Emulator.Requests.Count;

        var tag = Assert.Single(_shell.Run("Get-BedrockResourceTag a").Clean().OutputOf<ResourceTag>());

        Assert.Equal(("Team", ((CustomModel)_shell.Runspace.SessionStateProxy.GetVariable("model")).ModelArn), (tag.Key, tag.ResourceArn));
        Assert.Equal(["GetCustomModel", "ListTagsForResource"], _shell.Emulator.Requests.Skip(before).Select(sent => sent.Operation));
        Assert.Equal(["Stage=x", "Team=ML"], Tags("'a' | Add-BedrockResourceTag -Tag 'Stage=x'; Get-BedrockResourceTag -Name a"));
        Assert.Equal(["Stage=x"], Tags("Remove-BedrockResourceTag -Model a Team; Get-BedrockResourceTag a"));
    }

    [Theory]
    [InlineData("Get-BedrockResourceTag dep")]
    [InlineData("Add-BedrockResourceTag dep 'k=v'")]
    [InlineData("Remove-BedrockResourceTag dep k")]
    public void Name_of_no_model_is_an_error_that_says_how_to_reach_another_resource(string script)
    {
        _shell.Run("$null = $model | New-BedrockCustomModelDeployment dep").Clean();

        var error = _shell.Run(script).SingleError();

        Assert.Equal(("ResourceNotFoundException", "dep"), (ScriptResult.IdOf(error), error.TargetObject));
        Assert.StartsWith("The custom model 'dep' does not exist. To use the tags of a deployment or of Provisioned Throughput, "
            + "pipe it from its Get- cmdlet (GetCustomModel in us-east-1 at http://127.0.0.1:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_sends_no_request_with_WhatIf()
    {
        var before = _shell.Emulator.Requests.Count;

        _shell.Run("Add-BedrockResourceTag a 'k=v' -WhatIf; Remove-BedrockResourceTag a k -WhatIf").Clean();

        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    [Fact]
    public void Tags_come_in_the_order_of_their_keys()
    {
        var tags = _shell.Run("Add-BedrockResourceTag a 'zone=1;Area=2;other=3;b=4' -PassThru; Get-BedrockResourceTag a").Clean();

        Assert.Equal(["Area", "b", "other", "Team", "zone", "Area", "b", "other", "Team", "zone"],
            tags.OutputOf<ResourceTag>().Select(tag => tag.Key));
    }

    [Fact]
    public void Tag_has_the_ARN_of_its_resource()
    {
        var tag = Assert.Single(_shell.Run("Get-BedrockResourceTag $model").Clean().OutputOf<ResourceTag>());

        Assert.Equal(((CustomModel)_shell.Runspace.SessionStateProxy.GetVariable("model")).ModelArn, tag.ResourceArn);
    }

    [Fact]
    public void AsHashtable_returns_one_hashtable_for_each_resource_in_order()
    {
        _shell.Set("other", _shell.Create("b", ""));

        var result = _shell.Run(
            "$other, $model, 'arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456', $model | "
                + "Get-BedrockResourceTag -AsHashtable -ThrottleLimit 4");

        Assert.Equal([0, 1, 1], result.OutputOf<Hashtable>().Select(table => table.Count));
        Assert.Equal(["ResourceNotFoundException"], result.ErrorIds);
    }

    [Fact]
    public void AsHashtable_keeps_the_case_of_keys()
    {
        _shell.Run("Add-BedrockResourceTag $model @{ key = 'team'; value = 'x' }").Clean();

        var tags = Assert.Single(_shell.Run("Get-BedrockResourceTag $model -AsHashtable").Clean().OutputOf<Hashtable>());

        Assert.Equal(("ML", "x", null), (tags["Team"], tags["team"], tags["TEAM"]));
    }

    [Theory]
    [InlineData("Get-BedrockResourceTag 'my model'", "InvalidResourceArn", "A name must be that of a custom model.")]
    [InlineData("Get-BedrockResourceTag my*", "WildcardNotAllowed", "Get-BedrockCustomModel 'my*' | ...")]
    [InlineData("Get-BedrockResourceTag arn:aws:s3:::bucket", "InvalidResourceArn", "'arn:aws:s3:::bucket'")]
    public void Invalid_input_is_refused_before_any_request(string script, string id, string says) =>
        _shell.AssertRefused(script, id, says);

    private List<string> Tags(string script) =>
        [.. _shell.Run(script).Clean().OutputOf<ResourceTag>().Select(tag => tag.ToString()).Order(StringComparer.Ordinal)];
}
