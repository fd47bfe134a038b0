using System.Text.Json;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

public sealed class DevcontainerTests
{
    private static readonly JsonElement Container = Read(".devcontainer/devcontainer.json");

    [Theory]
    [InlineData("postCreateCommand", "`{0}`")]
    [InlineData("postStartCommand", "\n    {0}\n")]
    public void Command_of_the_container_is_in_the_README(string name, string form)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        var command = Container.GetProperty(name).GetString()!;

        Assert.Contains(form.Replace("{0}", command, StringComparison.Ordinal), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Container_starts_with_the_quickstart_and_has_the_SDK_that_the_repository_needs()
    {
        var sdk = Read("global.json").GetProperty("sdk").GetProperty("version").GetString()!;

        Assert.EndsWith(" -- examples/quickstart.ps1", Container.GetProperty("postStartCommand").GetString(), StringComparison.Ordinal);
        Assert.Equal($"mcr.microsoft.com/devcontainers/dotnet:{sdk[..sdk.LastIndexOf('.')]}", Container.GetProperty("image").GetString());
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, file)), new() { CommentHandling = JsonCommentHandling.Skip }).RootElement;
}
