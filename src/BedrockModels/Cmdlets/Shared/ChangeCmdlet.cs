using System.Management.Automation;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>What the New- and Set- cmdlets share: -Wait, with the same waiter as the Wait- cmdlets.</summary>
public abstract class ChangeCmdlet : BulkCmdlet
{
    private readonly List<WaitItem> _changed = [];

    /// <summary>Waits until all that was changed can be used, and emits it as it is then.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits in all: a TimeSpan, or a number of seconds. The default is one hour.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = WaitSchedule.DefaultTimeout;

    /// <summary>The longest time between two looks of -Wait: a TimeSpan, or a number of seconds. The default is 30 seconds.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan PollInterval { get; set; } = WaitSchedule.DefaultPollInterval;

    private protected sealed override bool ChangesSomething => true;

    private protected sealed override IReadOnlyCollection<string> Unwritten => [.. _changed.Where(item => !HasEnded(item)).Select(item => Labels.Of(item.Identifier))];

    /// <summary>Waits for what was changed.</summary>
    private protected abstract void WaitFor(IReadOnlyList<WaitItem> items, WaitSchedule schedule);

    private protected sealed override void Finish() => WaitFor(_changed, new WaitSchedule(Timeout, PollInterval));

    /// <summary>Emits what was changed, or keeps it for -Wait to emit.</summary>
    private protected void Take(object changed, string name, string arn, string region, object target)
    {
        if (Wait)
            _changed.Add(new WaitItem(InputNote.Attach(arn, new InputNote(changed, name, region)), region, target));
        else
            WriteObject(changed);
    }
}
