using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace BedrockModels.Tests.Cmdlets;

public sealed class ThroughputTests : IDisposable
{
    private readonly TestShell _shell = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void One_pipeline_carries_a_model_to_inference()
    {
        var throughput = Assert.Single(_shell.Run("New-BedrockCustomModel a -ModelPackageArn $package | Wait-BedrockCustomModel | New-BedrockProvisionedModelThroughput -ModelUnits 2 -Wait").Clean().OutputOf<ProvisionedModelThroughput>());
        Assert.Equal(("a", "InService", 2, null), (throughput.ProvisionedModelName, throughput.Status, throughput.ModelUnits, throughput.CommitmentDuration));
        Assert.Matches("^arn:aws:bedrock:us-east-1:123456789012:provisioned-model/[a-z0-9]{12}$", throughput.ProvisionedModelArn);
    }

    [Fact]
    public void Without_Wait_one_call_emits_what_is_known()
    {
        var model = _shell.Create("a", "");
        _shell.Set("model", model);
        var throughput = Assert.Single(_shell.Run("$model | New-BedrockProvisionedModelThroughput -ModelUnits 2 -CommitmentDuration SixMonths -Force").Clean().OutputOf<ProvisionedModelThroughput>());
        Assert.Equal(("a", "Creating", "us-east-1", null), (throughput.ProvisionedModelName, throughput.Status, throughput.Region, throughput.CreationTime));
        Assert.Equal((model.ModelArn, 2, "SixMonths"), (throughput.DesiredModelArn, throughput.DesiredModelUnits, throughput.CommitmentDuration));
        Assert.Matches(":provisioned-model/[a-z0-9]{12}$", throughput.ProvisionedModelArn);
        Assert.Equal(2, _shell.Emulator.Requests.Count);
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

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth -Force -WhatIf")]
    [InlineData("$WhatIfPreference = $true; New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth -Force")]
    [InlineData("function Buy { [CmdletBinding(SupportsShouldProcess)] param() New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth -Force }; Buy -WhatIf")]
    [InlineData("New-BedrockProvisionedModelThroughput p a -WhatIf")]
    [InlineData("$null = New-BedrockProvisionedModelThroughput q a; $before = 1; Set-BedrockProvisionedModelThroughput q -NewName p -WhatIf; Remove-BedrockProvisionedModelThroughput q -Force -WhatIf", 1)]
    public void WhatIf_buys_and_changes_nothing_and_wins_over_Force(string script, int bought = 0)
    {
        _shell.Create("a", "");
        _shell.Run(script).Clean();
        Assert.Equal(bought, _shell.Count("CreateProvisionedModelThroughput"));
        Assert.Equal(0, _shell.Count("UpdateProvisionedModelThroughput") + _shell.Count("DeleteProvisionedModelThroughput"));
        Assert.Contains(_shell.Host.Interface.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal) && line.Contains("in us-east-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput p a -ModelUnits 2 -WhatIf", "Buy 2 model units of Provisioned Throughput, billed by the hour until deleted")]
    [InlineData("New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth -WhatIf", "Buy 1 model unit of Provisioned Throughput, billed by the hour until deleted and committed for one month, before which it cannot be deleted")]
    public void What_would_be_bought_is_said_with_its_bill(string script, string says)
    {
        _shell.Create("a", "");
        _shell.Run(script).Clean();
        Assert.Contains(says, Assert.Single(_shell.Host.Interface.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("$ConfirmPreference = 'None';", 0)]
    [InlineData("$ConfirmPreference = 'Medium';", 1)]
    public void A_commitment_has_high_impact(string preference, int prompts)
    {
        _shell.Create("a", "");
        _shell.Host.Interface.Answers.Enqueue("Yes");
        _shell.Run(preference + " New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth").Clean();
        Assert.Equal((prompts, 1), (_shell.Host.Interface.Prompts.Count, _shell.Count("CreateProvisionedModelThroughput")));
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
        Assert.Equal(("ConflictException", ErrorCategory.ResourceBusy), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("cannot be deleted before its commitment ends at", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("commitment", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_without_Wait_emits_what_is_under_way()
    {
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromHours(1), TimeProvider = _clock });
        shell.Run("$models = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = New-BedrockProvisionedModelThroughput p one").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        var result = shell.Run("Set-BedrockProvisionedModelThroughput p -DesiredModelId two -DesiredProvisionedModelName q; $models.ModelArn").Clean().Output;
        var throughput = Assert.IsType<ProvisionedModelThroughput>(result[0].BaseObject);
        Assert.Equal(("q", "Updating", result[1].BaseObject, result[2].BaseObject), (throughput.ProvisionedModelName, throughput.Status, throughput.ModelArn, throughput.DesiredModelArn));

        // Both models are in use now, and the one that is to come is found although the service's own filter hides it.
        Assert.Equal([true, true], shell.Run("Get-BedrockCustomModel -Detailed").Clean().OutputOf<CustomModelDetail>().Select(model => model.InUse));
        Assert.Contains("in use by the Provisioned Throughput q (arn:", shell.Run("Remove-BedrockCustomModel two -Force").SingleError().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void After_an_update_that_failed_the_model_it_led_to_is_not_in_use()
    {
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.FromHours(1), TimeProvider = _clock, Faults = [new FaultRule { Operation = "UpdateProvisionedModelThroughput", Fail = "No room." }] });
        shell.Run("$null = 'one', 'two' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package }").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = New-BedrockProvisionedModelThroughput p one").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        shell.Run("$null = Set-BedrockProvisionedModelThroughput p -DesiredModelId two").Clean();
        _clock.Advance(TimeSpan.FromHours(2));
        shell.Run("Remove-BedrockCustomModel two -Cascade -Force").Clean();
        Assert.Equal(["p"], shell.Run("(Get-BedrockProvisionedModelThroughput).ProvisionedModelName").Clean().Output.Select(name => name.ToString()));
    }

    [Fact]
    public void A_quota_of_no_model_units_is_explained()
    {
        using var shell = new TestShell(new EmulatorOptions { ActivationTime = TimeSpan.Zero, Behavior = new EmulatorBehavior { ModelUnitQuota = 0 } });
        shell.Create("a", "");
        var error = shell.Run("New-BedrockProvisionedModelThroughput -ModelId a").SingleError();
        Assert.Equal(("ServiceQuotaExceededException", ErrorCategory.QuotaExceeded), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("does not currently have any no commitment model units", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ask AWS Support for model units", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("L-BE77399C", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private List<string?> Names(string script) => [.. _shell.Run(script).Clean().Output.Select(item => (string?)item.Properties["ProvisionedModelName"].Value)];
}
