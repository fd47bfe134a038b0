using System.Collections;
using System.Management.Automation;
using BedrockModels.Waiting;

namespace BedrockModels.Tests.Waiting;

/// <summary>A cmdlet that does nothing but report: the events it is given, with the environment it is given.</summary>
[Cmdlet("Report", "Wait")]
public sealed class ReportWaitCommand : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public object[] Told { get; set; } = [];

    [Parameter]
    public string[] Item { get; set; } = ["a"];

    [Parameter]
    public Hashtable Environment { get; set; } = [];

    [Parameter]
    public SwitchParameter Fail { get; set; }

    protected override void EndProcessing()
    {
        var items = Item.Select(name => new WaitItem(name, "us-east-1", null)).ToList();
        using var reporter = new WaitReporter(this, Resources.CustomModels, items, environment: name => Environment[name] as string);
        foreach (var told in Told)
            reporter.Report((WaitEvent<string>)((PSObject)told).BaseObject);
        if (Fail)
            throw new InvalidOperationException("The wait broke.");
    }
}
