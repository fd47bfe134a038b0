using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>The New- cmdlets check their input in the same order, and before they connect.</summary>
public sealed class InputOrderTests
{
    private const string Arn = "arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdefghijkl";

    [Theory]
    [InlineData($"@{{ ModelName = 'a--b'; ModelPackageArn = '{TestShell.Package}' }}", "New-BedrockCustomModel", "InvalidModelName")]
    [InlineData($"@{{ Name = 'a--b'; ModelArn = '{Arn}' }}", "New-BedrockCustomModelDeployment", "InvalidModelDeploymentName")]
    [InlineData($"@{{ Name = 'a--b'; ModelArn = '{Arn}' }}", "New-BedrockProvisionedModelThroughput", "InvalidProvisionedModelName")]
    public void Invalid_row_in_a_session_without_Region_and_keys_is_an_error_of_the_input(string row, string command, string id)
    {
        using var shell = new TestShell(createEmulator: false);

        var error = shell.Run($"[pscustomobject]{row} | {command}").SingleError();

        Assert.Equal(id, ScriptResult.IdOf(error));
    }

    [Theory]
    [InlineData($"New-BedrockCustomModel m -ModelPackageArn {TestShell.Package}")]
    [InlineData($"New-BedrockCustomModelDeployment d {Arn}")]
    [InlineData("New-BedrockProvisionedModelThroughput p m")]
    public void Tags_are_checked_before_the_token(string command)
    {
        using var shell = new TestShell(createEmulator: false);

        var error = shell.Run($"{command} -Tag 'aws:k=v' -ClientRequestToken a_b").SingleError();

        Assert.Equal("ReservedTagKey", ScriptResult.IdOf(error));
    }
}
