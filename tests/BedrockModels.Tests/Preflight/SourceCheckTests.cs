using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Preflight;

/// <summary>Whether another model has the same source, in an emulator, which has no tagging API.</summary>
public sealed class SourceCheckTests
{
    [Fact]
    public void Model_of_the_same_source_is_found_among_more_models_than_are_read_at_once()
    {
        using var shell = new TestShell();
        shell.Create("same", "-SourceTag");
        shell.Run("1..45 | ForEach-Object { New-BedrockCustomModel \"other$_\" -ModelPackageArn \"${package}0\" }").Clean();

        var check = Check(shell);

        Assert.Equal(("Warning", "The model same (Active) has the same source."), (check.Status, check.Message));
    }

    [Theory]
    [InlineData("a Active, b Creating", "The model a (Active) has the same source.")]
    [InlineData("a Creating, b Active", "The model b (Active) has the same source.")]
    [InlineData("a Failed, b Creating, c Failed", "The model b (Creating) has the same source.")]
    [InlineData("a Failed", "Only a Failed model has this source.")]
    public async Task Model_of_the_same_source_is_Active_rather_than_Creating_and_never_Failed(string models, string message)
    {
        await using var account = new FakeAccount();
        SetModels(account, models);
        using var shell = new TestShell();
        shell.Set("endpoint", account.Url);

        var check = Check(shell, $"-S3Uri {FakeAccount.S3Uri} -EndpointUrl $endpoint");

        Assert.Equal(message, check.Message);
    }

    [Fact]
    public async Task Denied_tags_are_not_read_model_by_model()
    {
        await using var account = new FakeAccount();
        AccountStates.All["tags denied"](account);
        using var shell = new TestShell();
        shell.Set("endpoint", account.Url);

        var check = Check(shell, $"-S3Uri {FakeAccount.S3Uri} -EndpointUrl $endpoint");

        Assert.Equal("Unknown", check.Status);
        Assert.DoesNotContain("ListTagsForResource", account.Operations);
    }

    /// <summary>Sets models that all have the source, each as its name and status.</summary>
    private static void SetModels(FakeAccount account, string models)
    {
        var all = models.Split(", ").Select(model => model.Split(' ')).ToList();
        var summaries = all.Select(model =>
            $$"""{"modelArn":"{{Reply.Arn + model[0]}}","modelName":"{{model[0]}}","modelStatus":"{{model[1]}}"}""");
        var tags = all.Select(model =>
            $$"""{"ResourceARN":"{{Reply.Arn + model[0]}}","Tags":[{"Key":"{{SourceTag.Key}}","Value":"{{FakeAccount.S3Uri}}"}]}""");
        account
            .Set("ListCustomModels", Reply.Json($$"""{"modelSummaries":[{{string.Join(',', summaries)}}]}"""))
            .Set("GetResources", FakeAccount.Json($$"""{"ResourceTagMappingList":[{{string.Join(',', tags)}}]}"""));
    }

    private static CustomModelCheck Check(TestShell shell, string source = "-ModelPackageArn $package") => Assert.Single(
        shell.Run($"Test-BedrockCustomModel new {source}").Clean().OutputOf<CustomModelCheck>(), check => check.Check == "Source");
}
