using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BedrockModels.Emulator;

/// <summary>The wire forms of the services around Bedrock: JSON 1.1, the XML of query services, and the XML of S3.</summary>
internal static class AccountForm
{
    public static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static HttpResponse Json(JsonObject body) =>
        new(200, [new("Content-Type", AccountOperation.Json)], Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static HttpResponse Xml(XElement body, int status = 200) => new(
        status, [new("Content-Type", "text/xml")], Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body));

    /// <summary>The result of an operation of IAM or STS.</summary>
    public static HttpResponse Query(AccountOperation operation, string requestId, params object?[] result)
    {
        var version = operation.Service == "iam" ? "2010-05-08" : "2011-06-15";
        XNamespace name = $"https://{operation.Service}.amazonaws.com/doc/{version}/";
        var body = new XElement(operation.Name + "Response",
            new XElement(operation.Name + "Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", requestId)));
        foreach (var element in body.DescendantsAndSelf())
            element.Name = name + element.Name.LocalName;
        return Xml(body);
    }

    /// <summary>An error as the service sends it. The codes of Bedrock get the names that the service has for them.</summary>
    /// <remarks>The resource of a PermanentRedirect is the Region of the bucket.</remarks>
    public static HttpResponse Error(
        HttpRequest request, string code, string message, string requestId, string? resource = null, int? status = null)
    {
        var service = request.Service;
        if (service is not ("s3" or "iam" or "sts"))
        {
            var isOwn = code is ErrorCode.InternalServer or ErrorCode.ServiceUnavailable;
            status ??= isOwn ? ErrorCode.StatusOf(code) : 400;
            return Json(new() { ["__type"] = code, ["message"] = message }) with { Status = status.Value };
        }

        code = NameOf(service, code);
        status ??= StatusOf(code);
        if (service == "s3")
        {
            var error = new XElement("Error", new XElement("Code", code), Text("Message", message), new XElement("RequestId", requestId));
            var response = Xml(error, status.Value);
            return response with
            {
                Body = request.Method == "HEAD" ? [] : response.Body,
                Headers = resource is null ? response.Headers : [.. response.Headers, new("x-amz-bucket-region", resource)],
            };
        }

        return Xml(new XElement("ErrorResponse",
            new XElement("Error", new XElement("Type", status < 500 ? "Sender" : "Receiver"), new XElement("Code", code),
                Text("Message", message)),
            new XElement("RequestId", requestId)), status.Value);
    }

    /// <summary>An element with any text: XML cannot have every character that a request can have.</summary>
    public static XElement Text(string name, string text) =>
        new(name, string.Concat(text.EnumerateRunes().Where(rune => rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF) or 9 or 10)));

    private static string NameOf(string service, string code) => (service, code) switch
    {
        ("s3", ErrorCode.UnrecognizedClient) => "InvalidAccessKeyId",
        (_, ErrorCode.UnrecognizedClient) => "InvalidClientTokenId",
        (_, ErrorCode.InvalidSignature) => "SignatureDoesNotMatch",
        ("s3", ErrorCode.Throttling) => "SlowDown",
        ("s3", ErrorCode.InternalServer) => "InternalError",
        (_, ErrorCode.InternalServer) => "InternalFailure",
        ("s3", ErrorCode.UnknownOperation) => "NotImplemented",
        (_, ErrorCode.UnknownOperation) => "InvalidAction",
        ("s3", ErrorCode.Validation) => "InvalidArgument",
        (_, ErrorCode.Validation) => "ValidationError",
        _ => code.EndsWith("Exception", StringComparison.Ordinal) ? code[..^"Exception".Length] : code,
    };

    private static int StatusOf(string code) => code switch
    {
        "PermanentRedirect" => 301,
        "AccessDenied" or "InvalidAccessKeyId" or "InvalidClientTokenId" or "SignatureDoesNotMatch" or "ExpiredToken"
            or "MissingAuthenticationToken" => 403,
        "NoSuchEntity" or "NoSuchBucket" or "NoSuchKey" => 404,
        "InternalError" or "InternalFailure" => 500,
        "NotImplemented" => 501,
        "SlowDown" or "ServiceUnavailable" => 503,
        _ => 400,
    };
}
