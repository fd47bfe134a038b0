namespace BedrockModels;

/// <summary>Base of the Wait- cmdlets: they collect the piped resources and wait for all of them together.</summary>
public abstract class WaitCmdlet : BedrockCmdlet
{
    private readonly List<WaitItem> _items = [];

    private protected WaitCmdlet() => Waits = new ResourceWaits(this);

    /// <summary>
    /// The maximum total time to wait: a TimeSpan or a number of seconds. The time starts when the pipeline input is complete. The default
    /// is one hour.
    /// </summary>
    [Parameter, DurationTransformation]
    public TimeSpan Timeout { get; set; } = WaitSchedule.DefaultTimeout;

    /// <summary>
    /// The maximum time between two status checks: a TimeSpan or a number of seconds. The first checks come sooner. The default is 30
    /// seconds.
    /// </summary>
    [Parameter, DurationTransformation]
    public TimeSpan PollInterval { get; set; } = WaitSchedule.DefaultPollInterval;

    private protected ResourceWaits Waits { get; }

    private protected IReadOnlyList<WaitItem> Collected => _items;

    private protected WaitSchedule Schedule => new(Timeout, PollInterval);

    /// <summary>Adds the resources of one record.</summary>
    private protected void Collect(Resource resource, string[] identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (!TryGetOne(resource, identifier, out var client))
                continue;
            var target = TargetOf(identifier);
            var isNew = ObjectMembers.Bare(target) is IResource { Status: ResourceStatus.Creating };
            _items.Add(new WaitItem(identifier, client.Region, target, isNew));
        }
    }
}
