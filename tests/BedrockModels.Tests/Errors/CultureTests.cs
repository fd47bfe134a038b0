using System.Globalization;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Errors;

/// <summary>Numbers and dates in messages are the same in every culture.</summary>
public sealed class CultureTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("en-US")]
    public void Prompt_to_buy_has_the_date_of_the_Gregorian_calendar(string culture)
    {
        _shell.Create("a", "");
        _shell.Host.Interface.Answers.Enqueue("No");

        RunIn(culture, "New-BedrockProvisionedModelThroughput p a -CommitmentDuration OneMonth").Clean();

        Assert.Contains(
            DateTime.Now.AddMonths(1).ToString("'before 'yyyy-MM-dd", CultureInfo.InvariantCulture),
            Assert.Single(_shell.Host.Interface.Prompts),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wait-BedrockCustomModel never -Timeout -1.5", "Duration '-1.5' is negative.")]
    [InlineData("Wait-BedrockCustomModel slow -Timeout 0.5 -PollInterval 0.1", "after 0.5 seconds.")]
    [InlineData("Invoke-BedrockModel $slow ping -Timeout 0.5", "within 0.5 seconds (-Timeout).")]
    [InlineData("1.5 | New-BedrockCustomModel", "The piped value '1.5' (")]
    [InlineData("Start-BedrockEmulator -Fault @{ Error = 'ThrottlingException'; Probability = 1.5 }", "'1.5' is not valid.")]
    [InlineData("Start-BedrockEmulator -Fault @{ Error = 'ThrottlingException'; Seed = 1.5e300 }", "'1.5E+300' is not valid.")]
    public void Number_has_a_decimal_point(string script, string part)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Name = "slow", ActivationTime = TimeSpan.FromDays(1) });
        _shell.Emulator.AddFault(new FaultRule { Operation = "Converse", Delay = TimeSpan.FromDays(1) });
        _shell.Run("$null = New-BedrockCustomModel slow -ModelPackageArn $package; "
            + "$slow = (New-BedrockCustomModel b -ModelPackageArn $package -Wait | New-BedrockCustomModelDeployment -Wait).Arn").Clean();

        var result = RunIn("de-DE", script);

        Assert.Contains(part, result.AllText, StringComparison.Ordinal);
    }

    private ScriptResult RunIn(string culture, string script) => _shell.Run($"[cultureinfo]::CurrentCulture = '{culture}'; {script}");
}
