using System.Text.Json;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>Base of the New- cmdlets: tags, and the token that prevents a second resource after a retry.</summary>
public abstract class NewCmdlet : BedrockCmdlet
{
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private protected NewCmdlet() => Changed = new ChangedResources(this);

    /// <summary>
    /// The tags: a hashtable, objects with a key and a value, or a string such as 'Environment=Production;Team=ML'. Keys are
    /// case-sensitive. A resource can have at most 50 tags.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelTags", "ModelTag", "Tags")]
    [TagTransformation]
    public ResourceTag[]? Tag { get; set; }

    /// <summary>
    /// The idempotency token: 1 to 256 letters, digits and '-'. If the service already received a request with this token, it
    /// creates nothing and returns the ARN from the first request. If omitted, the cmdlet generates a token for each resource.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? ClientRequestToken { get; set; }

    /// <summary>Waits until each created or changed resource is ready, and returns it in that state.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The maximum total time that -Wait waits: a TimeSpan or a number of seconds. The default is one hour.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = WaitSchedule.DefaultTimeout;

    /// <summary>
    /// The maximum time between two status checks of -Wait: a TimeSpan or a number of seconds. The default is 30 seconds.
    /// </summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan PollInterval { get; set; } = WaitSchedule.DefaultPollInterval;

    /// <inheritdoc cref="GetCmdlet.ThrottleLimit"/>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    internal sealed override int RequestsAtOnce => ThrottleLimit;

    internal sealed override bool ChangesSomething => true;

    internal sealed override IReadOnlyCollection<string> Unwritten => Changed.Unwritten;

    private protected ChangedResources Changed { get; }

    private protected WaitSchedule Schedule => new(Timeout, PollInterval);

    /// <summary>The token for this record's request: the given token or a new one.</summary>
    private protected string CreateToken() => ClientRequestToken ?? Guid.NewGuid().ToString();

    /// <summary>Shows the exact body of a request with -Verbose, also under -WhatIf.</summary>
    private protected void TellRequest<T>(Operation operation, T request) =>
        Tell($"{operation.Name}: {JsonSerializer.Serialize(request, WireJson.TypeInfo<T>())}");

    /// <summary>Checks tags and token. Returns the error, or null.</summary>
    private protected ErrorRecord? CheckShared(string name, object target) =>
        InputCheck.Tags(Tag, target)
        ?? InputCheck.Value("-ClientRequestToken", ClientRequestToken, Constraints.ClientRequestToken, target)
        ?? CheckToken(name, target);

    /// <summary>Refuses a piped hashtable: its entries do not bind to parameters and would be ignored.</summary>
    private protected ErrorRecord? CheckHashtable(object? input) => ObjectMembers.Bare(input) is IDictionary table
        ? Refusals.HashtablePiped(MyInvocation.MyCommand.Name, table)
        : null;

    /// <summary>
    /// Refuses a token that another record used: the service would return the first resource's ARN and not create the second one.
    /// </summary>
    private protected ErrorRecord? CheckToken(string name, object? target)
    {
        if (ClientRequestToken is null || _tokens.TryAdd(ClientRequestToken, name) || _tokens[ClientRequestToken] == name)
            return null;
        return Refusals.DuplicateClientRequestToken(ClientRequestToken, _tokens[ClientRequestToken], name, target);
    }
}
