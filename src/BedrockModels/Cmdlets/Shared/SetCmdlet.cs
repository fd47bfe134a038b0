using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>Base of the Set- cmdlets: -Wait, and several changes at once.</summary>
public abstract class SetCmdlet : BedrockCmdlet
{
    private protected SetCmdlet() => Changed = new ChangedResources(this);

    /// <inheritdoc cref="NewCmdlet.Wait"/>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc cref="NewCmdlet.Timeout"/>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = WaitSchedule.DefaultTimeout;

    /// <inheritdoc cref="NewCmdlet.PollInterval"/>
    [Parameter]
    [DurationTransformation]
    public TimeSpan PollInterval { get; set; } = WaitSchedule.DefaultPollInterval;

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    internal sealed override bool ChangesSomething => true;

    internal sealed override IReadOnlyCollection<string> Unwritten => Changed.Unwritten;

    private protected ChangedResources Changed { get; }

    private protected WaitSchedule Schedule => new(Timeout, PollInterval);
}
