using System.Management.Automation;

namespace BedrockModels.Tests.Hosting;

/// <summary>Tests share opened sessions, one after the other: a test must not see what an earlier one left.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("$global:mine = 1", "\"$mine\"", "")]
    [InlineData("$PSDefaultParameterValues['*:Region'] = 'eu-west-1'", "$PSDefaultParameterValues.Count", 0)]
    [InlineData("$WhatIfPreference = $true; $ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'", "\"$WhatIfPreference $ErrorActionPreference $ProgressPreference\"", "False Continue Continue")]
    [InlineData("function global:Get-Mine { 1 }", "@(Get-Command Get-Mine -ErrorAction Ignore).Count", 0)]
    [InlineData("function global:prompt { 'mine' }", "\"$function:prompt\".Contains('mine')", false)]
    [InlineData("$null = $ExecutionContext.InvokeProvider.Item.New('alias:', 'mine', '', 'Get-Command')", "@(Get-Command mine -ErrorAction Ignore).Count", 0)]
    [InlineData("$null = New-Module -Name mine { function Get-Mine { 1 } } | Import-Module", "@(Get-Module mine).Count", 0)]
    [InlineData("Remove-Module BedrockModels", "@(Get-Module BedrockModels).Count", 1)]
    [InlineData("Set-StrictMode -Version Latest", "\"$notThere\"", "")]
    [InlineData("$null = $ExecutionContext.SessionState.Path.SetLocation('function:')", "$ExecutionContext.SessionState.Path.CurrentLocation.Provider.Name", "FileSystem")]
    [InlineData("Get-Module -Nope", "$Error.Count", 0)]
    [InlineData("$null = 1", "Get-Command nope -ErrorAction SilentlyContinue; \"$?\"", "False")]
    [InlineData("$PSDefaultParameterValues = @{ '*:Region' = 'eu-west-1' }", "$PSDefaultParameterValues.Count", 0)]
    [InlineData("[int] $global:mine = 1; $script:mine2 = 2", "\"$mine$mine2\"", "")]
    [InlineData("$ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('mine', 1, 'ReadOnly'))", "\"$mine\"", "")]
    [InlineData("$ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('mine', 1, 'Constant'))", "\"$mine\"", "")]
    public void A_session_that_a_test_changed_is_as_new_for_the_next_test(string change, string script, object expected)
    {
        var changed = Session.Take();
        Run(changed, change);
        changed.Return();

        // The pool hands out any session: take more than one to meet the changed one.
        var next = Enumerable.Range(0, 8).Select(_ => Session.Take()).ToList();
        var found = next.Select(session => Run(session, script)).ToList();
        next.ForEach(session => session.Return());

        Assert.All(found, value => Assert.Equal(expected, value));
    }

    [Fact]
    public void A_session_that_no_test_changed_is_used_again()
    {
        var session = Session.Take();
        session.Host.Interface.Lines.Enqueue("a line");
        session.Host.Interface.Answers.Enqueue("Yes");
        session.Host.Interface.Prompts.Enqueue("a question");
        session.Host.Interface.OnPrompt = () => { };
        session.Return();

        Assert.Equal(System.Management.Automation.Runspaces.RunspaceState.Opened, session.Runspace.RunspaceStateInfo.State);
        Assert.Empty(session.Host.Interface.Lines.Concat(session.Host.Interface.Answers).Concat(session.Host.Interface.Prompts));
        Assert.Null(session.Host.Interface.OnPrompt);
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
