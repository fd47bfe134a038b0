using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using BedrockModels.Protocol;

namespace BedrockModels.Client;

/// <summary>Turns what the pipeline throws into the one exception that leaves the client: a code, and one sentence without secrets.</summary>
internal static class ExceptionMapper
{
    private const int ClosestSkewMinutes = 5;

    /// <summary>The failure of a call; null for an exception that is none of the connection's or the service's, but a defect.</summary>
    public static BedrockException? Map(Exception exception, SdkRequest request, ConnectionInfo connection) => exception switch
    {
        BedrockException own => own,
        ServiceException error => MapServiceException(error, request, connection),
        HttpRequestException or IOException or SocketException or AuthenticationException or TimeoutException or OperationCanceledException or ObjectDisposedException =>
            new BedrockException(ErrorCode.ConnectionFailed, DescribeConnection(exception, request, connection), WithoutProxyAddress(exception))
            {
                Operation = request.Operation.Name,
                IsRetryable = true,
            },
        _ => null,
    };

    /// <summary>.NET's text for a proxy that refuses names the proxy's address, and with it its password.</summary>
    private static Exception? WithoutProxyAddress(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } ? null : exception;

    private static BedrockException MapServiceException(ServiceException error, SdkRequest request, ConnectionInfo connection)
    {
        var status = (int)error.StatusCode;
        return new BedrockException(error.ErrorCode, DescribeAuthentication(error, connection) ?? error.Message, null)
        {
            Operation = request.Operation.Name,
            StatusCode = status,
            RequestId = error.RequestId ?? "",
            ResourceName = error.ResourceName,
            IsRetryable = status == 429 || status >= 500 || error.ErrorCode == ErrorCode.Throttling,
        };
    }

    /// <summary>
    /// Errors of authentication get a sentence of our own that says what to do. The service's text for a wrong signature quotes
    /// the canonical request, and with it the session token: it is not passed on.
    /// </summary>
    private static string? DescribeAuthentication(ServiceException error, ConnectionInfo connection) => error.ErrorCode switch
    {
        ErrorCode.ExpiredToken or "ExpiredToken" =>
            $"The session token from {connection.CredentialName} has expired; get new credentials{RenewalHint(connection)} and try again.",
        ErrorCode.UnrecognizedClient or "InvalidClientTokenId" when connection.CredentialName == CredentialResolver.BearerVariable =>
            $"AWS does not accept the API key in {connection.CredentialName} in {connection.Region}: it is mistyped, expired, deactivated or deleted; make a new one in the Bedrock console and try again.",
        ErrorCode.UnrecognizedClient or "InvalidClientTokenId" =>
            $"AWS does not accept the access key from {connection.CredentialName} in {connection.Region}: it is mistyped, deactivated or deleted, its session token is wrong, or the Region is not enabled for the account; check them and try again.",
        "RequestExpired" or "RequestTimeTooSkewed" or "RequestInTheFuture" => DescribeClock(),
        ErrorCode.InvalidSignature or "SignatureDoesNotMatch" or "IncompleteSignature" or ErrorCode.IncompleteSignature =>
            error.Message.Contains("Signature expired", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("not yet current", StringComparison.OrdinalIgnoreCase)
                ? DescribeClock()
                : $"The signature was refused: the secret key from {connection.CredentialName} does not belong to its access key, or a proxy changed the request; check the secret key and try again.",
        _ => null,
    };

    private static string DescribeClock() =>
        $"The service refused the time of the request: this machine's clock is off by more than {ClosestSkewMinutes} minutes; set the clock and try again.";

    private static string RenewalHint(ConnectionInfo connection) =>
        connection.ProfileName is { } profile ? $" (for a profile with SSO: aws sso login --profile {profile})" : "";

    private static string DescribeConnection(Exception exception, SdkRequest request, ConnectionInfo connection)
    {
        var tries = request.Attempts == 1 ? "1 attempt" : $"{request.Attempts} attempts";
        return $"{request.Operation.Name} got no answer from {connection.Host} in {tries}: {DescribeCause(exception)}.";
    }

    private static string DescribeCause(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }:
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return "no such host name is known; check the endpoint, the Region and the network";
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired }:
                    return "the proxy asks for a user name and password; set them in HTTPS_PROXY";
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }:
                    return "the proxy did not open the connection; check HTTPS_PROXY and NO_PROXY";
                case AuthenticationException:
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return "no trusted TLS connection could be made; check the endpoint's certificate, and that it speaks https";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "the connection was refused; check that the service runs there, and the endpoint's port";
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NotConnected }:
                    return "the connection was reset";
                case SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable }:
                    return "the host could not be reached; check the network and any proxy";
                case TimeoutException:
                case OperationCanceledException:
                    return "the time for an answer ran out";
                case ObjectDisposedException:
                    return "its connections were closed, because the module was removed; try again";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "the answer broke off";
            }
        }

        return exception is IOException ? "the answer broke off" : "the connection failed";
    }
}
