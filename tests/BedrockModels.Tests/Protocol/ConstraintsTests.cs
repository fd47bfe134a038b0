using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

/// <summary>What each constraint accepts, and its pattern and words against the API model.</summary>
public sealed class ConstraintsTests
{
    public static TheoryData<string> PatternNames { get; } = [.. Patterned().Select(constraint => constraint.Name)];

    [Fact]
    public void Constraint_has_words_and_an_example_that_it_accepts() => Expect.Each(
        typeof(Constraints).GetProperties().Concat(typeof(RuntimeConstraints).GetProperties())
            .Where(property => property.GetValue(null) is Constraint { Kind: ConstraintKind.String, Pattern: not null }),
        property =>
        {
            var constraint = (Constraint)property.GetValue(null)!;

            Assert.Matches("[a-z]{3}", constraint.Words);
            Assert.Equal(property.Name == nameof(Constraints.NextToken), constraint.Example.Length == 0);
            foreach (var example in constraint.Example.Split(" or ", StringSplitOptions.RemoveEmptyEntries))
                Assert.Equal(Violations.None, constraint.Check(example));
        });

    [Theory]
    [InlineData("a")]
    [InlineData("a-")]
    [InlineData("A_b-c9")]
    [InlineData("create-custom-model")]
    public void Valid_model_name_passes(string name) =>
        Assert.Equal(Violations.None, Constraints.ModelName.Check(name));

    [Fact]
    public void Model_name_with_63_characters_passes_and_with_64_is_too_long()
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
    public void Invalid_model_name_violates_the_pattern(string name) =>
        Assert.Equal(Violations.Pattern, Constraints.ModelName.Check(name));

    [Fact]
    public void Empty_model_name_is_too_short_and_violates_the_pattern() =>
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
    public void S3_URI_is_checked_like_the_service_does(string uri, bool legal) =>
        Assert.Equal(legal, Constraints.S3Uri.Check(uri) == Violations.None);

    [Theory]
    [InlineData("arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012", true)]
    [InlineData("arn:aws:kms:us-east-1:123456789012:key/mrk-1234567890abcdef1234567890abcdef", true)]
    [InlineData("arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/12345678-1234-1234-1234-123456789012", true)]
    [InlineData("arn:aws:kms:us-east-1:123456789012:alias/my-key", false)]
    [InlineData("12345678-1234-1234-1234-123456789012", false)]
    public void KMS_key_must_be_an_ARN(string arn, bool legal) =>
        Assert.Equal(legal, Constraints.KmsKeyArn.Check(arn) == Violations.None);

    [Theory]
    [InlineData("unique-request-token-123", true)]
    [InlineData("a", true)]
    [InlineData("a_b", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    public void Token_has_letters_digits_and_inner_hyphens(string token, bool legal) =>
        Assert.Equal(legal, Constraints.ClientRequestToken.Check(token) == Violations.None);

    [Fact]
    public void Example_of_a_constraint_is_valid()
    {
        var constraints = typeof(Constraints).GetProperties()
            .Select(p => p.GetValue(null)).OfType<Constraint>()
            .Where(s => s.Kind == ConstraintKind.String && s.Example.Length > 0);

        Expect.Each(constraints, s => Expect.Each(s.Example.Split(" or "), e => Assert.Equal(Violations.None, s.Check(e))));
    }

    [Theory]
    [MemberData(nameof(PatternNames))]
    public void Pattern_is_compiled_with_the_meaning_of_the_service(string name)
    {
        var constraint = Patterned().Single(constraint => constraint.Name == name).Constraint;

        var regex = (Regex)typeof(Constraint).GetProperty("Regex", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(constraint)!;

        Assert.Equal($@"\A(?:{ServiceMeaning(name, constraint.Pattern!)})\z", regex.ToString());
        Assert.Equal(RegexOptions.CultureInvariant, regex.Options);
    }

    [Fact]
    public void Words_of_a_constraint_state_its_bounds()
    {
        var worded = All()
            .Where(constraint => constraint.Constraint is { Kind: ConstraintKind.String, Values: null } or { Kind: ConstraintKind.List })
            .ToList();

        Assert.Equal(21, worded.Count);
        Expect.Each(worded, constraint =>
        {
            var (shape, numbers) = (constraint.Constraint,
                Regex.Matches(constraint.Constraint.Words, @"(?<!S)[0-9]+").Select(number => long.Parse(number.Value, null)).ToList());
            Assert.NotEqual("", shape.Words);
            Assert.Empty(numbers.Where(number => number != shape.Minimum && number != shape.Maximum)
                .Select(number => $"{constraint.Name}: {number}"));
            if (!Regex.IsMatch(shape.Words, "ARN|token"))
                Assert.Contains(shape.Maximum!.Value, numbers);
        });
    }

    [Fact]
    public void Words_of_an_enumeration_name_its_values()
    {
        var enumerations = All().Where(constraint => constraint.Constraint.Values is not null).ToList();

        Assert.Equal(6, enumerations.Count);
        Expect.Each(enumerations, constraint =>
            Assert.Equal(constraint.Constraint.Values!, constraint.Constraint.Words.Split([", ", " or "], StringSplitOptions.None)));
        Assert.Equal("CreationTime", Constraints.SortBy.Words);
        Assert.Equal("OneMonth or SixMonths", Constraints.CommitmentDuration.Words);
        Assert.Equal("Active, Creating or Failed", Constraints.ModelStatus.Words);
    }

    private static IEnumerable<(string Name, Constraint Constraint)> All() => typeof(Constraints).GetProperties()
        .Where(property => property.PropertyType == typeof(Constraint))
        .Select(property => (property.Name, (Constraint)property.GetValue(null)!));

    private static IEnumerable<(string Name, Constraint Constraint)> Patterned() =>
        All().Where(constraint => constraint.Constraint.Pattern is not null);

    /// <summary>A pattern with the service's meaning written out: \s and \S are ASCII, and a dot stops at every line terminator.</summary>
    private static string ServiceMeaning(string name, string pattern)
    {
        // The dots of this one stand only where an anchor lets nothing stand.
        if (name == nameof(Constraints.TaggableResourceArn))
            return pattern;
        const string Space = @" \t\n\x0B\f\r";
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            var escaped = pattern[i] == '\\' && next is 's' or 'S';
            if (!escaped)
                inClass = pattern[i] == '[' || (inClass && pattern[i] != ']');
            text.Append((pattern[i], next, inClass) switch
            {
                ('\\', 's', true) => Space,
                ('\\', 'S', true) when text[^1] == '[' => "^" + Space,
                ('\\', 'S', false) => $"[^{Space}]",
                ('.', _, false) => @"[^\n\r\u0085\u2028\u2029]",
                _ => pattern[i].ToString(),
            });
            if (escaped)
                i++;
        }

        return text.ToString();
    }

    [Theory]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdef123456")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdef123456")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite/abcdef123456")]
    [InlineData("arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:imported-model/abcdef123456")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a.B-1")]
    [InlineData("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0")]
    [InlineData("amazon.nova-lite-v1:0")]
    [InlineData("us.amazon.nova-lite-v1:0")]
    [InlineData("my_deployment")]
    public void Model_id_of_the_runtime_passes(string id) => Assert.Equal(Violations.None, RuntimeConstraints.ModelId.Check(id));

    [Theory]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdef12345_")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/a/b")]
    [InlineData("my deployment")]
    [InlineData("my__deployment")]
    public void Other_model_id_of_the_runtime_is_refused(string id) =>
        Assert.Equal(Violations.Pattern, RuntimeConstraints.ModelId.Check(id));
}
