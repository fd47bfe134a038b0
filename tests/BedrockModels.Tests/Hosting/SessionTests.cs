using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// Tests share opened sessions, one after the other: a test must not see what an earlier one left. One of these tests removes the
/// module, which closes the connections of the whole process, so they run when no other test does.
/// </summary>
[Collection(nameof(SharedConnections))]
public sealed class SessionTests
{
    /// <summary>The code of these tests is another copy than the module's, and a test session has no Write-Warning.</summary>
    [Fact]
    public void Import_of_another_copy_leaves_no_error_where_Write_Warning_is_missing()
    {
        var session = Session.Create();

        Assert.Equal(0, Run(session, "$Error.Count"));

        session.Runspace.Dispose();
    }

    [Theory]
    [InlineData("$global:mine = 1", "\"$mine\"", "")]
    [InlineData("[int] $global:mine = 1; $script:mine2 = 2", "\"$mine$mine2\"", "")]
    [InlineData("$PSDefaultParameterValues['*:Region'] = 'eu-west-1'", "$PSDefaultParameterValues.Count", 0)]
    [InlineData("$PSDefaultParameterValues = @{ '*:Region' = 'eu-west-1' }", "$PSDefaultParameterValues.Count", 0)]
    [InlineData("$WhatIfPreference = $true; $ErrorActionPreference = 'Stop'", "\"$WhatIfPreference $ErrorActionPreference\"",
        "False Continue")]
    [InlineData("$ProgressPreference = 'SilentlyContinue'; $ConfirmPreference = 'None'", "\"$ProgressPreference $ConfirmPreference\"",
        "Continue High")]
    [InlineData("Set-StrictMode -Version Latest", "\"$notThere\"", "")]
    [InlineData("$null = $ExecutionContext.SessionState.Path.SetLocation('function:')",
        "$ExecutionContext.SessionState.Path.CurrentLocation.Provider.Name", "FileSystem")]
    [InlineData("Get-Module -Nope", "$Error.Count", 0)]
    [InlineData("$null = 1", "Get-Module -Nope; \"$?\"", "False")]
    public void Session_is_as_new_after_a_reset(string change, string script, object expected)
    {
        var session = Session.Create();
        Run(session, change);

        Assert.True(session.Reset());

        Assert.Equal(expected, Run(session, script));

        session.Runspace.Dispose();
    }

    [Theory]
    [InlineData("function global:Get-Mine { 1 }")]
    [InlineData("function global:prompt { 'mine' }")]
    [InlineData("$null = $ExecutionContext.InvokeProvider.Item.New('alias:', 'mine', '', 'Get-Command')")]
    [InlineData("$null = New-Module -Name mine { function Get-Mine { 1 } } | Import-Module")]
    [InlineData("Remove-Module BedrockModels")]
    [InlineData("$ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('mine', 1, 'ReadOnly'))")]
    [InlineData("$ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('mine', 1, 'Constant'))")]
    [InlineData("$ExecutionContext.SessionState.PSVariable.Remove('WhatIfPreference')")]
    public void Session_that_cannot_be_reset_is_closed(string change)
    {
        var session = Session.Create();
        Run(session, change);

        session.Return();

        Assert.Equal(RunspaceState.Closed, session.Runspace.RunspaceStateInfo.State);
    }

    [Fact]
    public void Session_after_a_reset_has_no_lines_prompts_and_answers()
    {
        var session = Session.Create();
        session.Host.Interface.Lines.Enqueue("a line");
        session.Host.Interface.Answers.Enqueue("Yes");
        session.Host.Interface.Prompts.Enqueue("a question");
        session.Host.Interface.OnPrompt = () => { };

        Assert.True(session.Reset());

        Assert.Empty(session.Host.Interface.Lines.Concat(session.Host.Interface.Answers).Concat(session.Host.Interface.Prompts));
        Assert.Null(session.Host.Interface.OnPrompt);

        session.Runspace.Dispose();
    }

    private static object? Run(Session session, string script)
    {
        using var shell = PowerShell.Create(session.Runspace);
        try
        {
            return shell.AddScript(script).Invoke().LastOrDefault()?.BaseObject;
        }
        catch (ParameterBindingException)
        {
            return null;
        }
    }
}
