using System.Management.Automation;
using BedrockModels.Client;
using BedrockModels.Pipeline;

namespace BedrockModels;

/// <summary>What all cmdlets that call the service share: the connection, the bridge to asynchronous calls, Stop, and errors.</summary>
public abstract class BedrockCmdlet : PSCmdlet
{
    private readonly PipelineQueue _queue = new();
    private string? _givenRegion;
    private CommandClients? _clients;

    private protected BedrockCmdlet() => Requests = new OrderedRequests(this);

    /// <summary>
    /// The AWS Region, such as us-east-1. Without it the Region comes from the ARN, else from the piped object, $StoredAWSRegion,
    /// the named profile, AWS_REGION, AWS_DEFAULT_REGION, the default profile or the instance metadata.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [NotGivenWhenEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The name of a profile in the shared AWS files. Its credentials and settings are used, and no others.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The credentials file to read, where it is not ~/.aws/credentials.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <summary>The access key; -SecretKey goes with it.</summary>
    [Parameter]
    [Alias("AK")]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>The secret key, as a SecureString or a string; -AccessKey goes with it.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    [ValidateNotNullOrEmpty]
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary keys, as a SecureString or a string.</summary>
    [Parameter]
    [Alias("ST")]
    [SecretTransformation]
    [ValidateNotNullOrEmpty]
    public string? SessionToken { get; set; }

    /// <summary>
    /// The credentials: an object of AWS Tools, of any version; the output of STS; a hashtable with AccessKeyId, SecretAccessKey
    /// and SessionToken; or a PSCredential whose user name is the access key.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Credential { get; set; }

    /// <summary>The endpoint to call instead of the Region's own, such as that of an emulator.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EndpointUrl { get; set; }

    /// <summary>How many requests may be in flight at once.</summary>
    internal virtual int RequestsAtOnce => 1;

    /// <summary>Whether the requests change something, so that the user must learn what was started when the command ends early.</summary>
    internal virtual bool ChangesSomething => false;

    /// <summary>The labels of what was changed and is not written yet, because the command waits for it.</summary>
    internal virtual IReadOnlyCollection<string> Unwritten => [];

    /// <summary>Canceled by Stop.</summary>
    internal CancellationToken StopToken => _queue.Stopping;

    private protected OrderedRequests Requests { get; }

    private CommandClients Clients => _clients ??= new CommandClients(
        CallerConnection.Read(this),
        text => _queue.Post(() => Tell(text)),
        text => _queue.Post(() => WriteWarning(text)),
        call => _queue.Leave(() => WriteDebug($"{call.Operation}: {(call.StatusCode == 0 ? "no response" : call.StatusCode)}, request id {(call.RequestId.Length > 0 ? call.RequestId : "none")}, {call.Elapsed.TotalMilliseconds:F0} ms")));

    /// <inheritdoc/>
    protected override void BeginProcessing() => _givenRegion = Region;

    /// <summary>Handles the items of one record.</summary>
    private protected abstract void ProcessItems();

