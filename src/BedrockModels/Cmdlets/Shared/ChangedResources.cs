using BedrockModels.Protocol;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>What a New- or Set- cmdlet has changed: written at once, or with -Wait when it is ready.</summary>
internal sealed class ChangedResources(BedrockCmdlet cmdlet)
{
    private readonly List<WaitItem> _changed = [];
    private readonly ResourceWaits _waits = new(cmdlet);

    /// <summary>The labels of those that are not written yet.</summary>
    public IReadOnlyCollection<string> Unwritten => [.. _changed.Where(item => !_waits.HasEnded(item)).Select(item => Labels.Of(item.Identifier))];

    /// <summary>Writes a changed resource, or keeps it for the wait.</summary>
    public void Write(IResource changed, object target, bool wait)
    {
        if (wait)
            _changed.Add(new WaitItem(InputNote.Attach(changed.Arn!, new InputNote(changed, changed.Name, changed.Region)), changed.Region!, target));
        else
            cmdlet.WriteObject(changed);
    }

    /// <summary>Waits for what was kept.</summary>
    public void WaitFor<TItem, TSummary>(Resource<TItem, TSummary> resource, WaitSchedule schedule, bool forUpdate = false)
        where TItem : class, IResource
        where TSummary : class, IResource =>
        _waits.WaitFor(resource, _changed, schedule, forUpdate);
}
