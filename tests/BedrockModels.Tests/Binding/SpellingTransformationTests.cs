using BedrockModels.Protocol;

namespace BedrockModels.Tests.Binding;

public sealed class SpellingTransformationTests
{
    [Theory]
    [InlineData(nameof(Constraints.SortOrder), "ascending", "Ascending")]
    [InlineData(nameof(Constraints.SortOrder), "Descending", "Descending")]
    [InlineData(nameof(Constraints.CommitmentDuration), "SIXMONTHS", "SixMonths")]
    [InlineData(nameof(Constraints.ThroughputStatus), "inservice", "InService")]
    [InlineData(nameof(Constraints.SortOrder), "", null)]
    [InlineData(nameof(Constraints.SortOrder), null, null)]
    [InlineData(nameof(Constraints.SortOrder), "up", "up")]
    [InlineData(nameof(Constraints.SortOrder), 5, 5)]
    public void Word_in_any_case_gets_the_spelling_of_the_API(string constraint, object? given, object? spelled) =>
        Assert.Equal(spelled, new SpellingTransformationAttribute(constraint).Transform(given));

    [Fact]
    public void Null_of_a_script_is_not_given() =>
        Assert.True(new SpellingTransformationAttribute(nameof(Constraints.SortOrder)).TransformNullOptionalParameters);
}
