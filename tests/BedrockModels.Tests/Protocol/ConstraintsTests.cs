using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

public sealed class ConstraintsTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a-")]
    [InlineData("A_b-c9")]
    [InlineData("create-custom-model")]
    public void A_legal_model_name_passes(string name) =>
        Assert.Equal(Violations.None, Constraints.ModelName.Check(name));

    [Fact]
    public void A_model_name_of_63_passes_and_64_is_too_long()
    {
        Assert.Equal(Violations.None, Constraints.ModelName.Check(new string('a', 63)));
        Assert.Equal(Violations.TooLong, Constraints.ModelName.Check(new string('a', 64)));
    }

    [Theory]
    [InlineData("a--b")]
    [InlineData("a_-b")]
    [InlineData("-a")]
    [InlineData("a.b")]
    [InlineData("a\n")]
    [InlineData("а")] // Cyrillic
    [InlineData("٣")] // an Arabic digit, which \d would take
    public void An_illegal_model_name_breaks_the_pattern(string name) =>
        Assert.Equal(Violations.Pattern, Constraints.ModelName.Check(name));

    [Fact]
    public void An_empty_model_name_is_too_short_and_breaks_the_pattern() =>
        Assert.Equal(Violations.TooShort | Violations.Pattern, Constraints.ModelName.Check(""));

    [Theory]
    [InlineData("s3://bkt", true)]
    [InlineData("s3://bkt/", true)]
    [InlineData("s3://bkt/a/b/", true)]
    [InlineData("s3://Bkt/", false)]
    [InlineData("s3://b_kt/", false)]
    [InlineData("s3://bkt//a", false)]
    [InlineData("s3://bkt/a b", false)]
    [InlineData("s3://bkt/a=b", false)]
    [InlineData("https://bkt/a", false)]
    [InlineData("s3://bkt/\n", false)]
    public void An_S3_uri_is_checked_as_the_service_checks_it(string uri, bool legal) =>
        Assert.Equal(legal, Constraints.S3Uri.Check(uri) == Violations.None);

    [Theory]
    [InlineData("arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012", true)]
    [InlineData("arn:aws:kms:us-east-1:123456789012:key/mrk-1234567890abcdef1234567890abcdef", true)]
    [InlineData("arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/12345678-1234-1234-1234-123456789012", true)]
    [InlineData("arn:aws:kms:us-east-1:123456789012:alias/my-key", false)]
    [InlineData("12345678-1234-1234-1234-123456789012", false)]
    public void A_KMS_key_is_named_by_its_ARN_alone(string arn, bool legal) =>
        Assert.Equal(legal, Constraints.KmsKeyArn.Check(arn) == Violations.None);

    [Theory]
    [InlineData("unique-request-token-123", true)]
    [InlineData("a", true)]
    [InlineData("a_b", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    public void A_token_is_letters_digits_and_inner_dashes(string token, bool legal) =>
        Assert.Equal(legal, Constraints.ClientRequestToken.Check(token) == Violations.None);

    [Fact]
    public void Every_example_that_stands_for_one_value_is_itself_legal()
    {
        var constraints = typeof(Constraints).GetProperties()
            .Select(p => p.GetValue(null)).OfType<Constraint>()
            .Where(s => s.Kind == ConstraintKind.String && s.Example.Length > 0);

        Expect.Each(constraints, s => Expect.Each(s.Example.Split(" or "), e => Assert.Equal(Violations.None, s.Check(e))));
    }
}
