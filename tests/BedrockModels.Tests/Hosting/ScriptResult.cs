using System.Management.Automation;

namespace BedrockModels.Tests.Hosting;

/// <summary>Everything that a script put into its streams.</summary>
internal sealed class ScriptResult
{
    public ScriptResult(PowerShell shell, IEnumerable<PSObject> output, RuntimeException? terminating)
    {
        Output = [.. output];
        Errors = [.. shell.Streams.Error];
        Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)];
        Warnings = [.. shell.Streams.Warning.Select(record => record.Message)];
        Debug = [.. shell.Streams.Debug.Select(record => record.Message)];
        Information = [.. shell.Streams.Information];
        Progress = [.. shell.Streams.Progress];
        Terminating = terminating;
        State = shell.InvocationStateInfo.State;
    }

    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>The errors that did not end the script.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    public IReadOnlyList<string> Verbose { get; }

    public IReadOnlyList<string> Warnings { get; }

    public IReadOnlyList<string> Debug { get; }

    public IReadOnlyList<InformationRecord> Information { get; }

    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>The error that ended the script.</summary>
    public RuntimeException? Terminating { get; }

    public PSInvocationState State { get; }

    /// <summary>The error ids without the cmdlet's name.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(IdOf)];

    /// <summary>All texts of all streams, one after the other.</summary>
    public string AllText => string.Join('\n',
        [
            .. Output.Select(Text),
            .. Errors.Select(error => $"{error} {error.Exception} {error.ErrorDetails?.RecommendedAction} {error.TargetObject}"),
            .. Verbose, .. Warnings, .. Debug, .. Information.Select(record => record.MessageData.ToString()!),
            .. Progress.Select(record => $"{record.Activity} {record.StatusDescription} {record.CurrentOperation}"), Terminating?.ToString()
            ?? "",
        ]);

    public static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>The output, each as the type it has.</summary>
    public IReadOnlyList<T> OutputOf<T>() => [.. Output.Select(item => (T)item.BaseObject)];

    /// <summary>The one error there is, and nothing that ended the script.</summary>
    public ErrorRecord SingleError()
    {
        Assert.Null(Terminating);
        return Assert.Single(Errors);
    }

    /// <summary>Fails where anything went wrong.</summary>
    public ScriptResult Clean()
    {
        Assert.Null(Terminating);
        Assert.Empty(Errors.Select(error => error.ToString()));
        return this;
    }

    private static string Text(PSObject item) => string.Join(' ', item.Properties.Where(property =>
        property.MemberType == PSMemberTypes.Property).Select(property => $"{property.Name}={property.Value}").Append(item.ToString()));
}
