using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class RemoveBedrockResourceTagTests : IDisposable
{
    private readonly TestShell _shell = new();

    public RemoveBedrockResourceTagTests() => _shell.Set("model", _shell.Create("a", "-Tag 'Team=ML'"));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Remove_deletes_existing_keys_in_their_case_and_returns_the_others_with_PassThru()
    {
        _shell.Run("$model | Add-BedrockResourceTag -Tag @{ Stage = 'prod'; team = 'x' }").Clean();

        Assert.Equal(["Team=ML", "team=x"], Tags("Remove-BedrockResourceTag $model.ModelArn Stage, none -PassThru"));
        Assert.Equal(["Team=ML"], Tags("Remove-BedrockResourceTag $model team -PassThru"));
    }

    [Theory]
    [InlineData("Remove-BedrockResourceTag $model 'a!'", "InvalidTagKey", "'a!'")]
    [InlineData("Remove-BedrockResourceTag $model Team, AWS:x", "ReservedTagKey", "-TagKey 'AWS:x' is reserved.")]
    [InlineData("Remove-BedrockResourceTag $model (1..201 | ForEach-Object { \"k$_\" })", "TooManyTags", "200")]
    public void Invalid_input_is_refused_before_any_request(string script, string id, string says) =>
        _shell.AssertRefused(script, id, says);

    private List<string> Tags(string script) =>
        [.. _shell.Run(script).Clean().OutputOf<ResourceTag>().Select(tag => tag.ToString()).Order(StringComparer.Ordinal)];
}
