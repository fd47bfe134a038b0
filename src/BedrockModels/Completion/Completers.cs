using System.Management.Automation.Language;

namespace BedrockModels;

/// <summary>A value that a completer offers. The list shows the text, by default the value itself.</summary>
internal readonly record struct CompletionValue(string Value, string ToolTip, string? Text = null);

/// <summary>Base of the completers: filters the values by the typed text, in any case, and quotes them.</summary>
internal abstract class Completer : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        foreach (var (value, toolTip, text) in Values(typed, fakeBoundParameters))
        {
            var shown = text ?? value;
            var tip = toolTip.Length > 0 ? toolTip : shown;
            if (value.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || shown.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                yield return new CompletionResult(InputText.Argument(value), shown, CompletionResultType.ParameterValue, tip);
        }
    }

    /// <param name="typed">The typed text, without quotes.</param>
    /// <param name="bound">The parameters typed so far.</param>
    protected abstract IEnumerable<CompletionValue> Values(string typed, IDictionary bound);
}

/// <summary>Completes the words of one of the API's constraints.</summary>
internal abstract class WordCompleter(Constraint constraint, string toolTip) : Completer
{
    protected override IEnumerable<CompletionValue> Values(string typed, IDictionary bound) =>
        constraint.Values!.Select(word => new CompletionValue(word, $"{toolTip} {word}"));
}

/// <summary>Completes the commitments of Provisioned Throughput.</summary>
internal sealed class CommitmentDurationCompleter() : WordCompleter(Constraints.CommitmentDuration, "Commitment");

/// <summary>Completes the status of a model or a deployment.</summary>
internal sealed class ModelStatusCompleter() : WordCompleter(Constraints.ModelStatus, "Status");

/// <summary>Completes the status of Provisioned Throughput.</summary>
internal sealed class ThroughputStatusCompleter() : WordCompleter(Constraints.ThroughputStatus, "Status");

/// <summary>Completes the Regions with Amazon Bedrock, with their names. Other Regions are also valid: AWS adds new ones.</summary>
internal sealed class RegionCompleter : Completer
{
    protected override IEnumerable<CompletionValue> Values(string typed, IDictionary bound) =>
        Regions.All.Select(region => new CompletionValue(region.Code, region.Name));
}

/// <summary>Completes the names of the profiles in the shared AWS files.</summary>
internal sealed class ProfileNameCompleter : Completer
{
    protected override IEnumerable<CompletionValue> Values(string typed, IDictionary bound) =>
        CommandClients.ProfileNames(
            LanguagePrimitives.ConvertTo<PathIntrinsics>(ScriptBlock.Create("$ExecutionContext.SessionState.Path").InvokeReturnAsIs()),
            ObjectMembers.GetText(bound, "ProfileLocation"))
            .Select(name => new CompletionValue(name, $"Profile {name}"));
}

/// <summary>Completes the tag keys of the resource in -ResourceArn. It gives up after a second, without an error.</summary>
internal sealed class TagKeyCompleter : Completer
{
    protected override IEnumerable<CompletionValue> Values(string typed, IDictionary bound) =>
        ServiceNames.FindTags(bound)
            .Select(tag => new CompletionValue(ObjectMembers.GetText(tag, "Key")!, $"{ObjectMembers.GetText(tag, "Value")}"));
}

/// <summary>
/// Completes the names of resources from the service, with the connection parameters typed so far. It gives up after a second, without an
/// error.
/// </summary>
/// <typeparam name="TItem">The type that Get returns; it selects the kind of resource.</typeparam>
internal sealed class ResourceCompleter<TItem> : Completer
{
    protected override IEnumerable<CompletionValue> Values(string typed, IDictionary bound) =>
        ServiceNames.Find(Resources.WithItem(typeof(TItem)), typed, bound)
            .Select(found => new CompletionValue(found.Name!, $"{found.Status}, {found.Arn}"));
}

/// <summary>Completes the name of a resource, or the start of an ARN, to the ARN. The list shows the names.</summary>
internal abstract class ArnCompleter(params Resource[] resources) : Completer
{
    protected override IEnumerable<CompletionValue> Values(string typed, IDictionary bound)
    {
        var name = "arn:".StartsWith(typed, StringComparison.OrdinalIgnoreCase) || Arn.LooksLikeOne(typed) ? "" : typed;
        return resources.SelectMany(resource => ServiceNames.Find(resource, name, bound))
            .Select(found => new CompletionValue(found.Arn!, $"{found.Status}, {found.Arn}", found.Name));
    }
}

/// <summary>Completes custom models to their ARNs.</summary>
internal sealed class ModelArnCompleter() : ArnCompleter(Resources.CustomModels);

/// <summary>Completes deployments and Provisioned Throughput, which serve requests, to their ARNs.</summary>
internal sealed class ServingArnCompleter() : ArnCompleter(Resources.Deployments, Resources.Throughputs);
