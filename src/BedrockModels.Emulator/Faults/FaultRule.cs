namespace BedrockModels.Emulator;

/// <summary>
/// What is to go wrong, with which requests, how often. Patterns take <c>*</c> and <c>?</c>. A rule with
/// <see cref="Delay"/> and something else waits first; <see cref="Fail"/> stands alone.
/// </summary>
internal sealed record FaultRule
{
    /// <summary>The operations it strikes, as a pattern; null strikes all.</summary>
    public string? Operation { get; init; }

    /// <summary>The resources it strikes, as a pattern of their name, or of their ARN where the request names that; null strikes all.</summary>
    public string? Name { get; init; }

    /// <summary>How many requests it strikes; null for no end.</summary>
    public int? Times { get; init; }

    /// <summary>How likely it strikes a matching request: 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Makes the chances the same in every run.</summary>
    public int Seed { get; init; }

    /// <summary>How long the request waits before it is served.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The code of the error to answer.</summary>
    public string? Error { get; init; }

    /// <summary>The message of <see cref="Error"/>; null for a plain one.</summary>
    public string? Message { get; init; }

    /// <summary>The status to answer: of <see cref="Error"/>, where that is given; else with <see cref="Body"/> as it stands.</summary>
    public int? Status { get; init; }

    /// <summary>The body to answer with <see cref="Status"/>.</summary>
    public string Body { get; init; } = "";

    /// <summary>The content type of <see cref="Body"/>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether, and when, the connection is dropped without an answer.</summary>
    public Drop Drop { get; init; }

    /// <summary>Whether the answer breaks off in the middle of its body. The request took effect.</summary>
    public bool Cut { get; init; }

    /// <summary>
    /// The failure message with which ends what the request starts: the model, the deployment, the throughput or the update
    /// becomes Failed. The request itself succeeds.
    /// </summary>
    public string? Fail { get; init; }
}
