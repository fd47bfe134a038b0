using System.Text.Json;

namespace BedrockModels;

/// <summary>Base of the New- and Set- cmdlets: -Wait, and several changes at once.</summary>
public abstract class ChangeCmdlet : BedrockCmdlet
{
    private HashSet<string> _given = [];

    private protected ChangeCmdlet() => Changed = new ChangedResources(this);

    /// <summary>Waits until each created or changed resource is ready, and returns it in that state.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The maximum total time that -Wait waits: a TimeSpan or a number of seconds. The default is one hour.</summary>
    [Parameter, DurationTransformation]
    public TimeSpan Timeout { get; set; } = WaitSchedule.DefaultTimeout;

    /// <summary>
    /// The maximum time between two status checks of -Wait: a TimeSpan or a number of seconds. The default is 30 seconds.
    /// </summary>
    [Parameter, DurationTransformation]
    public TimeSpan PollInterval { get; set; } = WaitSchedule.DefaultPollInterval;

    /// <summary>
    /// Suppresses the confirmation prompt. -WhatIf overrides -Force, even if -WhatIf is inherited from the calling script. An explicit
    /// -Confirm still prompts.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter, ValidateRange(1, OrderedRequests.MostAtOnce)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    internal sealed override bool ChangesSomething => true;

    internal sealed override IReadOnlyCollection<string> Unwritten => Changed.Unwritten;

    private protected ChangedResources Changed { get; }

    private protected WaitSchedule Schedule => new(Timeout, PollInterval);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _given = [.. MyInvocation.BoundParameters.Keys];
    }

    /// <summary>The name for a new resource: that of the parameter, else that of the piped model.</summary>
    /// <remarks>The Name of a piped deployment or Provisioned Throughput binds too, but it is not meant: it is already used.</remarks>
    private protected string? NewName(string parameter, string? bound, string model)
    {
        var note = InputNote.Find(model);
        var isOfModel = note is not { Name: null } || !InputNote.IsFromService(model);
        var isMeant = isOfModel || _given.Contains(parameter) || ObjectMembers.GetText(note!.Input, parameter) is not null;
        return isMeant ? bound ?? note?.Name : null;
    }

    /// <summary>Shows the exact body of a request with -Verbose: before it is sent, and as one that would be sent under -WhatIf.</summary>
    /// <returns>Whether to send it.</returns>
    private protected bool ShowRequest<T>(bool confirmed, Operation operation, T request)
    {
        if (confirmed || Confirmation.IsWhatIf(this))
        {
            var body = JsonSerializer.Serialize(request, WireJson.TypeInfo<T>());
            Tell($"{(confirmed ? "" : "Would send ")}{operation.Name}: {body}");
        }

        return confirmed;
    }

    /// <summary>Sends a change as soon as there is room, and writes the changed resource in its turn, or with -Wait when ready.</summary>
    private protected void Change<T>(BedrockClient client, object target, string label, Func<CancellationToken, Task<T>> change)
        where T : class, IResource =>
        Change(client, target, label, async ct => (await change(ct).ConfigureAwait(false), true));

    /// <summary>The same for a change that may find that it is not necessary. A report of an early end then leaves it out.</summary>
    private protected void Change<T>(
        BedrockClient client, object target, string label, Func<CancellationToken, Task<(T Resource, bool IsChanged)>> change)
        where T : class, IResource =>
        Requests.Send(
            client, target, label, change, found => Changed.Write(found.Resource, target, Wait, found.IsChanged), found => found.IsChanged);
}
