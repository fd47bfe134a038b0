using System.Net;
using Amazon.SecurityToken.Model;

namespace BedrockModels.Client;

/// <summary>
/// Session credentials that AWS STS issues for a role. (AssumeRoleAWSCredentials and AssumeRoleWithWebIdentityCredentials of the SDK
/// read the Region and endpoint of STS from the process instead of the profile, and cannot be canceled.)
/// </summary>
/// <param name="services">Creates the client of STS.</param>
/// <param name="name">The name of the source in messages.</param>
/// <param name="role">The role and what it is assumed with.</param>
internal sealed class RoleCredentials(CredentialServiceClients services, string name, Role role)
    : RefreshingKeys(name, services.Environment.Clock)
{
    public override object? Origin => (role.TokenFile, role.Source?.Origin);

    protected override async Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        var keys = role.Source is { } source ? await source.ReadAsync(ct).ConfigureAwait(false) : null;
        try
        {
            try
            {
                return await AssumeAsync(keys, ct).ConfigureAwait(false);
            }
            catch (AmazonServiceException exception) when (role.Source is not null && IsRejection(exception.ErrorCode))
            {
                // The source may have newer keys, for example a program that prints keys without their end.
                role.Source.Forget();
                var newer = await role.Source.ReadAsync(ct).ConfigureAwait(false);
                if (newer == keys)
                    throw;
                return await AssumeAsync(newer, ct).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!ct.IsCancellationRequested
            && (exception is AmazonServiceException || CredentialServiceClients.IsUnreachable(exception)))
        {
            throw new BedrockException(
                ErrorCode.ProfileNotUsable, $"The role {role.Arn} of {Name} could not be assumed: {DescribeCause(exception)}.", null)
            {
                IsRetryable = exception is not AmazonServiceException { StatusCode: > 0 and < HttpStatusCode.InternalServerError },
            };
        }
    }

    private async Task<IssuedKeys> AssumeAsync(AccessKeys? keys, CancellationToken ct)
    {
        using var sts = services.CreateSts(keys);
        var now = Clock.GetUtcNow();
        var session = role.Session ?? $"BedrockModels-{now.ToUnixTimeMilliseconds()}";
        var issued = role.TokenFile is { } file
            ? (await sts.AssumeRoleWithWebIdentityAsync(
                new AssumeRoleWithWebIdentityRequest
                {
                    RoleArn = role.Arn,
                    RoleSessionName = session,
                    WebIdentityToken = await HostEnvironment
                        .ReadTokenAsync(file, $"identity token of {Name}", ErrorCode.ProfileNotUsable, ct).ConfigureAwait(false),
                },
                ct).ConfigureAwait(false)).Credentials
            : (await sts.AssumeRoleAsync(
                new AssumeRoleRequest
                {
                    RoleArn = role.Arn,
                    RoleSessionName = session,
                    ExternalId = role.ExternalId,
                    DurationSeconds = role.Seconds,
                },
                ct).ConfigureAwait(false)).Credentials;
        return new IssuedKeys(
            new AccessKeys(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken), issued.Expiration ?? now.AddHours(1));
    }

    private string DescribeCause(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" } =>
            "the session token of the source, or the identity token, has expired. Get a new one and try again",
        AmazonServiceException { ErrorCode: "InvalidClientTokenId" or "UnrecognizedClientException" } =>
            "AWS rejected the source's access key. Check that it is correct and active",

        AmazonServiceException { ErrorCode: "SignatureDoesNotMatch" or "IncompleteSignature" } service =>
            ExceptionMapper.DescribeSignature(service.Message, "its source", services.Region, "AWS STS").TrimEnd('.'),
        AmazonServiceException { ErrorCode.Length: > 0 } service => $"{service.Message.TrimEnd('.')} ({service.ErrorCode})",
        _ => $"AWS STS could not be reached: {services.DescribeCause(exception)}",
    };
}

/// <summary>A role, and the source of the keys or the token that it is assumed with.</summary>
internal sealed record Role(string Arn, string? Session)
{
    public RefreshingKeys? Source { get; init; }

    /// <summary>The full path of a file with the token of an identity provider, which replaces it: it is read for each request.</summary>
    public string? TokenFile { get; init; }

    public string? ExternalId { get; init; }

    public int? Seconds { get; init; }
}
