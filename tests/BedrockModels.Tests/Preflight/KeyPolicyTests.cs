using BedrockModels.Preflight;

namespace BedrockModels.Tests.Preflight;

public sealed class KeyPolicyTests
{
    private const string User = "arn:aws:iam::123456789012:role/r";
    private const string Root = "\"AWS\":\"arn:aws:iam::123456789012:root\"";
    private const string Via = "\"Condition\":{\"StringEquals\":{\"kms:ViaService\":\"x\"}}";
    private const string Four = "[\"kms:Decrypt\",\"kms:GenerateDataKey*\",\"kms:DescribeKey\",\"kms:CreateGrant\"]";

    [Theory]
    [InlineData($$"""{"Effect":"Allow","Principal":{ {{Root}} },"Action":"kms:*"}""", "Pass")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:*"}""", "Pass")]
    [InlineData($$"""{"Effect":"Allow","Principal":{"AWS":["x","{{User}}"]},"Action":{{Four}}}""", "Pass")]
    [InlineData($$"""{"Effect":"Allow","Principal":"*","Action":{{Four}}}""", "Pass")]
    [InlineData($$"""{"Effect":"Allow","Principal":{"AWS":"{{User}}"},"Action":["kms:Decrypt"]}""", "Unknown")]
    [InlineData($$"""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*",{{Via}} }""", "Unknown")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/other"},"Action":"kms:*"}""", "Unknown")]
    [InlineData($$"""{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt"}""", "Fail")]
    [InlineData($$"""{"Effect":"Deny","Principal":{"AWS":"{{User}}"},"NotAction":"kms:Describe*"}""", "Fail")]
    [InlineData($$"""{"Effect":"Deny","Principal":{ {{Root}} },"Action":"kms:Decrypt"}""", "Fail")]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"123456789012"},"Action":"kms:Decrypt"}""", "Fail")]
    [InlineData($$"""{"Effect":"Deny","Principal":{ {{Root}} },"Action":"kms:*",{{Via}} }""", "Unknown")]
    [InlineData($$"""{"Effect":"Deny","Principal":"*","Action":"kms:*",{{Via}} }""", "Unknown")]
    [InlineData($$"""{"Effect":"Deny","NotPrincipal":{"AWS":"x"},"Action":"kms:*"}""", "Unknown")]
    public void Key_policy_has_its_verdict(string statement, string status)
    {
        var result = KeyPolicyCheck.Evaluate($$"""{"Statement":[{{statement}}]}""", User);

        Assert.Equal((statement, status), (statement, result.Status));
    }

    [Fact]
    public void Deny_of_a_key_policy_for_another_identity_or_action_does_not_count()
    {
        var result = KeyPolicyCheck.Evaluate(
            $$"""
            {"Statement":[{"Effect":"Allow","Principal":{ {{Root}} },"Action":"kms:*"},
            {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::123456789012:role/other"},"Action":"kms:*"},
            {"Effect":"Deny","Principal":{"AWS":["999999999999","arn:aws:iam::999999999999:root"]},"Action":"kms:*"},
            {"Effect":"Deny","Principal":{"AWS":"arn:aws-cn:iam::123456789012:root"},"Action":"kms:*"},
            {"Effect":"Deny","Principal":{"Service":"123456789012"},"Action":"kms:*"},
            {"Effect":"Deny","Principal":"*","Action":"kms:ScheduleKeyDeletion"}]}
            """,
            User);

        Assert.Equal("Pass", result.Status);
    }

    [Theory]
    [InlineData("arn:aws:sagemaker:us-east-1:111122223333:model-package/nova-lite-mtrl-mpg/3", 75, "/3")]
    [InlineData("s3://customer-escrow-111122223333-smtj-0a1b2c3d/my-sft-nova-lite-job/1920/", 74, "1920/")]
    [InlineData(
        "s3://customer-escrow-111122223333-smtj-0a1b2c3d/team-alpha-experiment-2026-11-run-01/team-alpha-experiment-2026-11-run-02"
        + "/team-alpha-experiment-2026-11-run-03/team-alpha-experiment-2026-11-run-04/team-alpha-experiment-2026-11-run-05"
        + "/team-alpha-experiment-2026-11-run-06/step-1920/", 256, "run-04/team-alpha-experiment-2026-1-20ff128de60c9d3c810843a633728ac")]
    public void Source_tag_has_the_value_that_the_SDKs_of_AWS_write(string source, int length, string end)
    {
        var value = SourceTag.ValueFor(source);

        Assert.Equal(length, value.Length);
        Assert.EndsWith(end, value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(250, 250)]
    [InlineData(300, 224)]
    public void Source_tag_counts_code_points(int length, int kept)
    {
        var source = string.Concat(Enumerable.Repeat("\U0001F600", length));

        var value = SourceTag.ValueFor(source);

        Assert.Equal(kept, value.EnumerateRunes().TakeWhile(rune => rune.Value == 0x1F600).Count());
        Assert.Equal(kept == length ? length : 256, value.EnumerateRunes().Count());
    }
}
