using System.Management.Automation;
using BedrockModels.Protocol;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>What the Wait- cmdlets share: they collect what is piped, and wait for all of it together.</summary>
public abstract class WaitCmdlet : BedrockCmdlet
{
    private readonly List<WaitItem> _items = [];

    /// <summary>How long to wait in all: a TimeSpan, or a number of seconds. The time starts when all input is there. The default is one hour.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = WaitSchedule.DefaultTimeout;

    /// <summary>The longest time between two looks: a TimeSpan, or a number of seconds. The first looks come sooner. The default is 30 seconds.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan PollInterval { get; set; } = WaitSchedule.DefaultPollInterval;

    /// <summary>Waits for what was collected.</summary>
    private protected abstract void Wait(IReadOnlyList<WaitItem> items, WaitSchedule schedule);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Wait(_items, new WaitSchedule(Timeout, PollInterval));

    /// <summary>Takes what one record names.</summary>
    private protected void Collect(string parameter, string[] identifiers, Shape shape, string getCommand)
    {
        foreach (var identifier in identifiers)
        {
            if (TryGetOne(parameter, identifier, shape, getCommand, out var client))
                _items.Add(new WaitItem(identifier, client.Region, TargetOf(identifier)));
        }
    }
}
