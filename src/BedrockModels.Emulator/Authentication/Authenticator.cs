using System.Text.RegularExpressions;
using static BedrockModels.Emulator.ServiceException;

namespace BedrockModels.Emulator;

/// <summary>Authenticates requests by a signature, for Bedrock or a service around it, or by a bearer token for Bedrock.</summary>
/// <remarks>A well-formed one is always required; it is verified only if the emulator has keys.</remarks>
internal sealed partial class Authenticator(EmulatorOptions options, EmulatorClock emulatorClock)
{
    private const string Mismatch = "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private static readonly TimeSpan ClockWindow = TimeSpan.FromMinutes(5);

    private readonly bool _verifiesSignatures = options.Credentials.Count > 0 || options.BearerTokens.Count > 0;

    /// <summary>Authenticates a request and returns who sent it.</summary>
    /// <exception cref="ServiceException">The request is not authenticated.</exception>
    public Caller Authenticate(HttpRequest request)
    {
        var header = request.Header("Authorization");
        if (string.IsNullOrWhiteSpace(header))
            throw new ServiceException(ErrorCode.MissingAuthenticationToken, "Missing Authentication Token");
        var (scheme, token) = header.Split(' ', 2) is [var before, var after] ? (before, after.Trim()) : (header, "");
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            CheckBearer(token);
            return new Caller(options.Behavior.FixedRegion ?? options.DefaultRegion, null);
        }

        var signature = SignatureHeader.Parse(header);
        var time = ReadTime(request);
        CheckScope(signature.Scope, time);
        CheckSignedHeaders(request, signature.SignedHeaders);
        if (_verifiesSignatures)
            CheckSignature(request, signature, time);
        return new Caller(options.Behavior.FixedRegion ?? signature.Scope.Region, signature.AccessKey);
    }

    private void CheckBearer(string token)
    {
        if (token.Length == 0)
            throw new ServiceException(ErrorCode.MissingAuthenticationToken, "Missing Authentication Token");
        if (!BearerTokenPattern().IsMatch(token) || (_verifiesSignatures && !options.BearerTokens.Any(known => SecretsEqual(known, token))))
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
        if (!SignatureHeader.IsServed(scope.Service))
            throw InvalidSignature($"Credential should be scoped to correct service: '{SignatureHeader.Bedrock}'.");
        if (!Regions.HasUsualForm(scope.Region) || (options.Regions.Count > 0 && !options.Regions.Contains(scope.Region)))
            throw InvalidSignature($"Credential should be scoped to a valid Region, not '{Quote(scope.Region)}'.");
        var day = time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (scope.Date != day)
        {
            throw InvalidSignature("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{Quote(scope.Date)}' != '{day}'.");
        }
    }

    /// <summary>A signer sorts the names, once each, of headers that it sends; the service calculates another signature else.</summary>
    /// <remarks>Over HTTP/2 it can sign :authority in place of the host.</remarks>
    private static void CheckSignedHeaders(HttpRequest request, IReadOnlyList<string> names)
    {
        foreach (var name in (string[])["host", "x-amz-date", "x-amz-security-token"])
        {
            if (request.Header(name) is not null && !names.Contains(name) && !(name == "host" && names.Contains(":authority")))
                throw InvalidSignature($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
        }

        if (!names.SequenceEqual(names.Distinct().Order(StringComparer.Ordinal)) || names.Any(name => request.Header(name) is null))
            throw InvalidSignature(Mismatch);
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
        // A body that was too long to keep cannot be verified; the request is refused for its length next.
        if (request.BodyTooLong)
            return;
        var canonical = SigV4.CanonicalRequest(request, header.SignedHeaders, header.Scope.Service == "s3");
        var signingKey = SigV4.SigningKey(credential.SecretKey, header.Scope);
        var expected = SigV4.Signature(signingKey, SigV4.StringToSign(canonical, time, header.Scope));
        if (!SecretsEqual(expected, header.Signature))
            throw InvalidSignature(Mismatch);
        if (credential.Expiration <= emulatorClock.Now)
            throw new ServiceException(ErrorCode.ExpiredToken, "The security token included in the request is expired");
    }

    /// <summary>Compares two secrets in a time that depends neither on where they differ nor on their lengths.</summary>
    private static bool SecretsEqual(string left, string right) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));

    [GeneratedRegex(@"\A[A-Za-z0-9._~+/-]+=*\z", RegexOptions.CultureInvariant)]
    private static partial Regex BearerTokenPattern();
}

/// <summary>Who sent a request: the Region of its signature, and its access key; null for a bearer token.</summary>
internal sealed record Caller(string Region, string? AccessKey);
