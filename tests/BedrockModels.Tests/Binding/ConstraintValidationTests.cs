using System.Management.Automation;
using System.Reflection;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Binding;

public sealed class ConstraintValidationTests
{
    [Theory]
    [InlineData(nameof(Constraints.SortOrder), "Ascending")]
    [InlineData(nameof(Constraints.ModelName), "my-model")]
    [InlineData(nameof(Constraints.ModelName), null)]
    public void Valid_or_missing_value_is_accepted(string constraint, string? value) => Validate(constraint, value);

    [Theory]
    [InlineData(nameof(Constraints.SortOrder), "up", "-Some 'up' is not valid. Use Ascending or Descending.")]
    [InlineData(nameof(Constraints.SortOrder), "ascending", "-Some 'ascending' is not valid. Use Ascending or Descending.")]
    [InlineData(nameof(Constraints.SortOrder), "", "-Some is empty. Use Ascending or Descending.")]
    [InlineData(nameof(Constraints.RoleArn), "R",
        "-Some 'R' is not valid. Use the ARN of an IAM role, for example "
            + "arn:aws:iam::123456789012:role/SageMakerForBedrock-AmazonBedrock.")]
    public void Invalid_value_is_refused_with_the_rule_in_words(string constraint, string value, string sentence)
    {
        var refusal = Assert.Throws<ValidationMetadataException>(() => Validate(constraint, value));

        Assert.Equal(sentence, refusal.Message);
    }

    // The engine calls this method, which is not public.
    private static void Validate(string constraint, string? value) => typeof(ConstraintValidationAttribute)
        .GetMethod("Validate", BindingFlags.Instance | BindingFlags.NonPublic)!
        .Invoke(new ConstraintValidationAttribute("-Some", constraint), BindingFlags.DoNotWrapExceptions, null, [value, null], null);
}
