using Amazon.Runtime;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Credentials that a program of the user's prints. What the program says when it fails may be secret, and is not passed on.</summary>
internal sealed class ProcessCredentials(string profile, string command) : RefreshingAWSCredentials
{
    private readonly ProcessAWSCredentials _process = new(command);

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        try
        {
            return await _process.DetermineProcessCredentialAsync().ConfigureAwait(false);
        }
        catch (ProcessAWSCredentialException)
        {
            throw new BedrockException(
                ErrorCode.ProfileNotUsable,
                $"The credential_process of the profile '{profile}' failed, or did not print credentials; run it by hand to see why, or with: aws configure export-credentials --profile {profile}",
                null);
        }
    }
}
