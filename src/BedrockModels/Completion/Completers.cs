using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>Base of the completers: filters the values by the typed text and quotes them.</summary>
internal abstract class Completer : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        foreach (var (value, toolTip) in Values(typed, fakeBoundParameters))
        {
            if (value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(Quote(value), value, CompletionResultType.ParameterValue, toolTip);
        }
    }

    /// <param name="typed">The typed text, without quotes.</param>
    /// <param name="bound">The parameters typed so far.</param>
    /// <returns>The values, each with a tooltip.</returns>
    protected abstract IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound);

    /// <summary>A value as an argument, in quotes where it needs them.</summary>
    public static string Quote(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? value
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}

/// <summary>Completes the commitments of Provisioned Throughput.</summary>
internal sealed class CommitmentDurationCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) =>
        Constraints.CommitmentDuration.Values!.Select(duration => (duration, $"A commitment for {duration}"));
}

/// <summary>Completes the status of a model.</summary>
internal sealed class ModelStatusCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) =>
        Constraints.ModelStatus.Values!.Select(status => (status, $"Models that are {status}"));
}

/// <summary>Completes the status of Provisioned Throughput.</summary>
internal sealed class ThroughputStatusCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) =>
        Constraints.ThroughputStatus.Values!.Select(status => (status, $"Provisioned Throughput that is {status}"));
}

/// <summary>Completes the Regions with Amazon Bedrock, with their names. Other Regions are also valid: AWS adds new ones.</summary>
internal sealed class RegionCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) => Regions.All;
}

/// <summary>Completes the names of the profiles in the shared AWS files.</summary>
internal sealed class ProfileNameCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) =>
        CommandClients.ProfileNames(
            LanguagePrimitives.ConvertTo<PathIntrinsics>(ScriptBlock.Create("$ExecutionContext.SessionState.Path").InvokeReturnAsIs()),
            ObjectMembers.GetText(bound, "ProfileLocation"))
            .Select(name => (name, $"Profile {name}"));
}

/// <summary>Completes the tag keys of the resource in -ResourceArn. It gives up after a second, without an error.</summary>
internal sealed class TagKeyCompleter : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) =>
        ServiceNames.FindTags(bound).Select(tag => (ObjectMembers.GetText(tag, "Key")!, $"{ObjectMembers.GetText(tag, "Value")}"));
}

/// <summary>
/// Completes the names of resources from the service, with the connection parameters typed so far. It gives up after a second, without an
/// error.
/// </summary>
/// <typeparam name="TItem">The type that Get returns; it selects the kind of resource.</typeparam>
internal sealed class ResourceCompleter<TItem> : Completer
{
    protected override IEnumerable<(string Value, string ToolTip)> Values(string typed, IDictionary bound) =>
        ServiceNames.Find(Resources.WithItem(typeof(TItem)).GetCommand, typed, bound)
            .Select(ObjectMembers.Bare).OfType<IResource>().Select(found => (found.Name!, $"{found.Status}, {found.Arn}"));
}

/// <summary>Completes the name of a resource, or the start of an ARN, to the ARN. The list shows the names.</summary>
internal abstract class ArnCompleter(params Resource[] resources) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        var isArn = "arn:".StartsWith(typed, StringComparison.Ordinal) || Arn.LooksLikeOne(typed);
        return resources.SelectMany(resource => ServiceNames.Find(resource.GetCommand, isArn ? "" : typed, fakeBoundParameters))
            .Select(ObjectMembers.Bare)
            .OfType<IResource>()
            .Where(found => !isArn || found.Arn!.StartsWith(typed, StringComparison.Ordinal))
            .Select(found => new CompletionResult(
                Completer.Quote(found.Arn!), found.Name!, CompletionResultType.ParameterValue, $"{found.Status}, {found.Arn}"));
    }
}

/// <summary>Completes custom models to their ARNs.</summary>
internal sealed class ModelArnCompleter() : ArnCompleter(Resources.CustomModels);

/// <summary>Completes deployments and Provisioned Throughput, which serve requests, to their ARNs.</summary>
internal sealed class ServingArnCompleter() : ArnCompleter(Resources.Deployments, Resources.Throughputs);
