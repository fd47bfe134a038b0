using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Get-BedrockCustomModel -Source: models by the source in their tag.</summary>
public sealed class GetBedrockCustomModelSourceTests : IDisposable
{
    private const string Uri = "s3://customer-escrow-123456789012-smtj-1a2b3c/job/1920";

    private readonly TestShell _shell = new();

    public GetBedrockCustomModelSourceTests()
    {
        _shell.Create("package", "-SourceTag");
        _shell.Create("plain", "");
        _shell.Run($$"""
            New-BedrockCustomModel typed -RoleArn $role -S3Uri {{Uri}} -SourceTag
            $tags = @{ 'sagemaker.amazonaws.com/forge/escrow-uri' = '{{Uri}}'; k = 'v' }
            New-BedrockCustomModel forge -RoleArn $role -S3Uri {{Uri}} -Tag $tags
            New-BedrockCustomModel long -RoleArn $role -S3Uri ('{{Uri}}' + '/step' * 60) -SourceTag
            """).Clean();
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("-Source $package", "package")]
    [InlineData($"-Source {Uri}", "typed forge")]
    [InlineData($"-Source {Uri}/", "typed forge")]
    [InlineData($"-Source {Uri}0", "")]
    [InlineData($"-Source ('{Uri}' + '/step' * 60)", "long")]
    [InlineData($"-Source {Uri} -Tag 'k=v'", "forge")]
    [InlineData($"-Source {Uri} -First 1", "typed")]
    [InlineData($"f*, plain, typed -Source {Uri}", "forge typed")]
    public void Source_returns_the_models_that_have_it_in_a_tag(string arguments, string names)
    {
        foreach (var more in new[] { "", " -Detailed", " -ThrottleLimit 8" })
        {
            var models = _shell.Run($"Get-BedrockCustomModel {arguments}{more} -SortOrder Ascending | ForEach-Object Name").Clean();

            Assert.Equal(names, string.Join(' ', models.OutputOf<string>()));
        }
    }

    [Theory]
    [InlineData("''", "is empty")]
    [InlineData("job", "is not valid")]
    [InlineData("'s3://bucket/a(1)'", "contains characters that a tag cannot have")]
    public void Source_that_no_model_can_have_is_refused(string source, string message)
    {
        var error = _shell.Run($"Get-BedrockCustomModel -Source {source}").SingleError();

        Assert.Equal("InvalidSource", ScriptResult.IdOf(error));
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Detailed_shows_the_source()
    {
        var models = _shell.Run("Get-BedrockCustomModel package, plain, forge -Detailed").Clean().OutputOf<CustomModelDetail>();

        Assert.Equal([TestShell.Package, null, Uri], models.Select(model => model.Source));
    }
}
