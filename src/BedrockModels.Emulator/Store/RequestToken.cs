namespace BedrockModels.Emulator;

/// <summary>A client request token that was used, and what it made.</summary>
internal sealed class RequestToken
{
    public required string Operation { get; set; }

    public required string Token { get; set; }

    /// <summary>The ARN of what the first request made; a replay answers it, even when that is gone since.</summary>
    public required string Arn { get; set; }

    /// <summary>A hash of the first request's members.</summary>
    public string? Parameters { get; set; }

    public DateTimeOffset Time { get; set; }
}
