using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>A role that a token of another identity provider assumes, as GitHub Actions, Azure Pipelines and Kubernetes hand them out.</summary>
internal sealed class WebIdentityCredentials : RefreshingAWSCredentials
{
    private readonly AwsServices _services;
    private readonly string _name;
    private readonly string _role;
    private readonly string _tokenFile;
    private readonly string? _session;

    public WebIdentityCredentials(AwsServices services, string name, string role, string tokenFile, string? session)
    {
        (_services, _name, _role, _tokenFile, _session) = (services, name, role, tokenFile, session);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = _services.Sts(new AnonymousAWSCredentials());
        try
        {
            var answer = await sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = _role,
                RoleSessionName = _session ?? RoleSession.NewName(),
                WebIdentityToken = await ReadTokenAsync().ConfigureAwait(false),
            }).ConfigureAwait(false);
            return RoleSession.State(answer.Credentials);
        }
        catch (Exception refused) when (refused is AmazonServiceException || SourceFailures.IsUnreached(refused))
        {
            throw SourceFailures.OfRole(refused, _name, _role);
        }
    }

    private async Task<string> ReadTokenAsync()
    {
        try
        {
            return (await File.ReadAllTextAsync(_tokenFile).ConfigureAwait(false)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new BedrockException(ErrorCode.ProfileNotUsable, $"The identity token of {_name} cannot be read from {_tokenFile}; check that the file exists and may be read.", unreadable);
        }
    }
}
