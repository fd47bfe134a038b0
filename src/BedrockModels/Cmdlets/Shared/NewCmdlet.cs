using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using BedrockModels.Protocol;
using BedrockModels.Waiting;

namespace BedrockModels;

/// <summary>What the New- cmdlets share: tags, and the token that keeps a retry from making a second resource.</summary>
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

    /// <summary>The token for this record's request: the one given, or a new one.</summary>
    private protected string CreateToken() => ClientRequestToken ?? Guid.NewGuid().ToString();

    /// <summary>Shows the exact body of a request to who asks for it with -Verbose, -WhatIf included.</summary>
    private protected void TellRequest<T>(Operation operation, T request) => Tell($"{operation.Name}: {JsonSerializer.Serialize(request, WireJson.TypeInfo<T>())}");

    /// <summary>The error about tags and token; null where they are right.</summary>
    private protected ErrorRecord? CheckShared(string name, object target) =>
        InputCheck.Tags(Tag, target) ?? InputCheck.Value("-ClientRequestToken", ClientRequestToken, Constraints.ClientRequestToken, target) ?? CheckToken(name, target);

    /// <summary>The entries of a hashtable that is piped bind to no parameters: whatever else it holds would be lost without a word.</summary>
    private protected ErrorRecord? CheckHashtable(object? input) => ObjectMembers.Bare(input) is IDictionary table
        ? ErrorRecords.OfInput(ErrorId.HashtablePiped, $"The entries of a hashtable do not bind to parameters where it is piped: splat it ({MyInvocation.MyCommand.Name} @table), or pipe it as an object ([pscustomobject]$table).", table)
        : null;

    /// <summary>A token can be one resource's only: the service answers a token it has seen with the first one's ARN, and the second would silently not be made.</summary>
    private protected ErrorRecord? CheckToken(string name, object? target)
    {
        if (ClientRequestToken is null || _tokens.TryAdd(ClientRequestToken, name) || _tokens[ClientRequestToken] == name)
            return null;
        return ErrorRecords.OfInput(ErrorId.DuplicateClientRequestToken,
            $"-ClientRequestToken is {InputText.Quote(ClientRequestToken)} for {InputText.Quote(_tokens[ClientRequestToken])} already: leave it out, or give each record one of its own, for {InputText.Quote(name)} would not be made.", target);
    }
}
