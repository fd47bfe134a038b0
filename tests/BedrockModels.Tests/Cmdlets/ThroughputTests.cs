using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

public sealed class ThroughputTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void One_pipeline_carries_a_model_to_inference()
    {
        var throughput = Assert.Single(_shell.Run("New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | New-BedrockProvisionedModelThroughput -ModelUnits 2 -Wait").Clean().OutputOf<ProvisionedModelThroughput>());
        Assert.Equal(("a", "InService", 2, null), (throughput.ProvisionedModelName, throughput.Status, throughput.ModelUnits, throughput.CommitmentDuration));
        Assert.Matches("^arn:aws:bedrock:us-east-1:123456789012:provisioned-model/[a-z0-9]{12}$", throughput.ProvisionedModelArn);
    }

    [Fact]
    public void A_commitment_is_asked_about_with_what_is_bought_and_without_one_nothing_is_asked()
    {
        _shell.Create("a", "");
        _shell.Run("New-BedrockProvisionedModelThroughput no-commitment a").Clean();
        Assert.Empty(_shell.Host.Interface.Prompts);
        _shell.Host.Interface.Answers.Enqueue("No");
        _shell.Run("New-BedrockProvisionedModelThroughput -ModelId a -ModelUnits 3 -CommitmentDuration SixMonths").Clean();
        var asked = Assert.Single(_shell.Host.Interface.Prompts);
        Assert.Contains("3 model units", asked, StringComparison.Ordinal);
        Assert.Contains("billed by the hour until deleted", asked, StringComparison.Ordinal);
        Assert.Contains("six months", asked, StringComparison.Ordinal);
        Assert.Equal(1, _shell.Count("CreateProvisionedModelThroughput"));
        _shell.Host.Interface.Answers.Enqueue("Yes");
        _shell.Run("New-BedrockProvisionedModelThroughput -ModelId a -CommitmentDuration onemonth").Clean();
        Assert.Contains("one month", _shell.Host.Interface.Prompts.Last(), StringComparison.Ordinal);
        Assert.Equal(2, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Theory]
    [InlineData("-Force")]
    [InlineData("-Confirm:$false")]
    public void A_commitment_can_be_bought_unattended(string parameter)
    {
        _shell.Create("a", "");
        _shell.Run("New-BedrockProvisionedModelThroughput -ModelId a -CommitmentDuration OneMonth " + parameter).Clean();
        Assert.Empty(_shell.Host.Interface.Prompts);
    }

    [Fact]
    public void Where_nobody_answers_a_commitment_is_refused_at_once()
    {
        _shell.Create("a", "");
        var error = _shell.Run("New-BedrockProvisionedModelThroughput -ModelId a -CommitmentDuration OneMonth").SingleError();
        Assert.Equal("ConfirmationImpossible", ScriptResult.IdOf(error));
        Assert.Contains("-Force", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, _shell.Count("CreateProvisionedModelThroughput"));
    }

    [Fact]
    public void Gets_lists_renames_and_removes()
    {
        _shell.Run("$m = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package | Wait-BedrockCustomModel }; $t = $m | New-BedrockProvisionedModelThroughput -Wait").Clean();
        Assert.Equal(["two", "one"], Names("Get-BedrockProvisionedModelThroughput -Status InService"));
        Assert.Equal(["one"], Names("Get-BedrockProvisionedModelThroughput 'o*'"));
        Assert.Equal(["one"], Names("Get-BedrockProvisionedModelThroughput -ModelArn $m[0]"));
        Assert.Equal(["three"], Names("$t[0] | Set-BedrockProvisionedModelThroughput -DesiredProvisionedModelName three -Wait"));
        Assert.Equal(["four"], Names("Set-BedrockProvisionedModelThroughput three -NewName four -DesiredModelId $m[1]"));
        Assert.Equal("NothingToChange", ScriptResult.IdOf(_shell.Run("Set-BedrockProvisionedModelThroughput four").SingleError()));
        Assert.Empty(Names("Get-BedrockProvisionedModelThroughput | Wait-BedrockProvisionedModelThroughput | Remove-BedrockProvisionedModelThroughput -Force; Get-BedrockProvisionedModelThroughput"));
    }

    [Fact]
    public void Removing_while_a_commitment_runs_is_explained()
    {
        _shell.Run("$null = New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | New-BedrockProvisionedModelThroughput -CommitmentDuration OneMonth -Force -Wait").Clean();
        var error = _shell.Run("Remove-BedrockProvisionedModelThroughput a -Force").SingleError();
        Assert.Equal("ConflictException", ScriptResult.IdOf(error));
        Assert.Contains("commitment", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quota_of_no_model_units_is_explained()
    {
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.Zero, Behavior = new EmulatorBehavior { ModelUnitQuota = 0 } });
        shell.Create("a", "");
        var error = shell.Run("New-BedrockProvisionedModelThroughput -ModelId a").SingleError();
        Assert.Equal("ServiceQuotaExceededException", ScriptResult.IdOf(error));
        Assert.Contains("L-BE77399C", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private List<string?> Names(string script) => [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties["ProvisionedModelName"].Value)];
}
