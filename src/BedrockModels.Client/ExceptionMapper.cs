using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace BedrockModels.Client;

/// <summary>Maps the exceptions of the pipeline to the only exception of the client: a code and a message without secrets.</summary>
internal static class ExceptionMapper
{
    private const int MaxClockSkewMinutes = 5;

    /// <summary>The exception of a failed call; null if the exception is a defect and not a failure of the connection or service.</summary>
    public static BedrockException? Map(Exception exception, SdkRequest request, ConnectionInfo connection) => exception switch
    {
        BedrockException mapped => mapped,
        ErrorResponseException service => MapServiceException(service, request, connection),
        HttpRequestException or IOException or SocketException or AuthenticationException or TimeoutException
            or OperationCanceledException or ObjectDisposedException => MapConnectionFailure(exception, request, connection),
        _ => null,
    };

    private static BedrockException MapConnectionFailure(Exception exception, SdkRequest request, ConnectionInfo connection)
    {
        var attempts = request.Attempts == 1 ? "1 attempt" : $"{request.Attempts} attempts";

        // .NET's message for a proxy that refuses the connection contains the proxy's address and password.
        var cause = exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } ? null : exception;
        return new BedrockException(
            ErrorCode.ConnectionFailed,
            DescribeRegion(connection)
            + $"{request.Operation.Name} received no response from {connection.Host} in {attempts}: "
            + $"{DescribeCause(exception, connection.Bundle)}.",
            cause)
        {
            Operation = request.Operation.Name,
            IsRetryable = true,
        };
    }

    private static BedrockException MapServiceException(ErrorResponseException exception, SdkRequest request, ConnectionInfo connection)
    {
        var status = (int)exception.StatusCode;
        return new BedrockException(exception.ErrorCode, Describe(exception, request, connection), null)
        {
            Operation = request.Operation.Name,
            StatusCode = status,
            RequestId = exception.RequestId ?? "",
            ResourceName = exception.ResourceName,
            IsRetryable = status == 429 || status >= 500 || exception.ErrorCode == ErrorCode.Throttling,
        };
    }

    private static string Describe(ErrorResponseException exception, SdkRequest request, ConnectionInfo connection) =>
        DescribeAuthentication(exception, connection) ?? (request.AsksModel, exception.ErrorCode) switch
        {
            // The service's own text can quote what the model returned.
            (true, ErrorCode.ModelError) =>
                "The model failed while it processed the prompt"
                + $"{(exception.OriginalStatus is { } status ? $", with status {status}" : "")}.",
            (true, ErrorCode.ModelTimeout) => "The model did not answer within the time limit of the service.",
            _ => exception.Message,
        };

    /// <summary>
    /// A message that says what to do about an authentication error; null for other errors. The service's message about a wrong
    /// signature quotes the canonical request with the session token, so it is never shown.
    /// </summary>
    private static string? DescribeAuthentication(ErrorResponseException exception, ConnectionInfo connection) => exception.ErrorCode switch
    {
        ErrorCode.ExpiredToken or "ExpiredToken" =>
            $"The session token from {connection.CredentialName} has expired. Get new credentials"
            + (connection.ProfileName is { } profile
                ? $" (for an SSO profile: aws sso login --profile {InputText.Argument(profile)})"
                : "")
            + " and try again.",
        ErrorCode.UnrecognizedClient or "InvalidClientTokenId" when connection.CredentialName == CredentialResolver.BearerVariable =>
            $"AWS rejected the API key in {connection.CredentialName} in {connection.Region}. "
            + "The key may be mistyped, expired, deactivated or deleted. Create a new one in the Bedrock console and try again.",
        ErrorCode.UnrecognizedClient or "InvalidClientTokenId" =>
            $"AWS rejected the access key from {connection.CredentialName} in {connection.Region}. The key may be mistyped, deactivated "
            + "or deleted, its session token may be wrong, or the Region may not be enabled for the account. Check them and try again.",
        "RequestExpired" or "RequestTimeTooSkewed" or "RequestInTheFuture" => DescribeClock(),
        ErrorCode.InvalidSignature or "SignatureDoesNotMatch" or "IncompleteSignature" or ErrorCode.IncompleteSignature =>
            DescribeSignature(exception.Message, connection.CredentialName, connection.Region, connection.Host),
        _ => null,
    };

    /// <summary>A message that says what to do about a signature that a service rejected.</summary>
    /// <param name="text">The message of the service.</param>
    /// <param name="source">The source of the keys.</param>
    /// <param name="region">The Region of the signature.</param>
    /// <param name="service">The service or its address.</param>
    public static string DescribeSignature(string text, string source, string region, string service)
    {
        if (Says("signature expired") || Says("not yet current"))
            return DescribeClock();
        if (Says("scoped to a valid region"))
        {
            return DescribeRegion(region)
                + $"AWS rejected the Region of the signature: the request was signed for {region}, but {service} serves another Region. "
                + "Check the Region and the endpoint.";
        }

        // Only the message about a wrong signature quotes what was signed. Other messages are about a part of the request.
        return Says("does not match") || Says("canonical") || Says("no error message")
            ? $"AWS rejected the signature. The secret key from {source} does not match its access key, or a proxy "
                + "changed the request. Check the secret key and try again."
            : $"AWS rejected the signature of the request, which was signed for {region}: {text.TrimEnd('.')}. "
                + $"Check the endpoint ({service}) and whether a proxy changed the request.";

        bool Says(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A Region that is part of the host name and may be misspelled; empty if it is known.</summary>
    private static string DescribeRegion(ConnectionInfo connection) =>
        connection.Host.Contains(connection.Region, StringComparison.Ordinal) ? DescribeRegion(connection.Region) : "";

    private static string DescribeRegion(string region) => Regions.DescribeUnknown(region) is { } sentence ? sentence + " " : "";

    private static string DescribeClock() =>
        $"AWS rejected the time of the request: this computer's clock is off by more than {MaxClockSkewMinutes} minutes. "
        + "Set the clock and try again.";

    /// <summary>The cause without the final period. Checks the inner exceptions too, because .NET wraps the cause.</summary>
    public static string DescribeCause(Exception exception, CaBundle? bundle)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (DescribeOne(cause, bundle) is { } description)
                return description;
        }

        return exception is IOException ? "the response was incomplete" : "the connection failed";
    }

    private static string? DescribeOne(Exception exception, CaBundle? bundle) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
            or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            "the host name could not be resolved. Check the endpoint, the Region and the network",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } proxy =>
            proxy.StatusCode == HttpStatusCode.ProxyAuthenticationRequired
                ? "the proxy requires a user name and password. Set them in HTTPS_PROXY"
                : "the proxy did not open the connection. Check HTTPS_PROXY and NO_PROXY",
        AuthenticationException or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "no trusted TLS connection could be made. Check the endpoint's certificate and that the endpoint uses https. " + (bundle is null
                ? "If a private authority or a proxy issued the certificate, set AWS_CA_BUNDLE, ca_bundle in the profile, or SSL_CERT_FILE "
                    + "(Linux) to a PEM file with the certificates of the authority"
                : $"Only the authorities in the CA bundle {bundle} are trusted; add the one that issued the certificate, or remove the "
                    + "setting (AWS_CA_BUNDLE, or ca_bundle in the profile) to trust those of the system and of SSL_CERT_FILE (Linux)"),
        SocketException socket => DescribeSocketError(socket.SocketErrorCode),
        TimeoutException or OperationCanceledException => "the request timed out",
        ObjectDisposedException => "the connections were closed because the module was removed. Try again",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the response was incomplete",
        _ => null,
    };

    private static string? DescribeSocketError(SocketError error) => error switch
    {
        SocketError.ConnectionRefused =>
            "the connection was refused. Check that the service is running and that the endpoint's port is correct",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NotConnected =>
            "the connection was reset",
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
            "the host could not be reached. Check the network and any proxy",
        _ => null,
    };
}
