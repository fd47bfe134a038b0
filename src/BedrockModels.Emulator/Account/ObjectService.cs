using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BedrockModels.Emulator;

/// <summary>S3: buckets and objects.</summary>
internal sealed class ObjectService(EmulatorAccount account)
{
    private const int MaxPage = 1000;

    // A bucket can name an object of any size; only what fits into a response of the emulator can be read.
    private const long MaxContent = 16 * 1024 * 1024;

    private const string Tag = "\"00000000000000000000000000000000\"";

    public HttpResponse Head(AccountCall call)
    {
        var (_, region) = Find(call);
        return new(200, [new("x-amz-bucket-region", region), new("Content-Type", "application/xml")], []);
    }

    public HttpResponse List(AccountCall call)
    {
        var (bucket, region) = Find(call);
        var query = Form.Parse(call.Request.Query);
        var prefix = query["prefix"].FirstOrDefault() ?? "";
        var size = int.TryParse(query["max-keys"].FirstOrDefault(), out var max) ? Math.Clamp(max, 0, MaxPage) : MaxPage;
        var after = query["continuation-token"].FirstOrDefault() is { } token ? Decode(token) : query["start-after"].FirstOrDefault() ?? "";
        var isEncoded = query["encoding-type"].Contains("url");
        string Encode(string key) => isEncoded ? Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal) : key;

        var keys = KeysOf(bucket, prefix).Where(key => string.CompareOrdinal(key, after) > 0).Order(StringComparer.Ordinal).ToList();
        var page = keys.Take(size).ToList();
        var isTruncated = size > 0 && page.Count < keys.Count;
        var body = new XElement("ListBucketResult",
            new XElement("Name", S3Address.Read(call.Request).Bucket),
            AccountForm.Text("Prefix", Encode(prefix)),
            new XElement("KeyCount", page.Count),
            new XElement("MaxKeys", size),
            isEncoded ? new XElement("EncodingType", "url") : null,
            new XElement("IsTruncated", isTruncated),
            isTruncated ? new XElement("NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1]))) : null,
            page.Select(key => new XElement("Contents",
                AccountForm.Text("Key", Encode(key)),
                new XElement("LastModified", Iso8601.Format(call.Now)),
                new XElement("ETag", Tag),
                new XElement("Size", Read(call, bucket, key)!.Value.Size),
                new XElement("StorageClass", "STANDARD"))));
        foreach (var element in body.DescendantsAndSelf())
            element.Name = AccountForm.S3 + element.Name.LocalName;
        var response = AccountForm.Xml(body);
        return response with { Headers = [.. response.Headers, new("x-amz-bucket-region", region)] };
    }

    public HttpResponse Get(AccountCall call)
    {
        var (bucket, _) = Find(call);
        if (Read(call, bucket, S3Address.Read(call.Request).Key) is not { } found)
        {
            // S3 tells only those who may list the bucket that a key is missing.
            throw account.Denies("s3:ListBucket") ? new ServiceException("AccessDenied", "Access Denied")
                : new ServiceException("NoSuchKey", "The specified key does not exist.");
        }

        if (found.Content is not { } content)
            throw new ServiceException("NotImplemented", $"The object in the emulator has a size ({found.Size} bytes) but no content.");
        var response = new HttpResponse(200,
            [new("Content-Type", "binary/octet-stream"), new("ETag", Tag), new("Last-Modified", call.Now.ToString("R"))], content);
        return call.Request.Header("Range")?.Split('=', '-') is ["bytes", var from, var to] ? Part(response, from, to) : response;
    }

    private static string Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new ServiceException("InvalidArgument", "The continuation token provided is incorrect");
    }

    private static HttpResponse Part(HttpResponse whole, string from, string to)
    {
        var length = whole.Body.Length;
        var start = int.TryParse(from, out var first) ? first : int.TryParse(to, out var suffix) ? Math.Max(0, length - suffix) : 0;
        var end = from.Length > 0 && int.TryParse(to, out var last) ? Math.Min(last, length - 1) : length - 1;
        if (start > end)
            throw new ServiceException("InvalidRange", "The requested range is not satisfiable");
        return whole with
        {
            Status = 206,
            Headers = [.. whole.Headers, new("Content-Range", $"bytes {start}-{end}/{length}")],
            Body = whole.Body[start..(end + 1)],
        };
    }

    private (AccountBucket Bucket, string Region) Find(AccountCall call)
    {
        var bucket = account.FindBucket(S3Address.Read(call.Request).Bucket)
            ?? throw new ServiceException("NoSuchBucket", "The specified bucket does not exist");
        var region = bucket.Region ?? call.Region;
        return region == call.Region ? (bucket, region)
            : throw new ServiceException("PermanentRedirect", "The bucket you are attempting to access must be addressed using the "
                + "specified endpoint. Please send all future requests to this endpoint.", region);
    }

    /// <summary>The keys under a prefix. A bucket whose objects are not named has one object under each.</summary>
    public static IEnumerable<string> KeysOf(AccountBucket bucket, string prefix) =>
        bucket.Objects?.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
        ?? [prefix.Length == 0 || prefix.EndsWith('/') ? prefix + "manifest.json" : prefix];

    /// <summary>An object; one of a bucket whose objects are not named is a manifest that names an escrow bucket of the account.</summary>
    private static (long Size, byte[]? Content)? Read(AccountCall call, AccountBucket bucket, string key)
    {
        if (bucket.Objects is { } objects)
            return objects.TryGetValue(key, out var value) ? AccountBucket.Read(value, MaxContent) : null;
        var job = key.Split('/') is [.., var folder, _] ? folder : "job";
        var uri = $"s3://customer-escrow-{call.AccountId}-smtj-emulator/{job}/";
        return AccountBucket.Read(new JsonObject { ["checkpoint_s3_bucket"] = uri }.ToJsonString(), MaxContent);
    }
}
