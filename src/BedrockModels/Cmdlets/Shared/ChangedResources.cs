namespace BedrockModels;

/// <summary>The changed resources of a New- or Set- cmdlet: written at once, or with -Wait when they are ready.</summary>
internal sealed class ChangedResources(BedrockCmdlet cmdlet)
{
    private readonly List<WaitItem> _changed = [];
    private readonly ResourceWaits _waits = new(cmdlet);

    /// <summary>The labels of the resources that are not written yet.</summary>
    public IReadOnlyCollection<string> Unwritten =>
        [.. _changed.Where(item => !_waits.HasEnded(item)).Select(item => Labels.For(item.Identifier))];

    /// <summary>Writes a changed resource or keeps it for the wait.</summary>
    public void Write(IResource changed, object target, bool wait)
    {
        if (!wait)
        {
            cmdlet.WriteObject(changed);
            return;
        }

        var identifier = InputNote.Attach(changed.Arn!, new InputNote(changed, changed.Name, changed.Region));
        _changed.Add(new WaitItem(identifier, changed.Region!, target, IsNew: changed.Status == ResourceStatus.Creating));
    }

    /// <summary>Waits for the kept resources.</summary>
    public void WaitFor<TItem, TSummary>(Resource<TItem, TSummary> resource, WaitSchedule schedule, bool forUpdate = false)
        where TItem : class, IResource
        where TSummary : class, IResource =>
        _waits.WaitFor(resource, _changed, schedule, forUpdate);
}
