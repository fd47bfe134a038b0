using System.Diagnostics.CodeAnalysis;
using BedrockModels.Pipeline;

namespace BedrockModels;

/// <summary>Base of all cmdlets that call the service: the connection, asynchronous calls, Stop and errors.</summary>
[SuppressMessage("Design", "CA1063", Justification = EndHook)]
[SuppressMessage("Usage", "CA1816", Justification = EndHook)]
public abstract class BedrockCmdlet : PSCmdlet, IDisposable
{
    private const string EndHook = "The engine calls Dispose at the end of the pipeline. There is nothing to release.";
    private readonly PipelineQueue _queue = new();
    private string? _givenRegion;
    private CommandClients? _clients;

    private protected BedrockCmdlet() => Requests = new OrderedRequests(this);

    /// <summary>
    /// The AWS Region, for example us-east-1. If omitted, the cmdlet uses the Region in the ARN of the resource (not in -ModelPackageArn,
    /// -RoleArn or -KmsKeyArn). Otherwise it uses the first of these that is set: the Region of the piped object, $StoredAWSRegion, the
    /// named profile, AWS_REGION, AWS_DEFAULT_REGION, the default profile, the instance metadata. A Region that contradicts the ARN of the
    /// resource is an error (RegionContradiction).
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>
    /// The name of a profile in the shared AWS config and credentials files. The cmdlet uses the credentials and settings of this
    /// profile. If it has no credentials, for example only a Region, those of the container or the instance are used.
    /// </summary>
    [Parameter]
    [Alias("Profile", "AWSProfile", "AWSProfileName", "StoredCredentials")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The path of the credentials file. The default is ~/.aws/credentials.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <summary>The AWS access key. Requires -SecretKey.</summary>
    [Parameter]
    [Alias("AK")]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>The AWS secret key, as a SecureString or a string. Requires -AccessKey.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    [ValidateNotNullOrEmpty]
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials, as a SecureString or a string.</summary>
    [Parameter]
    [Alias("ST")]
    [SecretTransformation]
    [ValidateNotNullOrEmpty]
    public string? SessionToken { get; set; }

    /// <summary>
    /// The AWS credentials as one object: a credentials object of AWS Tools (any version); the output of STS; a hashtable with AccessKeyId,
    /// SecretAccessKey and SessionToken; or a PSCredential whose user name is the access key.
    /// </summary>
    [Parameter, ValidateNotNull]
    public object? Credential { get; set; }

    /// <summary>
    /// The endpoint of Amazon Bedrock to call instead of the default endpoint of the Region, for example the endpoint of an emulator. An
    /// endpoint on this machine is also used for the other services that the cmdlet calls.
    /// </summary>
    [Parameter, ValidateNotNullOrEmpty]
    public string? EndpointUrl { get; set; }

    /// <summary>The number of requests at the same time.</summary>
    internal virtual int RequestsAtOnce => 1;

    /// <summary>Whether the requests change something. Then the command reports the started requests if it stops early.</summary>
    internal virtual bool ChangesSomething => false;

    /// <summary>Whether the requests go to the runtime of Amazon Bedrock, which asks models.</summary>
    internal virtual bool AsksModels => false;

    /// <summary>The labels of changed resources that are not written yet, because the command waits for them.</summary>
    internal virtual IReadOnlyCollection<string> Unwritten => [];

    /// <summary>Canceled by Stop.</summary>
    internal CancellationToken StopToken => _queue.Stopping;

    private protected OrderedRequests Requests { get; }

    private CommandClients Clients => _clients ??= new CommandClients(
        CallerConnection.Read(this),
        text => _queue.Post(() => Tell(text)),
        text => _queue.Post(() => WriteWarning(text)),
        call => _queue.Leave(() => WriteDebug(Describe(call))));

    /// <inheritdoc/>
    protected override void BeginProcessing() => _givenRegion = Region;

    /// <summary>Processes the items of one record.</summary>
    private protected abstract void ProcessItems();

    /// <summary>Runs after the last record.</summary>
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
        Requests.End();
    });

    /// <summary>Reports what a command did that was stopped between two records.</summary>
    void IDisposable.Dispose() => Requests.ReportEarlyEnd();

    /// <inheritdoc/>
    protected override void StopProcessing() => Cancel();

    /// <summary>Cancels the requests in flight.</summary>
    internal void Cancel() => _queue.Stop();

    /// <summary>Runs an action on the pipeline thread, from any thread.</summary>
    private protected void Post(Action action) => _queue.Post(action);

    /// <summary>Waits for a call on the pipeline thread and runs posted actions meanwhile. Stop ends the wait at once.</summary>
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

    /// <summary>Returns the items of an asynchronous stream on the pipeline thread.</summary>
    internal IEnumerable<T> Stream<T>(Func<CancellationToken, IAsyncEnumerable<T>> call)
    {
        // Leaving the loop early must cancel the stream, so it has a token of its own.
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

    /// <summary>Connects to the Region of an identifier: -Region, else that of its ARN, else that of the object it came from.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="client">The client.</param>
    /// <param name="other">Another resource in the call, or null. Its ARN is the last source of the Region.</param>
    /// <returns>False if these contradict each other or a Region is not valid. The error is written.</returns>
    private protected bool TryConnect(string identifier, out BedrockClient client, string? other = null)
    {
        client = null!;
        var (arn, joined) = (RegionOf(identifier), RegionOf(other));
        RequestedRegion region = (arn, _givenRegion, InputNote.Find(identifier)?.Region ?? Region) switch
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

    /// <summary>Checks that an identifier names one resource, and connects to its Region. Writes the error otherwise.</summary>
    private protected bool TryGetOne(Resource resource, string identifier, out BedrockClient client, string? other = null)
    {
        client = null!;
        return Passes(InputCheck.One(resource, identifier, TargetOf(identifier))) && TryConnect(identifier, out client, other);
    }

    /// <summary>Connects for a resource that does not exist yet: to -Region, else to the Region of the record.</summary>
    private protected bool TryConnectForRecord(object? record, out BedrockClient client) =>
        TryConnect(new RequestedRegion(_givenRegion ?? Region, _givenRegion is null ? "the piped object" : "-Region"), record, out client);

    /// <summary>
    /// Connects to a Region. A missing Region, missing credentials or an invalid endpoint end the command; an invalid Region in an item is
    /// the item's error.
    /// </summary>
    private bool TryConnect(RequestedRegion region, object? target, out BedrockClient client)
    {
        try
        {
            client = Await(ct => Clients.GetAsync(region, ct));
            return true;
        }
        catch (BedrockException exception) when (exception.ErrorCode == ErrorCode.RegionNotFound
            && _givenRegion is null && region.Name is not null)
        {
            Requests.WriteError(ErrorRecords.ServiceError(exception, target, null, region.Name, Requests.Noun));
            client = null!;
            return false;
        }
        catch (BedrockException exception)
        {
            ThrowTerminatingError(ErrorRecords.ServiceError(exception, null, null, region.Name, Requests.Noun));
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(Refusals.InvalidConnection(exception));
        }

        throw new InvalidOperationException("A terminating error did not end the command.");
    }

    /// <summary>Prompts before a change, if the caller's preference requires it.</summary>
    private protected bool Confirms(string target, string action, bool force) =>
        Confirmation.Ask(this, force, ConfirmImpact.Medium, target, action);

    /// <summary>Writes a verbose line.</summary>
    private protected void Tell(string text) => Confirmation.Verbose(this, text);

    /// <summary>Whether there is no error. Writes an error in the place of its item.</summary>
    private protected bool Passes(ErrorRecord? error)
    {
        if (error is not null)
            Requests.WriteError(error);
        return error is null;
    }

    /// <summary>Refuses a piped hashtable: its entries do not bind to parameters and would be ignored.</summary>
    private protected ErrorRecord? CheckHashtable(object? input) => ObjectMembers.Bare(input) is IDictionary table
        ? Refusals.HashtablePiped(MyInvocation.MyCommand.Name, table)
        : null;

    /// <summary>The object that an identifier came from, or the identifier itself.</summary>
    private protected static object TargetOf(string identifier) => InputNote.Find(identifier)?.Input ?? identifier;

    /// <summary>Connects to a Region, from any thread.</summary>
    internal Task<BedrockClient> ConnectForWaitAsync(string region, CancellationToken ct) =>
        Clients.GetAsync(new RequestedRegion(region, "the wait"), ct);

    private static string Describe(CallRecord call)
    {
        var status = call.StatusCode == 0 ? "no response" : $"{call.StatusCode}";
        var requestId = call.RequestId.Length > 0 ? call.RequestId : "none";
        return $"{call.Operation}: {status}, request id {requestId}, {call.Elapsed.TotalMilliseconds:F0} ms";
    }

    private static string? RegionOf(string? text) => Arn.Parse(text)?.Region is { Length: > 0 } name ? name : null;
}
