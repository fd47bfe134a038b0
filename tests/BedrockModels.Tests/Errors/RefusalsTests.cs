using System.Management.Automation;
using BedrockModels.Waiting;

namespace BedrockModels.Tests.Errors;

/// <summary>The sentences about refused input and ended waits, word for word.</summary>
public sealed class RefusalsTests
{
    private static readonly WaitItem Item = new("a", "us-east-1", "target");

    [Fact]
    public void TwoSources_shows_both_values() => Assert.Equal(
        "Model 'a' has two sources: -ModelPackageArn 'p' and -S3Uri 's'. Specify only one of them.",
        Refusals.TwoSources("a", "p", "s", "target").ToString());

    [Fact]
    public void RegionContradiction_names_both_Regions() => Assert.Equal(
        "'arn:x' is in eu-west-1, but -Region is us-east-1. Omit -Region or specify eu-west-1.",
        Refusals.RegionContradiction("arn:x", "eu-west-1", "us-east-1", "target").ToString());

    [Fact]
    public void ModelInOtherRegion_names_both_resources() => Assert.Equal(
        "'arn:m' is in eu-west-1, but 'd' is in us-east-1. Specify a model in us-east-1.",
        Refusals.ModelInOtherRegion("d", "us-east-1", "arn:m", "eu-west-1", "target").ToString());

    [Fact]
    public void DuplicateClientRequestToken_names_both_resources() => Assert.Equal(
        "-ClientRequestToken 't' is already used for 'a'; 'b' would not be created. Omit it or use a different token for each record.",
        Refusals.DuplicateClientRequestToken("t", "a", "b", "target").ToString());

    [Theory]
    [InlineData(true, "add -Force or -Confirm:$false.")]
    [InlineData(false, "add -Confirm:$false.")]
    public void ConfirmationImpossible_names_the_change_and_the_switches(bool hasForce, string remedy) => Assert.Equal(
        "This session cannot prompt for confirmation. To delete custom model a in us-east-1, " + remedy,
        Refusals.ConfirmationImpossible("delete custom model a in us-east-1", hasForce, "target").ToString());

    [Theory]
    [InlineData("Creating", null, "It is still Creating.")]
    [InlineData(null, null, "Its status is unknown.")]
    [InlineData("Creating", "ThrottlingException", "It is still Creating. The last poll failed (ThrottlingException).")]
    public void WaitTimedOut_names_the_last_status_and_the_last_failure(string? status, string? code, string last)
    {
        var failure = code is null ? null : new BedrockException(code, "Slow down.", null);

        var error = ErrorRecords.WaitTimedOut(Resources.CustomModels, Item, TimeSpan.FromSeconds(90), status, failure);

        Assert.Equal("The custom model a in us-east-1 was not Active after 90 seconds. " + last, error.ToString());
        Assert.Equal((ErrorCategory.OperationTimeout, "target"), (error.CategoryInfo.Category, error.TargetObject));
    }

    [Theory]
    [InlineData("There is no room.", "has status Failed: There is no room.")]
    [InlineData(null, "has status Failed. The service gave no reason.")]
    public void ResourceFailed_has_the_reason(string? reason, string sentence) => Assert.Equal(
        "The custom model a in us-east-1 " + sentence,
        ErrorRecords.ResourceFailed(Resources.CustomModels, Item, "Failed", reason).ToString());

    [Fact]
    public void ResourceVanished_names_the_resource() => Assert.Equal(
        "The custom model a in us-east-1 was deleted during the wait.",
        ErrorRecords.ResourceVanished(Resources.CustomModels, Item).ToString());
}
