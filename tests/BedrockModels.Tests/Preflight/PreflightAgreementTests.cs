using BedrockModels.Emulator;
using BedrockModels.Tests.Emulator.Account;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Preflight;

/// <summary>What preflight passes becomes Active, and what it fails ends Failed or is refused.</summary>
public sealed class PreflightAgreementTests
{
    private const string Key = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012";

    private static readonly string[] Rows =
    [
        "m -S3Uri s3://bucket/job/ -RoleArn $role",
        $"m -S3Uri s3://bucket/job/ -RoleArn $role -KmsKeyArn {Key}",
        "m -ModelPackageArn $package",
        $"m -ModelPackageArn $package -RoleArn $role -KmsKeyArn {Key}",
    ];

    public static TheoryData<string> Changes { get; } =
    [
        "in order", "no role", "trust", "role of another account", "role may not list", "role may not decrypt", "no bucket",
        "bucket elsewhere", "empty prefix", "no key", "disabled key", "AWS key", "asymmetric key", "no package", "package is pending",
        "ordinary package", "caller may not use the package", "caller may not pass the role", "quota",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Preflight_agrees_with_the_creation(string change)
    {
        var verdicts = Rows.Select(row => Verdict(change, row)).ToList();

        Expect.Each(verdicts, verdict => Assert.True(
            verdict.Failed.Count > 0 ? !verdict.BecomesActive : !verdict.AllPass || verdict.BecomesActive, verdict.ToString()));
        Assert.Equal(change == "in order", verdicts.All(verdict => verdict.AllPass));
    }

    private static Outcome Verdict(string change, string row)
    {
        using var shell = new TestShell(new EmulatorOptions
        {
            ActivationTime = TimeSpan.Zero,
            Account = CreationTests.Change(CreationTests.GoodAccount(), change),
        });
        var checks = shell.Run($"Test-BedrockCustomModel {row} -Skip BucketName").Clean().OutputOf<CustomModelCheck>();

        var made = shell.Run($"New-BedrockCustomModel {row} | Get-BedrockCustomModel").OutputOf<CustomModel>();

        return new Outcome(
            row,
            [.. checks.Where(check => check.Status == "Fail").Select(check => check.Check!)],
            checks.All(check => check.Status == "Pass"),
            made.Count == 1 && made[0].ModelStatus == "Active");
    }

    private sealed record Outcome(string Row, IReadOnlyList<string> Failed, bool AllPass, bool BecomesActive)
    {
        public override string ToString() =>
            $"{Row}: failed checks {string.Join(' ', Failed)}, all pass {AllPass}, becomes Active {BecomesActive}";
    }
}
