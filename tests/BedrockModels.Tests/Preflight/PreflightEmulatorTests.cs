using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Preflight;

/// <summary>Checks of what an emulator already has.</summary>
public sealed class PreflightEmulatorTests : IDisposable
{
    private readonly TestShell _shell = new(createEmulator: false);
    private readonly string _state = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".json");

    public void Dispose()
    {
        _shell.Dispose();
        File.Delete(_state);
    }

    [Theory]
    [InlineData(2, "", "Fail")]
    [InlineData(3, "", "Pass")]
    [InlineData(2, "-CommitmentDuration OneMonth", "Pass")]
    public void Model_units_in_use_count_toward_the_quota(int quota, string commitment, string status)
    {
        var account = $"-Account @{{ Quotas = @{{ 'L-BE77399C' = {quota} }} }}";

        var result = Run($"{account} -Behavior @{{ CommittedModelUnitQuota = 9 }} -ActivationTime 0", $$"""
            $model = New-BedrockCustomModel m -ModelPackageArn $package @call
            New-BedrockProvisionedModelThroughput p $model -ModelUnits 2 {{commitment}} -Force @call > $null
            Test-BedrockCustomModel new -ModelPackageArn $package -ModelUnits 1 @call
            """);

        Assert.Equal(status, result["ModelUnits"]);
    }

    [Fact]
    public void Models_that_another_account_shares_take_no_name_and_no_quota()
    {
        File.WriteAllText(_state, """
            { "regions": { "us-east-1": { "models": [{ "name": "theirs", "ownerAccountId": "111122223333" }] } } }
            """);

        var result = Run(
            $"-StatePath '{_state}' -Account @{{ Quotas = @{{ 'L-CB5B847D' = 1 }} }}",
            "Test-BedrockCustomModel theirs -ModelPackageArn $package @call");

        Assert.Equal(("Pass", "Pass", "Pass"), (result["Name"], result["ModelQuota"], result["Source"]));
    }

    private Dictionary<string, string> Run(string emulator, string script)
    {
        _shell.Set("package", TestShell.Package);
        return _shell.Run($$"""
            $emulator = Start-BedrockEmulator {{emulator}}
            try {
                $call = @{ EndpointUrl = $emulator.EndpointUrl; Region = 'us-east-1'; AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' }
                {{script}}
            }
            finally { $emulator | Stop-BedrockEmulator }
            """).Clean().OutputOf<CustomModelCheck>().ToDictionary(check => check.Check!, check => check.Status!);
    }
}
