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

    /// <summary>Tags: a hashtable, objects with key and value, or a text such as 'Environment=Production;Team=ML'. Keys are case-sensitive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelTags", "ModelTag", "Tags")]
    [TagTransformation]
    public ResourceTag[]? Tag { get; set; }

    /// <summary>The idempotency token. The service ignores a request whose token it has seen, and answers the first one's ARN. One is made where it is left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotGivenWhenEmpty]
    public string? ClientRequestToken { get; set; }

    /// <summary>Waits until all that was changed can be used, and emits it as it is then.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits in all: a TimeSpan, or a number of seconds. The default is one hour.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = WaitSchedule.DefaultTimeout;

    /// <summary>The longest time between two looks of -Wait: a TimeSpan, or a number of seconds. The default is 30 seconds.</summary>
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
        ? Refusals.HashtablePiped(MyInvocation.MyCommand.Name, table)
        : null;

    /// <summary>A token can be one resource's only: the service answers a token it has seen with the first one's ARN, and the second would silently not be made.</summary>
    private protected ErrorRecord? CheckToken(string name, object? target)
    {
        if (ClientRequestToken is null || _tokens.TryAdd(ClientRequestToken, name) || _tokens[ClientRequestToken] == name)
            return null;
        return Refusals.DuplicateClientRequestToken(ClientRequestToken, _tokens[ClientRequestToken], name, target);
    }
}
