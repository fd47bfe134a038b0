namespace BedrockModels;

/// <summary>One kind of resource for cmdlets, waits, completion and messages. <see cref="Resources"/> has a row for each kind.</summary>
internal abstract class Resource
{
    /// <summary>The noun in messages, for example <c>custom model</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>The members of a piped object that hold its ARN; the first that is not empty counts.</summary>
    public required string[] ArnMembers { get; init; }

    /// <summary>The members of a piped object that hold its name, or any identifier of it.</summary>
    public required string[] NameMembers { get; init; }

    /// <summary>The status of a resource that can be used.</summary>
    public required string Ready { get; init; }

    /// <summary>The statuses before that.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>The noun of its cmdlets, for example <c>BedrockCustomModel</c>.</summary>
    public string CommandNoun => "Bedrock" + ItemType.Name;

    /// <summary>The cmdlet that lists the resources.</summary>
    public string GetCommand => "Get-" + CommandNoun;

    /// <summary>The parameter for identifiers, for example <c>-ModelIdentifier</c>.</summary>
    public string Parameter => $"-{char.ToUpperInvariant(Label.Name[0])}{Label.Name[1..]}";

    /// <summary>The constraint of an identifier.</summary>
    public Constraint Identifier => Label.Constraint;

    /// <summary>The error id for a resource that is Failed.</summary>
    public ErrorId Failed => ErrorId.FromCode(ItemType.Name + "Failed");

    /// <summary>The error id for a resource that was deleted during a wait.</summary>
    public ErrorId Vanished => ErrorId.FromCode(ItemType.Name + "Vanished");

    /// <summary>The type that Get returns.</summary>
    public abstract Type ItemType { get; }

    /// <summary>The member of a request that has the identifier.</summary>
    public abstract Member Label { get; }

    /// <summary>Whether an operation looks for an existing resource of this kind.</summary>
    public abstract bool IsLookedForBy(string operation);

    public abstract Task<IResource> ReadAsync(BedrockClient client, string identifier, CancellationToken ct);

    public abstract Task DeleteAsync(BedrockClient client, string identifier, CancellationToken ct);
}

/// <summary>A kind of resource with the types that Get and List return.</summary>
internal sealed class Resource<TItem, TSummary> : Resource
    where TItem : class, IResource
    where TSummary : class, IResource
{
    public required Operation<ResourceRequest, TItem> Get { get; init; }
    public required Operation<ResourceRequest, EmptyResponse> Delete { get; init; }

    /// <summary>The pages of a list without filters, newest first, in the largest pages.</summary>
    public required Func<BedrockClient, CancellationToken, IAsyncEnumerable<IReadOnlyList<TSummary>>> ListAsync { get; init; }

    /// <summary>Operations without its identifier in their path that look for a resource of this kind.</summary>
    public IReadOnlyList<Operation> AlsoLookedForBy { get; init; } = [];

    /// <summary>The status of an update, for a kind that stays ready during it; null if there is no update.</summary>
    public Func<TItem, string?> UpdateStatus { get; init; } = static _ => null;

    public override Type ItemType => typeof(TItem);

    public override Member Label => Get.Members.Single(member => member.Location == MemberLocation.Label);

    public Task<TItem> GetAsync(BedrockClient client, string identifier, CancellationToken ct) =>
        client.SendAsync(Get, new ResourceRequest(identifier), ct);

    public override bool IsLookedForBy(string operation) =>
        Operations.All.Where(one => one.LabelName == Get.LabelName).Concat(AlsoLookedForBy).Any(one => one.Name == operation);

    public override async Task<IResource> ReadAsync(BedrockClient client, string identifier, CancellationToken ct) =>
        await GetAsync(client, identifier, ct).ConfigureAwait(false);

    public override Task DeleteAsync(BedrockClient client, string identifier, CancellationToken ct) => ChangeAsync(
        client,
        Delete,
        new ResourceRequest(identifier),
        null,
        item => Task.FromResult(item is null or { Status: ResourceStatus.Deleting }),
        ct);

    /// <summary>
    /// Sends a change. If the response to an attempt was lost and the service refuses the next attempt, the state of the resource shows
    /// whether the change is made.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="request">The request.</param>
    /// <param name="newName">The new name of the resource if the request has its old one; otherwise null.</param>
    /// <param name="isMade">Whether the change is made; receives null for a resource that does not exist.</param>
    /// <param name="ct">Cancels the calls.</param>
    public async Task ChangeAsync<TRequest, TResponse>(
        BedrockClient client,
        Operation<TRequest, TResponse> operation,
        TRequest request,
        string? newName,
        Func<TItem?, Task<bool>> isMade,
        CancellationToken ct)
        where TRequest : ILabeledRequest
        where TResponse : class
    {
        try
        {
            await client.SendAsync(operation, request, ct).ConfigureAwait(false);
        }
        catch (BedrockException refusal) when (refusal.RefusesRepeat)
        {
            var isGone = refusal.ErrorCode == ErrorCode.ResourceNotFound;
            if (!await IsMadeAsync(isGone ? newName : request.Label).ConfigureAwait(false))
                throw;
        }

        async Task<bool> IsMadeAsync(string? identifier)
        {
            try
            {
                var item = identifier is null ? null : await GetAsync(client, identifier, ct).ConfigureAwait(false);
                return await isMade(item).ConfigureAwait(false);
            }
            catch (BedrockException exception)
            {
                return exception.ErrorCode == ErrorCode.ResourceNotFound && await isMade(null).ConfigureAwait(false);
            }
        }
    }
}
