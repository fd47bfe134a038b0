using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

/// <summary>Resources, tags and lists of tags as text, and the members that a response must have.</summary>
public sealed class ResourceTextTests
{
    public static TheoryData<Func<string?, string?, object>> Resources => new(
        (name, arn) => new CustomModel { ModelName = name, ModelArn = arn },
        (name, arn) => new CustomModelSummary { ModelName = name, ModelArn = arn },
        (name, arn) => new CustomModelDeployment { ModelDeploymentName = name, CustomModelDeploymentArn = arn },
        (name, arn) => new CustomModelDeploymentSummary { CustomModelDeploymentName = name, CustomModelDeploymentArn = arn },
        (name, arn) => new ProvisionedModelThroughput { ProvisionedModelName = name, ProvisionedModelArn = arn },
        (name, arn) => new ProvisionedModelThroughputSummary { ProvisionedModelName = name, ProvisionedModelArn = arn });

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Resources))]
    public void Resource_as_text_is_its_ARN_or_else_its_name(Func<string?, string?, object> create)
    {
        Assert.Equal("the-arn", create("the-name", "the-arn").ToString());
        Assert.Equal("the-name", create("the-name", null).ToString());
        Assert.Equal("", create(null, null).ToString());
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Resources))]
    public void Resource_without_an_ARN_is_incomplete(Func<string?, string?, object> create)
    {
        static string? MissingMember(object resource) => ((IResponse)resource).MissingMember;
        var isDeployment = create("", "") is CustomModelDeployment or CustomModelDeploymentSummary;
        var isModel = create("", "") is CustomModel or CustomModelSummary;

        Assert.Null(MissingMember(create("the-name", "the-arn")));
        Assert.Equal(
            isModel ? "modelArn" : isDeployment ? "customModelDeploymentArn" : "provisionedModelArn",
            MissingMember(create("the-name", null)));
        Assert.Equal(MissingMember(create("the-name", null)), MissingMember(create(null, null)));
    }

    [Fact]
    public void Resource_without_a_name_is_incomplete()
    {
        Assert.Equal("modelName", ((IResponse)new CustomModel { ModelArn = "a" }).MissingMember);
        Assert.Equal("modelName", ((IResponse)new CustomModelSummary { ModelArn = "a" }).MissingMember);
        Assert.Equal("modelDeploymentName", ((IResponse)new CustomModelDeployment { CustomModelDeploymentArn = "a" }).MissingMember);
        Assert.Equal("provisionedModelName", ((IResponse)new ProvisionedModelThroughput { ProvisionedModelArn = "a" }).MissingMember);
    }

    [Fact]
    public void Model_is_in_use_with_a_deployment_or_Provisioned_Throughput()
    {
        Assert.False(new CustomModelDetail().InUse);
        Assert.True(new CustomModelDetail { Deployments = new([new()]) }.InUse);
        Assert.True(new CustomModelDetail { ProvisionedModelThroughputs = new([new()]) }.InUse);
    }

    [Fact]
    public void Answer_as_text_is_its_text()
    {
        Assert.Equal("hello", new ModelAnswer { Text = "hello" }.ToString());
        Assert.Equal("", new ModelAnswer().ToString());
    }

    [Theory]
    [InlineData("Team", "ML", "Team=ML")]
    [InlineData("Team", "", "Team=")]
    [InlineData("a b", "c d", "a b=c d")]
    [InlineData("a=b", "c", "\"a=b\"=c")]
    [InlineData("a", "b=c", "a=b=c")]
    [InlineData("a", "b c=d", "a=\"b c=d\"")]
    [InlineData("a", "b;c", "a=\"b;c\"")]
    [InlineData(" a", "b ", "\" a\"=\"b \"")]
    [InlineData("a", "say \"hi\"", "a=\"say \"\"hi\"\"\"")]
    public void Tag_as_text_has_quotes_where_it_needs_them(string key, string value, string text) =>
        Assert.Equal(text, new ResourceTag { Key = key, Value = value }.ToString());

    [Fact]
    public void Tags_are_ordered_by_key_found_by_key_and_have_the_ARN_of_their_resource()
    {
        var tags = new ResourceTagList(
            [new() { Key = "team", Value = "1" }, new() { Key = "Stage", Value = "2" }, new() { Key = "Team", Value = "3" }], "the-arn");

        Assert.Equal("Stage=2;Team=3;team=1", tags.ToString());
        Assert.Equal(("1", "3", "2", "2", null), (tags["team"], tags["Team"], tags["Stage"], tags["STAGE"], tags["other"]));
        Assert.Equal(("Stage", 3), (tags[0].Key, tags.Count));
        Assert.Equal(["Stage", "Team", "team"], tags.GetDynamicMemberNames());
        Expect.Each(tags, tag => Assert.Equal("the-arn", tag.ResourceArn));
    }
}
