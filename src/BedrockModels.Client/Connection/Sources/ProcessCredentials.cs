namespace BedrockModels.Client;

/// <summary>Credentials that a program prints. The program's error output can contain secrets, so it is never shown.</summary>
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
            throw ConnectionErrors.ProfileNotUsable(
                $"The credential_process of the profile '{profile}' failed or did not print credentials. "
                + $"To see why, run it yourself, or run: aws configure export-credentials --profile {profile}");
        }
    }
}
