using System.Text.Json.Nodes;

namespace BedrockModels.Emulator;

/// <summary>KMS: keys and their policies.</summary>
internal sealed class KeyService(EmulatorAccount account)
{
    public HttpResponse Describe(AccountCall call)
    {
        var (arn, key) = Find(call);
        return AccountForm.Json(new()
        {
            ["KeyMetadata"] = new JsonObject
            {
                ["AWSAccountId"] = Arn.Parse(arn)!.Account,
                ["KeyId"] = arn[(arn.LastIndexOf('/') + 1)..],
                ["Arn"] = arn,
                ["CreationDate"] = call.Now.ToUnixTimeMilliseconds() / 1000.0,
                ["Enabled"] = key.State == "Enabled",
                ["Description"] = "",
                ["KeyState"] = key.State,
                ["KeyUsage"] = key.Usage,
                ["KeySpec"] = key.Spec,
                ["KeyManager"] = key.Manager,
                ["Origin"] = "AWS_KMS",
                ["MultiRegion"] = arn.Contains("key/mrk-", StringComparison.Ordinal),
            },
        });
    }

    public HttpResponse GetPolicy(AccountCall call)
    {
        var (arn, key) = Find(call);
        var (partition, owner) = (Arn.Parse(arn)!.Partition, Arn.Parse(arn)!.Account);
        var policy = AccountPolicy.TextOf(key.Policy) ?? $$"""
            {"Version":"2012-10-17","Statement":[{"Sid":"Enable IAM User Permissions","Effect":"Allow",
            "Principal":{"AWS":"arn:{{partition}}:iam::{{owner}}:root"},"Action":"kms:*","Resource":"*"}]}
            """;
        return AccountForm.Json(new() { ["Policy"] = policy, ["PolicyName"] = "default" });
    }

    private (string Arn, AccountKey Key) Find(AccountCall call)
    {
        var id = AccountServices.Text(AccountServices.Read(call), "KeyId");
        if (Arn.Parse(id) is { } arn && arn.Service != "kms")
            throw new ServiceException("InvalidArnException", $"Invalid arn {ServiceException.Quote(id)}");
        return account.FindKey(id, call.Region, call.AccountId)
            ?? throw new ServiceException("NotFoundException", $"Key '{ServiceException.Quote(id)}' does not exist");
    }
}
