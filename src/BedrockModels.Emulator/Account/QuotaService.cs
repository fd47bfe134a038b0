using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>Service Quotas, of Bedrock.</summary>
internal sealed class QuotaService(EmulatorAccount account, EmulatorOptions options)
{
    private const string Models = "L-CB5B847D";
    private const string Units = "L-BE77399C";

    private static readonly (string Code, string Name, double Default)[] Known =
    [
        (Models, "Custom models per account", 100),
        (Units, "Model units no-commitment Provisioned Throughputs across custom models", 2),
    ];

    /// <summary>How many custom models a Region can have.</summary>
    public static double ModelQuota(EmulatorAccount account, EmulatorOptions options) =>
        Applied(account, options).FirstOrDefault(quota => quota.Code == Models).Value ?? options.ModelQuota;

    /// <summary>How many model units without commitment a Region can have; null for no limit.</summary>
    public static double? UnitQuota(EmulatorAccount account, EmulatorOptions options) => account.Quotas is null
        ? options.Behavior.ModelUnitQuota
        : Applied(account, options).FirstOrDefault(quota => quota.Code == Units).Value ?? options.Behavior.ModelUnitQuota;

    public HttpResponse Get(AccountCall call) => Answer(call, code =>
        Applied(account, options).Where(quota => quota.Code == code).Select(quota => Describe(quota.Code, quota.Name, quota.Value!.Value)));

    public static HttpResponse GetDefault(AccountCall call) => Answer(call, code =>
        Known.Where(quota => quota.Code == code).Select(quota => Describe(quota.Code, quota.Name, quota.Default)));

    public HttpResponse List(AccountCall call)
    {
        var body = AccountServices.Read(call);
        CheckService(body);
        var start = body["NextToken"] is { } token && int.TryParse(token.ToString(), out var number) ? number : 0;
        var size = body["MaxResults"]?.GetValue<int>() ?? 100;
        var all = Applied(account, options).ToList();
        var page = all.Skip(start).Take(size).Select(quota => Describe(quota.Code, quota.Name, quota.Value!.Value)).ToArray<JsonNode>();
        var answer = new JsonObject { ["Quotas"] = new JsonArray(page) };
        if (start + page.Length < all.Count)
            answer["NextToken"] = (start + page.Length).ToString(CultureInfo.InvariantCulture);
        return AccountForm.Json(answer);
    }

    private static HttpResponse Answer(AccountCall call, Func<string, IEnumerable<JsonObject>> find)
    {
        var body = AccountServices.Read(call);
        CheckService(body);
        return AccountForm.Json(new()
        {
            ["Quota"] = find(AccountServices.Text(body, "QuotaCode")).FirstOrDefault() ?? throw NoSuchResource(),
        });
    }

    private static void CheckService(JsonObject body)
    {
        if (AccountServices.Text(body, "ServiceCode") != "bedrock")
            throw NoSuchResource();
    }

    /// <summary>The quotas that the account names, by code or name; without any, those that the emulator itself applies.</summary>
    private static IEnumerable<(string? Code, string Name, double? Value)> Applied(EmulatorAccount account, EmulatorOptions options) =>
        account.Quotas?.Select(quota =>
        {
            var known = Known.FirstOrDefault(known => known.Code == quota.Key || known.Name == quota.Key);
            var code = "L-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(quota.Key)))[..8];
            return ((string?)(known.Code ?? (quota.Key.StartsWith("L-", StringComparison.Ordinal) ? quota.Key : code)),
                known.Name ?? quota.Key, (double?)quota.Value);
        })
        ?? Known.Select(known => ((string?)known.Code, known.Name,
            (double?)(known.Code == Models ? options.ModelQuota : options.Behavior.ModelUnitQuota ?? known.Default)));

    private static JsonObject Describe(string? code, string name, double value) => new()
    {
        ["ServiceCode"] = "bedrock",
        ["ServiceName"] = "Amazon Bedrock",
        ["QuotaCode"] = code,
        ["QuotaName"] = name,
        ["Value"] = value,
        ["Unit"] = "None",
        ["Adjustable"] = true,
        ["GlobalQuota"] = false,
        ["QuotaAppliedAtLevel"] = "ACCOUNT",
    };

    private static ServiceException NoSuchResource() =>
        new("NoSuchResourceException", "The request failed because the specified service or quota does not exist.");
}
