using static BedrockModels.Emulator.ServiceException;

namespace BedrockModels.Emulator;

/// <summary>Authenticates requests by a signature for Bedrock or a bearer token.</summary>
/// <remarks>A well-formed one is always required; it is verified only if the emulator has keys.</remarks>
internal sealed class Authenticator(EmulatorOptions options)
{
    private const string Service = "bedrock";

    private static readonly TimeSpan ClockWindow = TimeSpan.FromMinutes(5);

    private readonly bool _verifiesSignatures = options.Credentials.Count > 0 || options.BearerTokens.Count > 0;

    /// <summary>Authenticates a request and returns its Region.</summary>
    /// <exception cref="ServiceException">The request is not authenticated.</exception>
    public string Authenticate(HttpRequest request)
    {
        var header = request.Header("Authorization");
        if (string.IsNullOrWhiteSpace(header))
            throw new ServiceException(ErrorCode.MissingAuthenticationToken, "Missing Authentication Token");
        var (scheme, token) = header.Split(' ', 2) is [var before, var after] ? (before, after.Trim()) : (header, "");
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            CheckBearer(token);
            return options.DefaultRegion;
        }

        var signature = SignatureHeader.Parse(header);
        var time = ReadTime(request);
        CheckScope(signature.Scope, time);
        if (_verifiesSignatures)
            CheckSignature(request, signature, time);
        return signature.Scope.Region;
    }

    private void CheckBearer(string token)
    {
        if (token.Length == 0)
            throw new ServiceException(ErrorCode.MissingAuthenticationToken, "Missing Authentication Token");
        if (_verifiesSignatures && !options.BearerTokens.Any(known => SecretsEqual(known, token)))
            throw new ServiceException(ErrorCode.AccessDenied, "Authentication failed: Please make sure your API Key is valid.");
    }

    private static DateTimeOffset ReadTime(HttpRequest request)
    {
        if (request.Header("X-Amz-Date") is { } stamp)
        {
            return DateTimeOffset.TryParseExact(
                stamp, SigV4.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw IncompleteSignature($"Date must be in ISO-8601 'basic format'. Got '{Quote(stamp)}'.");
        }

        return DateTimeOffset.TryParse(request.Header("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date : throw IncompleteSignature("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    private void CheckScope(CredentialScope scope, DateTimeOffset time)
    {
        if (scope.Service != Service)
            throw InvalidSignature($"Credential should be scoped to correct service: '{Service}'.");
        if (!Regions.HasUsualForm(scope.Region) || (options.Regions.Count > 0 && !options.Regions.Contains(scope.Region)))
            throw InvalidSignature($"Credential should be scoped to a valid Region, not '{Quote(scope.Region)}'.");
        var day = time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (scope.Date != day)
        {
            throw InvalidSignature("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{Quote(scope.Date)}' != '{day}'.");
        }
    }

    private void CheckSignature(HttpRequest request, SignatureHeader header, DateTimeOffset time)
    {
        var now = options.TimeProvider.GetUtcNow();
        var (stamp, clock) = (SigV4.Format(time), SigV4.Format(now));
        if (time < now - ClockWindow)
            throw InvalidSignature($"Signature expired: {stamp} is more than 5 minutes earlier than {clock}.");
        if (time > now + ClockWindow)
            throw InvalidSignature($"Signature not yet current: {stamp} is more than 5 minutes later than {clock}.");

        var token = request.Header("X-Amz-Security-Token");
        var credential = options.Credentials.FirstOrDefault(known =>
                known.AccessKey == header.AccessKey && SecretsEqual(known.SessionToken ?? "", token ?? ""))
            ?? throw new ServiceException(ErrorCode.UnrecognizedClient, "The security token included in the request is invalid.");
        foreach (var name in (string[])["host", "x-amz-date", "x-amz-security-token"])
        {
            if (request.Header(name) is not null && !header.SignedHeaders.Contains(name))
                throw InvalidSignature($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
        }

        // A body that was too long to keep cannot be verified; the request is refused for its length next.
        if (request.BodyTooLong)
            return;
        var canonical = SigV4.CanonicalRequest(request, header.SignedHeaders);
        var signingKey = SigV4.SigningKey(credential.SecretKey, header.Scope);
        var expected = SigV4.Signature(signingKey, SigV4.StringToSign(canonical, time, header.Scope));
        if (!SecretsEqual(expected, header.Signature))
        {
            throw InvalidSignature("The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        if (credential.Expiration <= now)
            throw new ServiceException(ErrorCode.ExpiredToken, "The security token included in the request is expired");
    }

    /// <summary>Compares two secrets in a time that depends neither on where they differ nor on their lengths.</summary>
    private static bool SecretsEqual(string left, string right) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
