using System.Net;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Errors;

public sealed class SecretsInStreamsTests
{
    private const string Secret = "marked/secret+key/MARKMARKMARKMARKMARK";
    private const string Token = "marked-session-token-MARKMARK";

    /// <summary>Every stream at its loudest, through successes and each kind of failure.</summary>
    [Fact]
    public void Streams_contain_no_key_token_or_signature()
    {
        using var shell = new TestShell();
        shell.Emulator.AddFault(new FaultRule
        {
            Operation = "DeleteCustomModel",
            Error = "InvalidSignatureException",
            Status = 403,
            Message = $"The Canonical String for this request should have been 'x-amz-security-token:{Token}' {Secret}"
        });
        shell.Emulator.AddFault(new FaultRule { Operation = "ListCustomModels", Status = 500, Body = "<html>", ContentType = "text/html" });
        shell.Set("secret", new NetworkCredential("", Secret).SecurePassword);

        var result = shell.Run($$"""
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $keys = @{ AccessKey = 'AKIAMARKEDMARKED0001'; SecretKey = $secret; SessionToken = '{{Token}}' }
            New-BedrockCustomModel a -ModelPackageArn $package -Wait @keys
            Get-BedrockCustomModel a, nope @keys
            Remove-BedrockCustomModel a -Force @keys
            Get-BedrockCustomModel @keys
            Get-BedrockCustomModel a -EndpointUrl http://127.0.0.1:1 @keys
            Get-BedrockCustomModel a -Credential @{ AccessKeyId = 'AKIAMARKEDMARKED0001'; SecretAccessKey = '{{Secret}}' }
            Get-BedrockCustomModel a -AccessKey AKIAMARKEDMARKED0001
            Get-BedrockCustomModel a -SecretKey '{{Secret}}'
            """);

        Assert.NotEmpty(result.Output);
        Assert.True(result.Errors.Count >= 6, result.AllText);
        Assert.NotEmpty(result.Debug);
        foreach (var secret in (string[])[Secret, Token, "Signature="])
        {
            Assert.DoesNotContain(secret, result.AllText, StringComparison.Ordinal);
            Assert.DoesNotContain(shell.Host.Interface.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }
}
