using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

/// <summary>Names of Regions: their form, and what a misspelled one probably means.</summary>
public sealed class RegionsTests
{
    [Theory]
    [InlineData("us-east-1", "us-east-1")]
    [InlineData("US-EAST-1", "us-east-1")]
    [InlineData("us-esat-1", "us-east-1")]
    [InlineData("useast1", "us-east-1")]
    [InlineData("us-west-22", "us-west-2")]
    [InlineData("xus-west-2x", "us-west-2")]
    [InlineData("eu-central-", "eu-central-1")]
    [InlineData("u-central-1", "eu-central-1")]
    [InlineData("sa-east", "sa-east-1")]
    [InlineData("sa-eas", null)]
    [InlineData("frankfurt", null)]
    [InlineData("xxsa-east-1x", null)]
    [InlineData("", null)]
    public void Misspelled_Region_is_recognized_if_two_changes_mend_it(string typed, string? meant) =>
        Assert.Equal(meant, Regions.FindNearest(typed));

    [Theory]
    [InlineData("us-east-1", null)]
    [InlineData("us-isof-south-1", null)]
    [InlineData("us-east-9", "'us-east-9' is not a known Region. The most similar Region name is us-east-1.")]
    [InlineData("mars-north-1", "'mars-north-1' is not a known Region. Press Tab after -Region to list the known Regions.")]
    [InlineData("US-EAST-1", "'US-EAST-1' is not a known Region. The most similar Region name is us-east-1.")]
    public void Unknown_Region_is_described_with_the_nearest_one(string region, string? sentence) =>
        Assert.Equal(sentence, Regions.DescribeUnknown(region));

    [Theory]
    [InlineData("us-east-1", true)]
    [InlineData("a", true)]
    [InlineData("us-east-1-", false)]
    [InlineData("-us-east-1", false)]
    [InlineData("us-east-1\n", false)]
    [InlineData("us.east.1", false)]
    [InlineData("US-EAST-1", false)]
    [InlineData("", false)]
    public void Name_of_a_Region_has_only_what_a_host_name_can_have(string text, bool isValid) =>
        Assert.Equal(isValid, Regions.IsValidName(text));

    [Theory]
    [InlineData("us-east-1", true)]
    [InlineData("eusc-de-east-1", true)]
    [InlineData("us-east", false)]
    [InlineData("us-1", false)]
    [InlineData("u-east-1", false)]
    [InlineData("us-east-100", false)]
    public void Usual_form_has_an_area_a_direction_and_a_number(string text, bool isUsual) =>
        Assert.Equal(isUsual, Regions.HasUsualForm(text));
}
