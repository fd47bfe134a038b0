namespace BedrockModels.Emulator;

/// <summary>A read-only operation of a service around Bedrock, and the action that permits it.</summary>
internal sealed record AccountOperation(string Service, string Name, string Action) : Operation(Name, "POST", "/", 200, [])
{
    public const string Json = "application/x-amz-json-1.1";

    public static IReadOnlyList<AccountOperation> All { get; } =
    [
        new("sts", "GetCallerIdentity", "sts:GetCallerIdentity"),
        new("iam", "GetRole", "iam:GetRole"),
        new("iam", "SimulatePrincipalPolicy", "iam:SimulatePrincipalPolicy"),
        new("kms", "DescribeKey", "kms:DescribeKey"),
        new("kms", "GetKeyPolicy", "kms:GetKeyPolicy"),
        new("servicequotas", "GetServiceQuota", "servicequotas:GetServiceQuota"),
        new("servicequotas", "GetAWSDefaultServiceQuota", "servicequotas:GetAWSDefaultServiceQuota"),
        new("servicequotas", "ListServiceQuotas", "servicequotas:ListServiceQuotas"),
        new("sagemaker", "DescribeTrainingJob", "sagemaker:DescribeTrainingJob"),
        new("sagemaker", "DescribeModelPackage", "sagemaker:DescribeModelPackage"),
        new("sagemaker", "DescribeModelPackageGroup", "sagemaker:DescribeModelPackageGroup"),
        new("s3", "HeadBucket", "s3:ListBucket"),
        new("s3", "ListObjectsV2", "s3:ListBucket"),
        new("s3", "GetObject", "s3:GetObject"),
    ];

    public static bool HasService(string service) => All.Any(operation => operation.Service == service);

    /// <summary>The operation of a request; null if the emulator does not have it.</summary>
    public static AccountOperation? Find(HttpRequest request)
    {
        var name = request.Service switch
        {
            "s3" => FindS3(request),
            "iam" or "sts" => request.Method == "POST" ? Form.Read(request)["Action"].FirstOrDefault() : null,
            _ => request.Method == "POST" ? request.Header("X-Amz-Target")?.Split('.')[^1] : null,
        };
        return All.FirstOrDefault(operation => operation.Service == request.Service && operation.Name == name);
    }

    private static string? FindS3(HttpRequest request)
    {
        var (bucket, key) = S3Address.Read(request);
        return (request.Method, bucket.Length > 0, key.Length > 0) switch
        {
            ("HEAD", true, false) => "HeadBucket",
            ("GET", true, true) => "GetObject",
            ("GET", true, false) when Form.Parse(request.Query)["list-type"].Contains("2") => "ListObjectsV2",
            _ => null,
        };
    }
}

/// <summary>The names and values of a query or of a form in a body.</summary>
internal static class Form
{
    public static ILookup<string, string> Read(HttpRequest request) => Parse(Encoding.UTF8.GetString(request.Body));

    public static ILookup<string, string> Parse(string text) =>
        text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .ToLookup(pair => WebUtility.UrlDecode(pair[0]), pair => pair.Length == 2 ? WebUtility.UrlDecode(pair[1]) : "");

    /// <summary>The values of a list, <c>name.member.1</c> and so on, in their order.</summary>
    public static IReadOnlyList<string> List(this ILookup<string, string> form, string name) => [.. Enumerable.Range(1, form.Count)
        .TakeWhile(i => form.Contains($"{name}.member.{i}")).Select(i => form[$"{name}.member.{i}"].First())];
}

/// <summary>The bucket and the key of a request to S3: both in the path, or the bucket in a host such as <c>bucket.localhost</c>.</summary>
internal sealed record S3Address(string Bucket, string Key)
{
    public static S3Address Read(HttpRequest request)
    {
        var path = request.Path.TrimStart('/');
        var host = (request.Header("Host") ?? "").Split(':')[0];
        const string local = ".localhost";
        if (host.EndsWith(local, StringComparison.OrdinalIgnoreCase))
            return new(host[..^local.Length], Uri.UnescapeDataString(path));
        var parts = path.Split('/', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
