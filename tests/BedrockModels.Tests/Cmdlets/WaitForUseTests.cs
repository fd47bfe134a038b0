using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>Wait- for a deployment or Provisioned Throughput. Only the test moves the clock of the emulator.</summary>
public abstract class WaitForUseTests(string kind, string says, string bar) : IDisposable
{
    private readonly PendingShell _pending = new();

    public void Dispose()
    {
        _pending.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("'d1', 'd2', 'bad1', 'd3' | Wait-Bedrock{kind}")]
    [InlineData("$all | Wait-Bedrock{kind}")]
    [InlineData("Get-Bedrock{kind} | Wait-Bedrock{kind}")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($all)) | "
            + "Wait-Bedrock{kind}")]
    public void Wait_for_many_polls_with_List_and_returns_each_or_its_error(string template)
    {
        var script = template.Replace("{kind}", kind, StringComparison.Ordinal);
        _pending.Create(kind, "d1", "d2", "bad1", "d3");
        var (lists, gets) = (_pending.Shell.Count($"List{kind}s"), _pending.Shell.Count("Get" + kind));
        var (ownLists, waitLists) = (script.StartsWith("Get", StringComparison.Ordinal) ? 1 : 0, 3);
        ActivationClock.ActivateAt(_pending.Shell.Emulator, $"List{kind}s", ownLists + waitLists);

        var result = _pending.Shell.Run(script);

        Assert.Equal(["d1", "d2", "d3"], PendingShell.NamesOf(result).Order());
        var error = result.SingleError();
        Assert.Equal((kind + "Failed", ErrorCategory.InvalidResult), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.EndsWith("has status Failed: There is no room.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("bad1", error.ToString() + error.TargetObject, StringComparison.Ordinal);
        Assert.Equal((lists + ownLists + waitLists, gets + 4), (_pending.Shell.Count($"List{kind}s"), _pending.Shell.Count("Get" + kind)));
    }

    [Fact]
    public void Timeout_and_progress_use_the_status_words_of_the_resource()
    {
        _pending.Create(kind, "d1");

        var result = _pending.Shell.Run($"Wait-Bedrock{kind} d1 -Timeout 0");

        Assert.Equal("WaitTimeout", ScriptResult.IdOf(result.SingleError()));
        Assert.Contains(says, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith(bar, result.Progress[0].StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleted_and_unknown_resources_are_two_different_errors()
    {
        _pending.Create(kind, "d1");
        _pending.Shell.Emulator.AddFault(new FaultRule { Operation = "Get" + kind, Name = "d1", Delay = TimeSpan.Zero, Times = 2 });
        _pending.Shell.Emulator.AddFault(new FaultRule { Operation = "Get" + kind, Name = "d1", Error = "ResourceNotFoundException" });

        var result = _pending.Shell.Run($"'d1', 'nope' | Wait-Bedrock{kind}");

        Assert.Equal(["ResourceNotFoundException", kind + "Vanished"], result.ErrorIds);
        Assert.Equal(["nope", "d1"], result.Errors.Select(error => error.TargetObject));
    }
}
