namespace BedrockModels.Emulator;

/// <summary>A fault: its effect, the requests that it matches, and how often. Patterns can contain <c>*</c> and <c>?</c>.</summary>
/// <remarks>A rule with <see cref="Delay"/> and another effect waits first. Work and responses need a rule each.</remarks>
internal sealed record FaultRule
{
    /// <summary>The operations that the rule matches, as a pattern; null matches all.</summary>
    public string? Operation { get; init; }

    /// <summary>The resources that the rule matches, as a pattern of names, and of ARNs if the request has one; null matches all.</summary>
    public string? Name { get; init; }

    /// <summary>Patterns of the Region and of the access key of the caller; null matches all.</summary>
    public string? Region { get; init; }

    public string? AccessKey { get; init; }

    /// <summary>Patterns of what the request gives its model, or of what its model has; null matches all.</summary>
    public string? Role { get; init; }

    public string? KmsKey { get; init; }

    /// <summary>A pattern of model packages and S3 URIs.</summary>
    public string? Source { get; init; }

    /// <summary>A pattern of <c>key=value</c>, of which one tag must match.</summary>
    public string? Tag { get; init; }

    /// <summary>The first matching request that the rule applies to, from 1; it applies once unless <see cref="Times"/> is set.</summary>
    public int? Nth { get; init; }

    /// <summary>How many requests the rule applies to; null for no limit.</summary>
    public int? Times { get; init; }

    /// <summary>The probability that the rule applies to a matching request: 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The seed of the random numbers, which makes them the same in every run.</summary>
    public int Seed { get; init; }

    /// <summary>How long the request waits before it is served.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The code of the error to return.</summary>
    public string? Error { get; init; }

    /// <summary>The message of <see cref="Error"/>; null for a default message.</summary>
    public string? Message { get; init; }

    /// <summary>The status of <see cref="Error"/> if that is set; otherwise the status of a response with <see cref="Body"/>.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the response with <see cref="Status"/>.</summary>
    public string Body { get; init; } = "";

    /// <summary>The content type of <see cref="Body"/>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether, and when, the connection is dropped without a response.</summary>
    public Drop Drop { get; init; }

    /// <summary>Whether the response ends in the middle of its body. The request took effect.</summary>
    public bool Cut { get; init; }

    /// <summary>How many matching requests of each second are served; the others are throttled, or have the effect of the rule.</summary>
    public int? Rate { get; init; }

    /// <summary>Headers to add to the response.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The failure message of the work that the request starts. The request itself succeeds.</summary>
    /// <remarks>The model, the deployment, the throughput or the update becomes Failed.</remarks>
    public string? Fail { get; init; }

    /// <summary>How long the resource is ready before it becomes Failed; null for not at all.</summary>
    public TimeSpan? FailAfter { get; init; }

    /// <summary>How long the work that the request starts takes.</summary>
    public TimeSpan? ActivationTime { get; init; }

    /// <summary>How long lists do not show the resource that the request creates.</summary>
    public TimeSpan? ListDelay { get; init; }

    /// <summary>The rule as its user wrote it.</summary>
    public object? Definition { get; init; }

    /// <summary>Whether the rule is about the work that a request starts, and not about the response.</summary>
    public bool IsWork => Fail is not null || ActivationTime is not null || ListDelay is not null;
}

/// <summary>When a fault drops the connection.</summary>
internal enum Drop
{
    None,

    /// <summary>Before the request takes effect.</summary>
    Before,

    /// <summary>After the request took effect: the client cannot know that it did.</summary>
    After,
}
