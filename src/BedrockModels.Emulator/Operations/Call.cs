using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>One request, as a handler sees it: authenticated, read and validated.</summary>
internal sealed record Call(Operation Operation, Input Input, RegionStore Store, string Region, string AccountId, DateTimeOffset Now)
{
    /// <summary>An ARN that no resource has: twelve random characters, as the API's patterns want.</summary>
    public string CreateUniqueArn(string resourceType) => CreateArn($"{resourceType}/{Guid.NewGuid().ToString("N")[..12]}");

    public string CreateArn(string resource) => new Arn(Partition.Of(Region).Name, "bedrock", Region, AccountId, resource).ToString();

    public string CreateFoundationModelArn(string id) => new Arn(Partition.Of(Region).Name, "bedrock", Region, "", "foundation-model/" + id).ToString();
}
