using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Get-BedrockCustomModel -Tag: models by their tags.</summary>
public sealed class GetBedrockCustomModelTagTests : IDisposable
{
    private readonly TestShell _shell = new();

    public GetBedrockCustomModelTagTests()
    {
        _shell.Create("a", "-Tag @{ Team = 'ML'; Stage = 'test' }");
        _shell.Create("b", "-Tag @{ Team = 'mlops'; Stage = 'Prod' }");
        _shell.Create("c", "-Tag @{ team = 'ml' }");
        _shell.Create("d", "");
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("-Tag @{ Team = 'ML' }", "a c")]
    [InlineData("-Tag @{ TEAM = 'ml*' }", "a b c")]
    [InlineData("-Tag @{ Team = '*' }", "a b c")]
    [InlineData("-Tag @{ Team = 'M?'; Stage = 'T*' }", "a")]
    [InlineData("-Tag 'Team=ml*;Stage=prod'", "b")]
    [InlineData("-Tag @{ Team = 'ML'; Stage = 'prod' }", "")]
    [InlineData("-Tag @{ Other = '*' }", "")]
    [InlineData("-Tag @{ Team = 'ml*' } -NameContains b", "b")]
    [InlineData("[ab] -Tag @{ Stage = '*' }", "a b")]
    [InlineData("a, d, c -Tag @{ Team = 'ML' }", "a c")]
    [InlineData("-Tag @{ Team = 'ml*' } -First 2", "a b")]
    [InlineData("-Tag @{ Team = 'ml*' } -Skip 1 -First 1", "b")]
    [InlineData("a, b, c -Tag @{ Team = 'ML' } -Skip 1", "c")]
    public void Tag_returns_the_models_that_have_all_tags(string arguments, string names)
    {
        foreach (var more in new[] { "", " -Detailed", " -ThrottleLimit 8", " -Detailed -ThrottleLimit 8 -PageSize 1" })
        {
            var models = _shell.Run($"Get-BedrockCustomModel {arguments}{more} -SortOrder Ascending | ForEach-Object Name").Clean();

            Assert.Equal(names, string.Join(' ', models.OutputOf<string>()));
        }
    }

    [Fact]
    public void Slow_tags_do_not_change_the_order()
    {
        for (var i = 0; i < 3; i++)
        {
            var delay = TimeSpan.FromMilliseconds(60 - (20 * i));
            _shell.Emulator.AddFault(new FaultRule { Operation = "ListTagsForResource", Nth = i + 1, Delay = delay });
        }

        var models = _shell.Run("Get-BedrockCustomModel -Tag @{ Team = 'm*' } -ThrottleLimit 4 -SortOrder Ascending | ForEach-Object Name");

        Assert.Equal(["a", "b", "c"], models.Clean().OutputOf<string>());
    }

    [Fact]
    public void Tags_that_may_not_be_read_are_an_error_for_that_model()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "ListTagsForResource", Nth = 2, Error = "AccessDeniedException" });

        var result = _shell.Run("Get-BedrockCustomModel -Tag @{ Team = 'm*' } -SortOrder Ascending");

        var error = result.SingleError();
        Assert.Equal(("AccessDeniedException", "b"), (ScriptResult.IdOf(error), ((CustomModelSummary)error.TargetObject).Name));
        Assert.Contains("bedrock:ListTagsForResource", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], result.OutputOf<CustomModelSummary>().Select(model => model.Name));
    }

    [Theory]
    [InlineData("@{}", "TagMissing")]
    [InlineData("@()", "TagMissing")]
    [InlineData("@{ Team = $neverSet }", "InvalidTag")]
    [InlineData("@{ Team = '' }", "InvalidTag")]
    [InlineData("'Team='", "InvalidTag")]
    public void Filter_without_a_value_is_refused_before_any_request(string tag, string id)
    {
        var before = _shell.Emulator.Requests.Count;

        Assert.Equal(id, ScriptResult.IdOf(_shell.Run($"Get-BedrockCustomModel -Tag {tag}").SingleError()));
        Assert.Equal(id, ScriptResult.IdOf(_shell.Run($"Get-BedrockCustomModel a -Tag {tag}").SingleError()));
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    [Fact]
    public void First_with_a_filter_does_not_ask_for_small_pages()
    {
        Assert.Single(_shell.Run("Get-BedrockCustomModel -Tag @{ Stage = 'test' } -First 1").Clean().Output);

        Assert.Equal(1, _shell.Count("ListCustomModels"));
    }
}
