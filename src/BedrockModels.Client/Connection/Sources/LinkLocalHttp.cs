using System.Text.Json;
using Amazon.Runtime;

namespace BedrockModels.Client;

/// <summary>Requests to the addresses that exist only inside a container or an instance: never by a proxy, never for long.</summary>
internal static class LinkLocalHttp
{
    /// <summary>Sends; null where nothing answered in time.</summary>
    public static async Task<(int Status, string Body)?> SendAsync(HttpRequestMessage request, TimeSpan timeout, TimeProvider clock, CancellationToken ct)
    {
        using var time = new CancellationTokenSource(timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        try
        {
            using var answer = await ClientCache.Current.LinkLocal.SendAsync(request, limit.Token).ConfigureAwait(false);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Reads the credentials that containers and instances are given; null where the text holds none.</summary>
    public static RefreshingAWSCredentials.CredentialsRefreshState? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.TryGetProperty("AccessKeyId", out var key) && key.GetString() is { Length: > 0 } accessKey
                && root.TryGetProperty("SecretAccessKey", out var secret) && secret.GetString() is { Length: > 0 } secretKey
                ? new(
                    new ImmutableCredentials(accessKey, secretKey, root.TryGetProperty("Token", out var token) ? token.GetString() : null),
                    root.TryGetProperty("Expiration", out var expiration) ? expiration.GetDateTimeOffset().UtcDateTime : TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(15))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
