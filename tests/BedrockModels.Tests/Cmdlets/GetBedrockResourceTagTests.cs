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
    [InlineData("Get-BedrockResourceTag my-model", "InvalidResourceArn", "pipe from a Get- cmdlet")]
    [InlineData("Get-BedrockResourceTag arn:aws:s3:::bucket", "InvalidResourceArn", "'arn:aws:s3:::bucket'")]
    public void Invalid_input_is_refused_before_any_request(string script, string id, string says) =>
        _shell.AssertRefused(script, id, says);

    private List<string> Tags(string script) =>
        [.. _shell.Run(script).Clean().OutputOf<ResourceTag>().Select(tag => tag.ToString()).Order(StringComparer.Ordinal)];
}
