using BedrockModels.Protocol;

namespace BedrockModels.Tests.Protocol;

public sealed class RegionsTests
{
    [Fact]
    public void The_known_Regions_have_their_names_and_their_partitions() => Assert.Equal(
        """
            us-east-1: US East (N. Virginia), aws
            us-east-2: US East (Ohio), aws
            us-west-1: US West (N. California), aws
            us-west-2: US West (Oregon), aws
            af-south-1: Africa (Cape Town), aws
            ap-east-2: Asia Pacific (Taipei), aws
            ap-northeast-1: Asia Pacific (Tokyo), aws
            ap-northeast-2: Asia Pacific (Seoul), aws
            ap-northeast-3: Asia Pacific (Osaka), aws
            ap-south-1: Asia Pacific (Mumbai), aws
            ap-south-2: Asia Pacific (Hyderabad), aws
            ap-southeast-1: Asia Pacific (Singapore), aws
            ap-southeast-2: Asia Pacific (Sydney), aws
            ap-southeast-3: Asia Pacific (Jakarta), aws
            ap-southeast-4: Asia Pacific (Melbourne), aws
            ap-southeast-5: Asia Pacific (Malaysia), aws
            ap-southeast-6: Asia Pacific (New Zealand), aws
            ap-southeast-7: Asia Pacific (Thailand), aws
            ca-central-1: Canada (Central), aws
            ca-west-1: Canada West (Calgary), aws
            eu-central-1: Europe (Frankfurt), aws
            eu-central-2: Europe (Zurich), aws
            eu-north-1: Europe (Stockholm), aws
            eu-south-1: Europe (Milan), aws
            eu-south-2: Europe (Spain), aws
            eu-west-1: Europe (Ireland), aws
            eu-west-2: Europe (London), aws
            eu-west-3: Europe (Paris), aws
            il-central-1: Israel (Tel Aviv), aws
            me-central-1: Middle East (UAE), aws
            me-south-1: Middle East (Bahrain), aws
            mx-central-1: Mexico (Central), aws
            sa-east-1: South America (Sao Paulo), aws
            us-gov-east-1: AWS GovCloud (US-East), aws-us-gov
            us-gov-west-1: AWS GovCloud (US-West), aws-us-gov
            eusc-de-east-1: AWS European Sovereign Cloud (Germany), aws-eusc
            us-iso-east-1: US ISO East, aws-iso
            us-isob-east-1: US ISOB East (Ohio), aws-iso-b
            us-isof-east-1: US ISOF East, aws-iso-f
            us-isof-south-1: US ISOF South, aws-iso-f
            """,
        string.Join('\n', Regions.All.Select(region => $"{region.Code}: {region.Name}, {Partition.Of(region.Code).Name}")));

    [Theory]
    [InlineData("us-east-1", "aws", "amazonaws.com", "api.aws")]
    [InlineData("cn-north-1", "aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn")]
    [InlineData("eusc-de-east-1", "aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu")]
    [InlineData("us-iso-east-1", "aws-iso", "c2s.ic.gov", "api.aws.ic.gov")]
    [InlineData("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud")]
    [InlineData("eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk")]
    [InlineData("us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov")]
    [InlineData("us-gov-west-1", "aws-us-gov", "amazonaws.com", "api.aws")]
    [InlineData("zz-new-1", "aws", "amazonaws.com", "api.aws")]
    public void A_partition_has_its_name_and_its_domains(string region, string name, string domain, string dualStackDomain)
    {
        var partition = Partition.Of(region);
        Assert.Equal(name, partition.Name);
        Assert.Equal($"bedrock.{region}.{domain}", partition.HostOf(region, fips: false, dualStack: false));
        Assert.Equal($"bedrock-fips.{region}.{domain}", partition.HostOf(region, fips: true, dualStack: false));
        Assert.Equal($"bedrock.{region}.{dualStackDomain}", partition.HostOf(region, fips: false, dualStack: true));
        Assert.Equal($"bedrock-fips.{region}.{dualStackDomain}", partition.HostOf(region, fips: true, dualStack: true));
    }
}
