namespace BedrockModels.Waiting;

/// <summary>What is waited for.</summary>
/// <param name="Identifier">The name or ARN, as it was given.</param>
/// <param name="Region">The Region to look in.</param>
/// <param name="Target">What the user passed, for error records.</param>
internal sealed record WaitItem(string Identifier, string Region, object? Target);

/// <summary>How long a wait may take, and how far its looks grow apart.</summary>
/// <param name="Timeout">Covers the whole wait; zero looks once.</param>
/// <param name="PollInterval">The longest pause between two looks, while nothing slows them down.</param>
internal sealed record WaitSchedule(TimeSpan Timeout, TimeSpan PollInterval)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(1);

    public static readonly TimeSpan DefaultPollInterval = TimeSpan.FromSeconds(30);
}
