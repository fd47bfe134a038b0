using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Protocol;

namespace BedrockModels;

/// <summary>What the Get- cmdlets of resources share: by identifier, by wildcard, or a filtered list, page by page as it arrives.</summary>
public abstract class GetCmdlet : BedrockCmdlet
{
    private protected const string IdentifierSet = "Identifier";
    private protected const string ListSet = "List";
    private ListWindow? _window;

    private protected GetCmdlet()
    {
    }

    /// <summary>Only resources whose name contains this.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ConstraintValidation("-NameContains", nameof(Constraints.ModelName))]
    public string? NameContains { get; set; }

    /// <summary>Only resources created after this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("CreationTimeAfter")]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>Only resources created before this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Alias("CreationTimeBefore")]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <summary>Newest first (Descending, the default) or oldest first (Ascending).</summary>
    [Parameter]
    [SpellingTransformation(nameof(Constraints.SortOrder))]
    [ValidateSet("Ascending", "Descending")]
    public string SortOrder { get; set; } = "Descending";

    /// <summary>How many resources one page of the service holds, 1 to 1000; the default is 1000. Smaller pages bring the first resources sooner.</summary>
    [Parameter]
    [Alias("MaxResults")]
    [ValidateRange(1, ListWindow.LargestPage)]
    public int PageSize { get; set; } = ListWindow.LargestPage;

    /// <summary>How many requests are in flight at once, 1 to 64. Output and errors keep the order of the input. The default is 1.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    /// <summary>The ARN that a list is filtered by, where there is one: what is looked for lies in its Region.</summary>
    private protected abstract string? FilterArn { get; }

    private ListWindow Window => _window ??= new ListWindow(PagingParameters);

    /// <summary>Gets what one record asks for: resources by identifier, by wildcard, or all that pass the filters.</summary>
    /// <param name="resource">The kind of resource.</param>
    /// <param name="identifiers">Names, ARNs and wildcards.</param>
    /// <param name="get">Reads one.</param>
    /// <param name="list">The pages of a list whose names contain a text, with this many items each.</param>
    private protected void Get<TItem, TSummary>(
        Resource resource,
        string[] identifiers,
        Func<BedrockClient, string, CancellationToken, Task<TItem>> get,
        Func<BedrockClient, string?, int, CancellationToken, IAsyncEnumerable<IReadOnlyList<TSummary>>> list)
        where TSummary : class, IResource
    {
        if (ParameterSetName == ListSet && TryConnectForList(out var client))
            WriteList(client, null, ct => list(client, NameContains, Window.PageSize(PageSize), ct), static _ => true);
        foreach (var identifier in identifiers)
        {
            if (NameWildcard.IsOne(identifier))
            {
                var wildcard = new NameWildcard(identifier);
                if (TryConnect(identifier, out var found))
                    WriteList(found, TargetOf(identifier), ct => list(found, wildcard.LongestLiteral, PageSize, ct), summary => wildcard.IsMatch(summary.Name ?? ""));
            }
            else if (!Window.IsFull && Passes(InputCheck.Value(resource.Parameter, identifier, resource.Identifier, TargetOf(identifier))) && TryConnect(identifier, out var found))
            {
                Requests.Send(found, TargetOf(identifier), identifier, ct => get(found, identifier, ct), item => WriteItem(found, item));
            }
        }
    }

    /// <summary>Writes an item that lies in the window of -First and -Skip.</summary>
    private protected virtual void Write(BedrockClient client, object item) => WriteObject(item);

    private bool TryConnectForList(out BedrockClient client) => FilterArn is { } arn ? TryConnect(arn, out client) : TryConnectForRecord(null, out client);

    private void WriteItem<T>(BedrockClient client, T item)
    {
        if (Window.Takes())
            Write(client, item!);
    }

    private void WriteList<TSummary>(BedrockClient client, object? target, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<TSummary>>> list, Func<TSummary, bool> matches)
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
                    WriteItem(client, item);
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
