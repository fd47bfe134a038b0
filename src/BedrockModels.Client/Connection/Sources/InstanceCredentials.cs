using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>The credentials of an instance's role.</summary>
internal sealed class InstanceCredentials(InstanceMetadata metadata) : RefreshingAWSCredentials
{
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync() =>
        (await metadata.GetCredentialsAsync(CancellationToken.None).ConfigureAwait(false) is { } body ? LinkLocalHttp.Read(body) : null)
            ?? throw new BedrockException(ErrorCode.CredentialsNotFound, "The instance metadata gave no credentials; check that the instance has a role.", null);
}
