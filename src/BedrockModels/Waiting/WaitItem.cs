namespace BedrockModels.Waiting;

/// <summary>A resource to wait for.</summary>
/// <param name="Identifier">The name or ARN in the input.</param>
/// <param name="Region">The Region of the resource.</param>
/// <param name="Target">The input, for error records.</param>
/// <param name="IsNew">Whether it was created just now. At first, a read may not find it yet.</param>
internal sealed record WaitItem(string Identifier, string Region, object? Target, bool IsNew = false);

/// <summary>The timeout and the poll interval of a wait.</summary>
/// <param name="Timeout">The time for the whole wait; zero polls once.</param>
/// <param name="PollInterval">The longest pause between two polls, unless the service throttles.</param>
internal sealed record WaitSchedule(TimeSpan Timeout, TimeSpan PollInterval)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(1);
    public static readonly TimeSpan DefaultPollInterval = TimeSpan.FromSeconds(30);
}
