using System.Text.Json.Nodes;
using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

/// <summary>The Regions and the endpoints of the code, against the API model.</summary>
public sealed class PartitionTests
{
    /// <summary>AWS writes these two in capitals; completion shows them as it shows the others.</summary>
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["US ISOF EAST"] = "US ISOF East",
        ["US ISOF SOUTH"] = "US ISOF South",
    };

    [Fact]
    public void Known_Regions_are_those_with_Bedrock()
    {
        var expected = ApiModel.Partitions.SelectMany(partition => partition.Value!["regions"]!.AsObject()
            .Select(region => (region.Key, Renamed.GetValueOrDefault((string)region.Value!, (string)region.Value!), partition.Key)))
                .ToList();

        Assert.Equal(40, expected.Count);
        Assert.Equal(expected.Order(), Regions.All.Select(region => (region.Code, region.Name, Partition.Find(region.Code).Name)).Order());
    }

    [Fact]
    public void Known_Regions_are_sorted_by_partition_and_US_first()
    {
        string[] partitions = ["aws", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-f"];
        var codes = Regions.All.Select(region => region.Code).ToList();

        Assert.Equal(
            codes.OrderBy(code => Array.IndexOf(partitions, Partition.Find(code).Name))
                .ThenBy(code => !code.StartsWith("us-", StringComparison.Ordinal)).ThenBy(code => code, StringComparer.Ordinal),
            codes);
    }

    [Fact]
    public void Partitions_match_the_model() =>
        Assert.Equal(
            ApiModel.Partitions.Select(partition => (partition.Key, Text(partition.Value!, "dnsSuffix"),
                Text(partition.Value!, "dualStackDnsSuffix"), Whole(Text(partition.Value!, "regionRegex")))),
            Partition.All.Select(partition =>
                (partition.Name, partition.DnsSuffix, partition.DualStackDnsSuffix, partition.RegionPattern)));

    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    [InlineData("us-iso-east-1", "aws-iso")]
    [InlineData("us-isob-east-1", "aws-iso-b")]
    [InlineData("eu-isoe-west-1", "aws-iso-e")]
    [InlineData("us-isof-south-1", "aws-iso-f")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public void Host_matches_the_model(string region, string name)
    {
        var model = ApiModel.Partitions[name]!;
        var partition = Partition.Find(region);

        Assert.Equal(name, partition.Name);
        Assert.Equal(Host("standard"), partition.HostOf(region, fips: false, dualStack: false));
        Assert.Equal(Host("fips"), partition.HostOf(region, fips: true, dualStack: false));
        Assert.Equal(Host("dualStack"), partition.HostOf(region, fips: false, dualStack: true));
        Assert.Equal(Host("fipsDualStack"), partition.HostOf(region, fips: true, dualStack: true));

        string Host(string kind) => new Uri(Text(ApiModel.Endpoints, kind)
            .Replace("{Region}", region, StringComparison.Ordinal)
            .Replace("{dnsSuffix}", Text(model, "dnsSuffix"), StringComparison.Ordinal)
            .Replace("{dualStackDnsSuffix}", Text(model, "dualStackDnsSuffix"), StringComparison.Ordinal)).Host;
    }

    [Theory]
    [InlineData("bedrock.us-east-1.amazonaws.com", true)]
    [InlineData("bedrock.us-east-1.API.AWS", true)]
    [InlineData("vpce-1.bedrock.cn-north-1.vpce.amazonaws.com.cn", true)]
    [InlineData("amazonaws.com", false)]
    [InlineData("bedrock.notamazonaws.com", false)]
    [InlineData("bedrock.myapi.aws", false)]
    [InlineData("amazonaws.com.example.com", false)]
    [InlineData("127.0.0.1", false)]
    public void Host_of_AWS_ends_with_a_suffix_of_a_partition(string host, bool isOfAws) =>
        Assert.Equal(isOfAws, Partition.IsHostOfAws(host));

    [Fact]
    public void Region_without_a_known_partition_belongs_to_aws()
    {
        Assert.Equal("aws", Partition.Find("zz-new-1").Name);
        Assert.Equal("bedrock.zz-new-1.amazonaws.com", Partition.Find("zz-new-1").HostOf("zz-new-1", fips: false, dualStack: false));
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    /// <summary>The model's expression, as this code writes a full match: ASCII digits, and no newline at the end.</summary>
    private static string Whole(string expression) =>
        $@"\A{expression[1..^1].Replace(@"\-", "-", StringComparison.Ordinal).Replace(@"\d", "[0-9]", StringComparison.Ordinal)}\z";
}
