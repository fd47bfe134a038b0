namespace BedrockModels;

/// <summary>Base of the Get- cmdlets of resources: by identifier, by wildcard, or a filtered list, page by page.</summary>
public abstract class GetCmdlet : BedrockCmdlet
{
    private protected const string IdentifierSet = "Identifier";
    private protected const string ListSet = "List";
    private ListWindow? _window;

    private protected GetCmdlet() { }

    /// <summary>
    /// Returns only resources whose name contains this text. The service compares and can distinguish upper and lower case; a wildcard for
    /// the name ignores case.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("NameContain")]
    [ConstraintValidation("-NameContains", nameof(Constraints.ModelName))]
    public string? NameContains { get; set; }

    /// <summary>Returns only resources that were created after this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("CreationTimeAfter")]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>Returns only resources that were created before this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("CreationTimeBefore")]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <summary>The order by creation time: Descending (newest first, the default) or Ascending (oldest first).</summary>
    [Parameter]
    [SpellingTransformation(nameof(Constraints.SortOrder))]
    [ValidateSet("Ascending", "Descending")]
    public string SortOrder { get; set; } = "Descending";

    /// <summary>
    /// The number of resources on one page from the service, 1 to 1000. The default is 1000. With smaller pages, the first resources arrive
    /// sooner.
    /// </summary>
    [Parameter]
    [Alias("MaxResults", "MaxResult")]
    [ValidateRange(1, Constraints.LargestPage)]
    public int PageSize { get; set; } = Constraints.LargestPage;

    /// <summary>
    /// The maximum number of requests in flight at the same time, 1 to 64. The default is 1. Output and errors keep the order of the input.
    /// </summary>
    [Parameter, ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    /// <summary>The ARN that filters a list, or null. Its Region is the Region of the list.</summary>
    private protected abstract string? FilterArn { get; }

    /// <summary>Whether the cmdlet itself filters the items of a list, so that a page can have less than -First needs.</summary>
    private protected virtual bool FiltersItems => false;

    private protected ListWindow Window => _window ??= new ListWindow(PagingParameters);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // Without its filter, for example because a variable was never set, a list would return everything.
        foreach (var (name, value) in MyInvocation.BoundParameters)
        {
            if (value is null && IsFilter(name))
                ThrowTerminatingError(Refusals.NullFilter("-" + name));
        }
    }

    /// <summary>Gets the resources of one record: by identifier, by wildcard, or filtered.</summary>
    /// <param name="resource">The kind of resource.</param>
    /// <param name="identifiers">Names, ARNs and wildcards.</param>
    /// <param name="get">Gets one resource.</param>
    /// <param name="operation">Lists resources.</param>
    /// <param name="filters">The filters that only this kind of resource has, and the times.</param>
    private protected void Get<TItem, TRequest, TPage, TSummary>(
        Resource resource,
        string[] identifiers,
        Func<BedrockClient, string, CancellationToken, Task<TItem>> get,
        ListOperation<TRequest, TPage, TSummary> operation,
        TRequest filters)
        where TRequest : ListRequest
        where TPage : class, IPage<TSummary>
        where TSummary : class, IResource
    {
        if (ParameterSetName == ListSet && TryConnectForList(out var client))
            WriteList(client, null, List(client, NameContains, FiltersItems ? PageSize : Window.PageSize(PageSize)), static _ => true);
        foreach (var identifier in identifiers)
        {
            if (NameWildcard.IsOne(identifier) && !InputNote.IsFromService(identifier))
            {
                var wildcard = new NameWildcard(identifier);
                if (!TryConnect(identifier, out var found))
                    continue;
                var candidates = List(found, null, PageSize);
                WriteList(found, TargetOf(identifier), candidates, summary => wildcard.IsMatch(summary.Name ?? ""));
            }
            else if (!Window.IsFull
                && Passes(InputCheck.Identifier(resource.Parameter, identifier, resource.Identifier, TargetOf(identifier)))
                && TryConnect(identifier, out var found))
            {
                Requests.Send(found, TargetOf(identifier), identifier, ct => get(found, identifier, ct), item => WriteItem(item));
            }
        }

        Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<TSummary>>> List(BedrockClient client, string? nameContains, int pageSize)
        {
            (filters.NameContains, filters.MaxResults, filters.NextToken) = (nameContains, pageSize, null);
            (filters.SortBy, filters.SortOrder) = ("CreationTime", SortOrder);
            return ct => client.ListAsync(operation, filters, ct);
        }
    }

    /// <summary>Writes an item of a list, or sends a request about it first.</summary>
    private protected virtual void WriteListed(BedrockClient client, IResource item) => WriteItem(item);

    /// <summary>Writes an item if it is in the window of -First and -Skip; null if a filter omits it.</summary>
    private protected void WriteItem(object? item)
    {
        if (item is not null && Window.Takes())
            WriteObject(item);
    }

    private bool IsFilter(string parameter) => GetType().GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>()
        .Any(declared => declared.ParameterSetName == ListSet) is true;

    private bool TryConnectForList(out BedrockClient client) =>
        FilterArn is { } arn ? TryConnect(arn, out client) : TryConnectForRecord(null, out client);

    private void WriteList<TSummary>(
        BedrockClient client,
        object? target,
        Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<TSummary>>> list,
        Func<TSummary, bool> matches)
        where TSummary : class, IResource
    {
        Requests.Drain();
        Window.WriteTotalCount(this);
        if (Window.IsFull)
            return;
        try
        {
            foreach (var page in Stream(list))
            {
                foreach (var item in page.Where(matches))
                {
                    WriteListed(client, item);
                    if (Window.IsFull)
                        return;
                }
            }
        }
        catch (BedrockException exception)
        {
            WriteError(ErrorRecords.ServiceError(exception, target, null, client.Region));
        }
    }
}
