using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>One request to a service around Bedrock.</summary>
internal sealed record AccountCall(
    AccountOperation Operation, HttpRequest Request, string Region, string AccountId, DateTimeOffset Now, string RequestId);

/// <summary>STS, IAM, KMS, Service Quotas, SageMaker and S3, as far as the checks before CreateCustomModel ask them.</summary>
internal sealed class AccountServices(EmulatorAccount account, EmulatorOptions options)
{
    private readonly IdentityService _identity = new(account);
    private readonly KeyService _keys = new(account);
    private readonly QuotaService _quotas = new(account, options);
    private readonly TrainingService _training = new(account);
    private readonly ObjectService _objects = new(account);

    /// <summary>Refuses an operation, of Bedrock too, that the account denies. STS answers regardless of permissions.</summary>
    public void RefuseDenied(Operation operation, string region)
    {
        var action = operation switch
        {
            AccountOperation other => other.Action,
            RuntimeOperation runtime => runtime.Action,
            _ => "bedrock:" + operation.Name,
        };
        if (operation is not AccountOperation { Service: "sts" } && account.Denies(action))
            throw IdentityService.Denied(account, action, region, options.AccountId);
    }

    public HttpResponse Serve(AccountCall call)
    {
        var response = call.Operation.Name switch
        {
            "GetCallerIdentity" => _identity.GetCallerIdentity(call),
            "GetRole" => _identity.GetRole(call),
            "SimulatePrincipalPolicy" => _identity.Simulate(call),
            "DescribeKey" => _keys.Describe(call),
            "GetKeyPolicy" => _keys.GetPolicy(call),
            "GetServiceQuota" => _quotas.Get(call),
            "GetAWSDefaultServiceQuota" => QuotaService.GetDefault(call),
            "ListServiceQuotas" => _quotas.List(call),
            "DescribeTrainingJob" => _training.DescribeJob(call),
            "DescribeModelPackage" => _training.DescribePackage(call),
            "DescribeModelPackageGroup" => _training.DescribeGroup(call),
            "HeadBucket" => _objects.Head(call),
            "ListObjectsV2" => _objects.List(call),
            _ => _objects.Get(call),
        };
        return response with { Headers = [.. response.Headers, new("x-amzn-RequestId", call.RequestId)] };
    }

    /// <summary>The members of a JSON request.</summary>
    public static JsonObject Read(AccountCall call)
    {
        try
        {
            return JsonNode.Parse(call.Request.Body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            throw new ServiceException("SerializationException", "The body is not JSON.");
        }
    }

    /// <summary>A required text of a JSON request.</summary>
    public static string Text(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text
        : throw ServiceException.Validation($"1 validation error detected: Value at '{name}' failed to satisfy constraint: "
            + "Member must not be null");
}
