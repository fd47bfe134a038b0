namespace BedrockModels;

/// <summary>The changed resources of a New- or Set- cmdlet: written at once, or with -Wait when they are ready.</summary>
internal sealed class ChangedResources(BedrockCmdlet cmdlet)
{
    private readonly List<(WaitItem Item, bool IsChanged)> _kept = [];
    private readonly ResourceWaits _waits = new(cmdlet);

    /// <summary>The labels of the changed resources that are not written yet.</summary>
    public IReadOnlyCollection<string> Unwritten =>
        [.. _kept.Where(kept => kept.IsChanged && !_waits.HasEnded(kept.Item)).Select(kept => Labels.For(kept.Item.Identifier))];

    /// <summary>Writes a resource or keeps it for the wait.</summary>
    public void Write(IResource resource, object target, bool wait, bool isChanged)
    {
        if (!wait)
        {
            cmdlet.WriteObject(resource);
            return;
        }

        var identifier = InputNote.Attach(resource.Arn!, new InputNote(resource, resource.Name, resource.Region));
        var isNew = resource.Status == ResourceStatus.Creating;
        _kept.Add((new WaitItem(identifier, resource.Region!, target, isNew), isChanged));
    }

    /// <summary>Waits for the kept resources.</summary>
    public void WaitFor<TItem, TSummary>(Resource<TItem, TSummary> resource, WaitSchedule schedule, bool forUpdate = false)
        where TItem : class, IResource
        where TSummary : class, IResource =>
        _waits.WaitFor(resource, [.. _kept.Select(kept => kept.Item)], schedule, forUpdate);
}
