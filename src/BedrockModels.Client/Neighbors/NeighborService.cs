namespace BedrockModels.Client;

/// <summary>The form of requests and responses of a service.</summary>
internal enum WireForm
{
    /// <summary>A JSON body; the header X-Amz-Target names the operation.</summary>
    Json11,

    /// <summary>A form in the request, XML in the response.</summary>
    Query,

    /// <summary>Path, query and headers in the request; XML or the object itself in the response.</summary>
    RestXml,
}

/// <summary>An AWS service beside Amazon Bedrock, with its wire form and its hosts. This list is the only place that has them.</summary>
/// <param name="Title">The name in messages.</param>
/// <param name="ConfigKey">The name in AWS_ENDPOINT_URL_NAME and in the services section of a profile.</param>
/// <param name="SigningName">The name in the signature.</param>
/// <param name="Form">The wire form.</param>
/// <param name="Version">The prefix of X-Amz-Target for JSON; the API version for a query.</param>
internal sealed record NeighborService(string Title, string ConfigKey, string SigningName, WireForm Form, string Version = "")
{
    public static NeighborService SageMaker { get; } = new("Amazon SageMaker", "sagemaker", "sagemaker", WireForm.Json11, "SageMaker");

    public static NeighborService Kms { get; } = new("AWS KMS", "kms", "kms", WireForm.Json11, "TrentService");

    public static NeighborService Quotas { get; } =
        new("Service Quotas", "service_quotas", "servicequotas", WireForm.Json11, "ServiceQuotasV20190624");

    public static NeighborService Tagging { get; } = new(
        "Resource Groups Tagging", "resource_groups_tagging_api", "tagging", WireForm.Json11, "ResourceGroupsTaggingAPI_20170126");

    public static NeighborService Sts { get; } = new("AWS STS", "sts", "sts", WireForm.Query, "2011-06-15");

    public static NeighborService Iam { get; } = new("AWS IAM", "iam", "iam", WireForm.Query, "2010-05-08");

    public static NeighborService S3 { get; } = new("Amazon S3", "s3", "s3", WireForm.RestXml);

    /// <summary>The Region that signs a request. IAM has one Region per partition.</summary>
    public string SigningRegionFor(string region) => this != Iam ? region : Partition.Find(region).Name switch
    {
        "aws" => "us-east-1",
        "aws-cn" => "cn-north-1",
        "aws-eusc" => "eusc-de-east-1",
        "aws-iso" => "us-iso-east-1",
        "aws-iso-b" => "us-isob-east-1",
        "aws-iso-e" => "eu-isoe-west-1",
        "aws-iso-f" => "us-isof-south-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => region,
    };

    /// <summary>The host in a Region. For S3, without the bucket.</summary>
    public string HostOf(string region, bool fips, bool dualStack)
    {
        var partition = Partition.Find(region);
        var suffix = dualStack ? partition.DualStackDnsSuffix : partition.DnsSuffix;
        if (this == S3)
            return $"{(fips ? "s3-fips" : "s3")}.{(dualStack ? "dualstack." : "")}{region}.{partition.DnsSuffix}";
        if (this == Iam)
            return IamHost(partition, SigningRegionFor(region), fips, dualStack);
        var name = (this == SageMaker, fips) switch
        {
            (true, true) when !dualStack && partition.Name is "aws" or "aws-us-gov" => "api-fips.sagemaker",
            (true, true) => "api.sagemaker-fips",
            (true, false) => "api.sagemaker",
            (false, true) when partition.Name != "aws-us-gov" || dualStack || this == Kms || this == Tagging => SigningName + "-fips",
            _ => SigningName,
        };
        return $"{name}.{region}.{suffix}";
    }

    private static string IamHost(Partition partition, string region, bool fips, bool dualStack)
    {
        var name = fips && (dualStack || partition.Name == "aws") ? "iam-fips" : "iam";
        if (dualStack)
            return $"{name}.global.{partition.DualStackDnsSuffix}";
        return partition.Name switch
        {
            "aws" => $"{name}.{partition.DnsSuffix}",
            "aws-us-gov" => $"{name}.us-gov.{partition.DnsSuffix}",
            _ => $"{name}.{region}.{partition.DnsSuffix}",
        };
    }
}

/// <summary>An operation of a neighbor.</summary>
internal sealed record NeighborOperation(NeighborService Service, string Name, string Method = "POST", string Path = "/")
    : Operation(Name, Method, Path, 200, []);
