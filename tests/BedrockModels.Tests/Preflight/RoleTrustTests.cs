using BedrockModels.Preflight;

namespace BedrockModels.Tests.Preflight;

/// <summary>Trust policies of every form, and the verdict on them.</summary>
public sealed class RoleTrustTests
{
    private const string Account = "123456789012";
    private const string OwnArn = $"arn:aws:bedrock:us-east-1:{Account}:";
    private const string Bedrock = "\"Principal\":{\"Service\":\"bedrock.amazonaws.com\"},";
    private const string Assume = "\"Action\":\"sts:AssumeRole\"";
    private const string Allow = "\"Effect\":\"Allow\",";
    private const string Deny = "\"Effect\":\"Deny\",";

    public static TheoryData<string, string> Policies { get; } = new()
    {
        { $"[{{{Allow}{Bedrock}{Assume}}}]", "Pass" },
        { $"{{{Allow}{Bedrock}{Assume}}}", "Pass" },
        { $"[{{{Allow}\"Principal\":{{\"Service\":[\"a.amazonaws.com\",\"bedrock.amazonaws.com\"]}},{Assume}}}]", "Pass" },
        { $"[{{{Allow}\"Principal\":{{\"Service\":\"sagemaker.amazonaws.com\"}},{Assume}}}]", "Fail" },
        { $"[{{{Allow}\"Principal\":{{\"Service\":\"bedrock.*\"}},{Assume}}}]", "Fail" },
        { $"[{{{Allow}\"Principal\":{{\"AWS\":\"bedrock.amazonaws.com\"}},{Assume}}}]", "Fail" },
        { $"[{{{Allow}\"Principal\":\"*\",{Assume}}}]", "Unknown" },
        { $"[{{{Allow}\"Principal\":{{\"AWS\":\"*\"}},{Assume}}}]", "Unknown" },
        { $"[{{{Allow}\"Principal\":{{\"Service\":\"*\"}},{Assume}}}]", "Unknown" },
        { $"[{{{Allow}\"NotPrincipal\":{{\"Service\":\"a\"}},{Assume}}}]", "Unknown" },
        { $"[{{{Allow}{Bedrock}\"Action\":[\"sts:TagSession\",\"sts:AssumeRole\"]}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}\"Action\":\"STS:assumerole\"}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}\"Action\":\"sts:*\"}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}\"Action\":\"sts:Assume?ole\"}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}\"Action\":\"*\"}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}\"Action\":\"sts:AssumeRoleWithSAML\"}}]", "Fail" },
        { $"[{{{Allow}{Bedrock}\"NotAction\":\"s3:*\"}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}\"NotAction\":\"sts:*\"}}]", "Fail" },
        { $"[{{{Allow}{Bedrock}{Assume}}},{{{Deny}{Bedrock}{Assume}}}]", "Fail" },
        { $"[{{{Allow}{Bedrock}{Assume}}},{{{Deny}\"Principal\":{{\"Service\":\"a\"}},{Assume}}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}{Assume}}},{{{Deny}{Bedrock}{Assume},{Condition("Bool", "aws:SecureTransport", "false")}}}]", "Unknown" },
        { $"[{{{Allow}{Bedrock}{Assume}}},{{{Deny}\"NotPrincipal\":{{\"Service\":\"a\"}},{Assume}}}]", "Unknown" },
        { $"[{{{Allow}{Bedrock}{Assume},{Condition("StringEquals", "aws:SourceAccount", Account)}}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}{Assume},{Condition("StringLike", "AWS:sourceaccount", "1234*")}}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}{Assume},{Condition("StringEqualsIfExists", "aws:SourceAccount", Account)}}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}{Assume},{Condition("StringEquals", "aws:SourceAccount", "999999999999")}}}]", "Fail" },
        { $"[{{{Allow}{Bedrock}{Assume},{Condition("StringNotEquals", "aws:SourceAccount", "999999999999")}}}]", "Unknown" },
        { $"[{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:bedrock:us-east-1:123456789012:model-import-job/*")}}}]", "Warning" },
        { $"[{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:bedrock:us-east-1:123456789012:?")}}}]", "Warning" },
        { $"[{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:bedrock:us-east-1:123456789012:*")}}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:bedrock:*:123456789012:*")}}}]", "Pass" },
        { $"[{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:bedrock:us-west-2:123456789012:*")}}}]", "Fail" },
        { $"[{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:bedrock:us-east-1:999999999999:*")}}}]", "Fail" },
        { $"[{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:sagemaker:us-east-1:123456789012:*")}}}]", "Fail" },
        { $"[{{{Allow}{Bedrock}{Assume},{Condition("StringEquals", "sts:ExternalId", "x")}}}]", "Unknown" },
        { $"[{{{Allow}{Bedrock}{Assume},{Condition("StringEquals", "aws:PrincipalOrgID", "o-1")}}},{{{Allow}{Bedrock}{Assume}}}]", "Pass" },
        { "[]", "Fail" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void Trust_policy_has_its_verdict(string statement, string status)
    {
        var result = RoleTrustCheck.Evaluate($"{{\"Version\":\"2012-10-17\",\"Statement\":{statement}}}", Account, "us-east-1", "aws");

        Assert.Equal((statement, status), (statement, result.Status));
        Assert.Equal(status == "Pass", result.RecommendedAction is null);
    }

    [Theory]
    [InlineData("StringEquals", "aws:SourceAccount", "1234*", "Fail")]
    [InlineData("StringEqualsIgnoreCase", "aws:SourceAccount", "1234*", "Fail")]
    [InlineData("StringEqualsIfExists", "aws:SourceAccount", "12345678901?", "Fail")]
    [InlineData("StringEqualsIgnoreCase", "aws:SourceAccount", Account, "Pass")]
    [InlineData("StringLikeIfExists", "aws:SourceAccount", "1234*", "Pass")]
    [InlineData("StringEquals", "aws:SourceAccount", "${aws:PrincipalAccount}", "Unknown")]
    [InlineData("ForAnyValue:StringEquals", "aws:SourceAccount", Account, "Unknown")]
    [InlineData("ForAllValues:StringLike", "aws:SourceAccount", "*", "Unknown")]
    [InlineData("StringEquals", "aws:SourceArn", OwnArn + "*", "Fail")]
    [InlineData("StringEqualsIfExists", "aws:SourceArn", OwnArn + "model-import-job/*", "Fail")]
    [InlineData("StringEqualsIgnoreCase", "aws:SourceArn", OwnArn + "*", "Fail")]
    [InlineData("StringEquals", "aws:SourceArn", "*", "Fail")]
    [InlineData("StringEquals", "aws:SourceArn", "", "Fail")]
    [InlineData("StringLike", "aws:SourceArn", OwnArn + "*", "Pass")]
    [InlineData("ArnEquals", "aws:SourceArn", OwnArn + "*", "Pass")]
    [InlineData("ArnLikeIfExists", "aws:SourceArn", "*", "Pass")]
    [InlineData("ArnLike", "aws:SourceArn", OwnArn + "x*", "Warning")]
    [InlineData("StringEquals", "aws:SourceArn", OwnArn + "custom-model/imported/abcdefghijkl", "Warning")]
    [InlineData("StringEquals", "aws:SourceArn", "arn:aws:bedrock:us-west-2:123456789012:model-import-job/a", "Fail")]
    [InlineData("StringEquals", "aws:SourceArn", "arn:aws:BEDROCK:us-east-1:123456789012:model-import-job/a", "Fail")]
    [InlineData("StringEqualsIgnoreCase", "aws:SourceArn", "arn:aws:BEDROCK:us-east-1:123456789012:model-import-job/a", "Warning")]
    [InlineData("StringLike", "aws:SourceArn", "arn:aws:BEDROCK:us-east-1:123456789012:*", "Fail")]
    [InlineData("StringLike", "aws:SourceArn", "arn:aws:bedrock:*/model-import-job/*", "Warning")]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:bedrock:us-east-1:${aws:PrincipalAccount}:*", "Unknown")]
    [InlineData("ForAnyValue:ArnLike", "aws:SourceArn", OwnArn + "*", "Unknown")]
    public void Condition_of_a_trust_policy_has_its_verdict(string test, string key, string value, string status)
    {
        var policy = $"{{\"Statement\":{{{Allow}{Bedrock}{Assume},{Condition(test, key, value)}}}}}";

        var result = RoleTrustCheck.Evaluate(policy, Account, "us-east-1", "aws");

        Assert.Equal((test, value, status), (test, value, result.Status));
        Assert.Equal(status == "Pass", result.RecommendedAction is null);
    }

    [Theory]
    [InlineData("aws:SourceAccount", "1234*", "Set aws:SourceAccount to 123456789012 in the trust policy.")]
    [InlineData("aws:SourceArn", OwnArn + "*", $"Remove the condition on aws:SourceArn, or use ArnLike with {OwnArn}*.")]
    public void Wildcard_of_an_operator_without_wildcards_is_named(string key, string value, string advice)
    {
        var policy = $"{{\"Statement\":{{{Allow}{Bedrock}{Assume},{Condition("StringEquals", key, value)}}}}}";

        var result = RoleTrustCheck.Evaluate(policy, Account, "us-east-1", "aws");

        Assert.EndsWith(" StringEquals has no wildcards.", result.Message, StringComparison.Ordinal);
        Assert.Equal(advice, result.RecommendedAction);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("[]")]
    public void Document_that_is_not_a_policy_is_unknown(string? json) =>
        Assert.Equal("Unknown", RoleTrustCheck.Evaluate(json, Account, "us-east-1", "aws").Status);

    [Fact]
    public void Source_ARN_of_import_jobs_is_a_warning_that_says_what_to_change()
    {
        var policy = $"{{\"Statement\":{{{Allow}{Bedrock}{Assume},{Arn("arn:aws:bedrock:us-east-1:123456789012:model-import-job/*")}}}}}";

        var result = RoleTrustCheck.Evaluate(policy, Account, "us-east-1", "aws");

        Assert.Contains("model-import-job/*", result.Message, StringComparison.Ordinal);
        Assert.Contains("arn:aws:bedrock:us-east-1:123456789012:*", result.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a*c", "abc", true)]
    [InlineData("*", "", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("a*b", "abx", false)]
    [InlineData("*aab", "aaaab", true)]
    [InlineData("", "a", false)]
    public void Wildcards_match_as_in_IAM(string pattern, string text, bool matches) =>
        Assert.Equal(matches, PolicyPattern.Matches(pattern, text));

    private static string Arn(string value) => Condition("ArnLike", "aws:SourceArn", value);

    private static string Condition(string test, string key, string value) => $"\"Condition\":{{\"{test}\":{{\"{key}\":\"{value}\"}}}}";
}