    /// <summary>What is left to do after the last record.</summary>
    private protected virtual void Finish()
    {
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Requests.Run(ProcessItems);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Requests.Run(() =>
    {
        Requests.Drain();
        Finish();
        _queue.RunPosted();
    });

    /// <inheritdoc/>
    protected override void StopProcessing() => Cancel();

    /// <summary>Cancels what is in flight.</summary>
    internal void Cancel() => _queue.Stop();

    /// <summary>Runs an action on the pipeline thread, from any thread.</summary>
    private protected void Post(Action action) => _queue.Post(action);

    /// <summary>Waits for an asynchronous call on the pipeline thread, and runs what was posted meanwhile. Stop ends it at once.</summary>
    internal T Await<T>(Func<CancellationToken, Task<T>> call)
    {
        try
        {
            return _queue.Await(call(StopToken));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Hands out what an asynchronous stream yields, on the pipeline thread.</summary>
    internal IEnumerable<T> Stream<T>(Func<CancellationToken, IAsyncEnumerable<T>> call)
    {
        // Leaving early must end what the stream still does, so it has a token of its own.
        using var left = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        var items = call(left.Token).GetAsyncEnumerator(left.Token);
        try
        {
            while (Await(_ => items.MoveNextAsync().AsTask()))
                yield return items.Current;
        }
        finally
        {
            left.Cancel();
        }
    }

    /// <summary>The client of the Region in which an identifier is looked for: -Region, else its ARN's, else that of the object it came from.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="client">The client.</param>
    /// <param name="other">Another resource that the call brings in, if it does: its ARN names the Region where nothing else does.</param>
    /// <returns>False where these contradict each other, or where one is no Region; the error is written.</returns>
    private protected bool TryConnect(string identifier, out BedrockClient client, string? other = null)
    {
        client = null!;
        var (arn, joined) = (RegionOf(identifier), RegionOf(other));
        RequestedRegion region = (arn, _givenRegion, InputNote.Of(identifier)?.Region ?? Region) switch
        {
            (_, not null, _) => new(_givenRegion, "-Region"),
            (not null, _, _) => new(arn, "the ARN"),
            (_, _, null) when joined is not null => new(joined, "the ARN"),
            (_, _, var found) => new(found, "the piped object"),
        };
        if (arn is not null && arn != region.Name)
            Requests.WriteError(Refusals.RegionContradiction(identifier, arn, region.Name!, TargetOf(identifier)));
        else if (joined is not null && joined != region.Name)
            Requests.WriteError(Refusals.ModelInOtherRegion(identifier, region.Name!, other!, joined, TargetOf(identifier)));
        else
            return TryConnect(region, TargetOf(identifier), out client);
        return false;
    }

    /// <summary>Whether an identifier names one resource, and the client of its Region; the error is written where it does not.</summary>
    private protected bool TryGetOne(Resource resource, string identifier, out BedrockClient client, string? other = null)
    {
        client = null!;
        return Passes(InputCheck.One(resource, identifier, TargetOf(identifier))) && TryConnect(identifier, out client, other);
    }

    /// <summary>The client for a call about nothing that exists yet: that of -Region, or of the record's Region.</summary>
    private protected bool TryConnectForRecord(object? record, out BedrockClient client) =>
        TryConnect(_givenRegion is null ? new RequestedRegion(Region, "the piped object") : new RequestedRegion(_givenRegion, "-Region"), record, out client);

    /// <summary>The client of a Region. No Region, no credentials and no usable endpoint end the command; what an item alone calls its Region is the item's error.</summary>
    private bool TryConnect(RequestedRegion region, object? target, out BedrockClient client)
    {
        try
        {
            client = Await(ct => Clients.GetAsync(region, ct));
            return true;
        }
        catch (BedrockException exception) when (exception.ErrorCode == Protocol.ErrorCode.RegionNotFound && _givenRegion is null && region.Name is not null)
        {
            Requests.WriteError(ErrorRecords.ServiceError(exception, target, null, region.Name));
            client = null!;
            return false;
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(ErrorRecords.ServiceError(exception, null, null, region.Name));
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(Refusals.InvalidConnection(exception));
        }

        throw new InvalidOperationException("A terminating error did not end the command.");
    }

    /// <summary>Asks before a change that has no -Force, where the caller wants to be asked.</summary>
    private protected bool Confirms(string target, string action) => Confirmation.Ask(this, force: false, ConfirmImpact.Medium, target, action);

    /// <summary>Writes a verbose line.</summary>
    private protected void Tell(string text) => Confirmation.Verbose(this, text);

    /// <summary>Whether there is no error. An error is written in the place of its item.</summary>
    private protected bool Passes(ErrorRecord? error)
    {
        if (error is not null)
            Requests.WriteError(error);
        return error is null;
    }

    /// <summary>The input that an identifier came from: an object, or the identifier itself.</summary>
    private protected static object TargetOf(string identifier) => InputNote.Of(identifier)?.Input ?? identifier;

    /// <summary>The client of a Region that is connected already, or can be without asking anybody.</summary>
    internal Task<BedrockClient> ConnectForWaitAsync(string region, CancellationToken ct) => Clients.GetAsync(new RequestedRegion(region, "the wait"), ct);

    private static string? RegionOf(string? text) => Protocol.Arn.Parse(text)?.Region is { Length: > 0 } name ? name : null;
}
