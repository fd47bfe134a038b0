using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>What people who used AWS Tools for PowerShell type.</summary>
public sealed class AwsToolsHabitTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("-IsOwned $true", 1)]
    [InlineData("-IsOwned $false", 0)]
    [InlineData("-Owned", 1)]
    [InlineData("-Owned:$false", 0)]
    public void IsOwned_takes_a_value_and_Owned_is_a_switch(string owned, int count)
    {
        _shell.Create("a", "");

        var found = _shell.Run("Get-BedrockCustomModel " + owned).Clean();

        Assert.Equal(count, found.Output.Count);
    }

    [Theory]
    [InlineData("New-BedrockCustomModel b -ModelPackageArn $package -Force")]
    [InlineData("Get-BedrockCustomModel a | New-BedrockCustomModelDeployment d -Force")]
    [InlineData("Get-BedrockCustomModel a | New-BedrockProvisionedModelThroughput p -CommitmentDuration OneMonth -Force")]
    [InlineData("Get-BedrockCustomModel a | Add-BedrockResourceTag -Tag @{ k = 'v' } -Force")]
    [InlineData("Get-BedrockCustomModel a | Remove-BedrockResourceTag -TagKey k -Force")]
    public void Force_suppresses_the_prompt_of_every_change(string script)
    {
        _shell.Create("a", "");

        _shell.Run("$ConfirmPreference = 'Low'; " + script).Clean();

        Assert.Empty(_shell.Host.Interface.Prompts);
    }

    [Theory]
    [InlineData("New-BedrockCustomModel b -ModelPackageArn $package -Force -WhatIf", "CreateCustomModel")]
    [InlineData("Get-BedrockCustomModel a | Add-BedrockResourceTag -Tag @{ k = 'v' } -Force -WhatIf", "TagResource")]
    public void WhatIf_overrides_Force(string script, string operation)
    {
        _shell.Create("a", "");
        var before = _shell.Count(operation);

        _shell.Run(script).Clean();

        Assert.Equal(before, _shell.Count(operation));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Region = 'eu-west-1'; Name = 'Europe (Ireland)' }")]
    [InlineData("[pscustomobject]@{ SystemName = 'eu-west-1'; DisplayName = 'Europe (Ireland)' }")]
    public void Region_object_is_the_Region_that_it_holds(string region)
    {
        _shell.Set("there", TestShell.Package.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal));

        var result = _shell.Run($"New-BedrockCustomModel a -ModelPackageArn $there -Region ({region})");

        Assert.Equal("eu-west-1", Assert.Single(result.Clean().OutputOf<CustomModel>()).Region);
    }

    [Fact]
    public void Region_object_without_a_Region_is_refused()
    {
        var result = _shell.Run("Get-BedrockCustomModel -Region ([pscustomobject]@{ Place = 'x' })");

        Assert.Contains("an object with Place", result.SingleError().ToString(), StringComparison.Ordinal);
        Assert.Empty(_shell.Emulator.Requests);
    }

    [Theory]
    [InlineData("ModelIdentifier", "ModelArn", "Get-BedrockCustomModel")]
    [InlineData("CustomModelDeploymentIdentifier", "CustomModelDeploymentArn", "Get-BedrockCustomModelDeployment")]
    [InlineData("ProvisionedModelId", "ProvisionedModelArn", "Get-BedrockProvisionedModelThroughput")]
    public void Property_with_the_name_of_the_parameter_is_the_identifier(string property, string arn, string cmdlet)
    {
        _shell.Set("arn", _shell.Create("a", "").ModelArn);
        _shell.Run("New-BedrockCustomModelDeployment a -ModelArn $arn; New-BedrockProvisionedModelThroughput a -ModelId $arn").Clean();

        var byName = _shell.Run($"[pscustomobject]@{{ {property} = 'a' }} | {cmdlet}").Clean();
        _shell.Set("found", byName.Output[0]);
        var byArn = _shell.Run($"[pscustomobject]@{{ {property} = $found.{arn} }} | {cmdlet}").Clean();

        Assert.Single(byName.Output);
        Assert.Single(byArn.Output);
    }

    [Fact]
    public void Piped_text_is_the_name_of_a_new_model()
    {
        var created = _shell.Run("'a', 'b' | New-BedrockCustomModel -ModelPackageArn $package").Clean().OutputOf<CustomModel>();
        var other = _shell.Run("'c' | New-BedrockCustomModel -ModelName d -ModelPackageArn $package");

        Assert.Equal(["a", "b"], created.Select(model => model.ModelName));
        Assert.Equal("RecordNotObject", ScriptResult.IdOf(other.SingleError()));
        Assert.Equal(2, _shell.Count("CreateCustomModel"));
    }

    [Theory]
    [InlineData("-MaxResult 1", "PageSize")]
    [InlineData("-NameContain a", "NameContains")]
    public void Spelling_of_a_list_parameter_is_an_alias(string typed, string parameter)
    {
        foreach (var noun in new[] { "BedrockCustomModel", "BedrockCustomModelDeployment", "BedrockProvisionedModelThroughput" })
        {
            var name = typed.Split(' ')[0].TrimStart('-');
            var resolved = _shell.Run($"$p = (Get-Command Get-{noun}).Parameters['{parameter}']; $p.Aliases -contains '{name}'").Clean();

            Assert.True((bool)Assert.Single(resolved.Output).BaseObject);
            _shell.Run($"Get-{noun} {typed}").Clean();
        }
    }
}
