using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// An open runspace with the module imported, and its host. To open one costs 20 times as much as to reset one, so a session goes
/// back to a pool after its test: its variables, errors and location are reset, and a session that still differs from a new one
/// (a function, an alias, a module, a drive, a pipeline that still runs) is closed instead.
/// </summary>
internal sealed class Session
{
    private static readonly ConcurrentBag<Session> Pool = [];

    private readonly string _new;
    private readonly string _location;
    private readonly Dictionary<string, object?> _variables;

    private Session(string hostName)
    {
        Host = new TestHost(hostName);
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Repository.Manifest]);
        state.ThrowOnRunspaceOpenError = true;
        state.Commands.Add(new SessionStateCmdletEntry("ConvertFrom-Json", typeof(ConvertFromJsonCommand), null));
        Runspace = RunspaceFactory.CreateRunspace(Host, state);
        Runspace.Open();
        _new = Describe();
        _location = Runspace.SessionStateProxy.Path.CurrentLocation.Path;
        _variables = Variables()
            .ToDictionary(variable => variable.Name, object? (variable) => variable.Value, StringComparer.OrdinalIgnoreCase);
    }

    public TestHost Host { get; }

    public Runspace Runspace { get; }

    /// <summary>A session that is as new.</summary>
    public static Session Take(string hostName = TestHost.UsualName) =>
        hostName == TestHost.UsualName && Pool.TryTake(out var session) ? session : new Session(hostName);

    /// <summary>A session that was never used.</summary>
    public static Session Create() => new(TestHost.UsualName);

    /// <summary>Gives the session back, and closes it unless it can be reset.</summary>
    public void Return()
    {
        if (Host.Name == TestHost.UsualName && Reset())
            Pool.Add(this);
        else
            Runspace.Dispose();
    }

    /// <returns>Whether the session is as new. If not, it must not be used again.</returns>
    public bool Reset()
    {
        if (Runspace.RunspaceAvailability != RunspaceAvailability.Available || Runspace.Events.Subscribers.Count > 0)
            return false;
        Host.Interface.Reset();
        Runspace.SessionStateProxy.Path.SetLocation(_location);
        try
        {
            ResetVariables();
        }
        catch (SessionStateException)
        {
            return false;
        }

        return Describe() == _new;
    }

    // Runspace.ResetRunspaceState also exists, but after it $? is always true.
    private void ResetVariables()
    {
        var variables = Runspace.SessionStateProxy.PSVariable;
        foreach (var variable in Variables())
        {
            if (!_variables.TryGetValue(variable.Name, out var value))
                variables.Remove(variable);
            else if ((variable.Options & (ScopedItemOptions.ReadOnly | ScopedItemOptions.Constant)) == 0 && !Equals(variable.Value, value))
                variable.Value = value;
        }

        if (_variables.Keys.Except(Variables().Select(variable => variable.Name)).Any())
            throw new SessionStateException("A variable of the engine is gone.");
        ((IDictionary)_variables["PSDefaultParameterValues"]!).Clear();
        ((IList)_variables["Error"]!).Clear();
    }

    private List<PSVariable> Variables() => [.. Items("variable:").Cast<PSVariable>()];

    /// <summary>Everything else that a test may change in a session. Strict mode is switched off.</summary>
    public string Describe()
    {
        using var shell = PowerShell.Create(Runspace);
        var modules = shell.AddScript("Set-StrictMode -Off; Get-Module").Invoke().Select(module => ((PSModuleInfo)module.BaseObject).Name);
        var drives = Runspace.SessionStateProxy.Drive.GetAll().Select(drive => $"{drive.Name} {drive.Root}");
        var functions = Items("function:").Cast<FunctionInfo>().Select(function => $"{function.Name} {function.Definition}");
        var aliases = Items("alias:").Cast<AliasInfo>().Select(alias => $"{alias.Name} {alias.Definition}");
        return string.Join('\n', [.. modules, .. drives, .. functions, .. aliases]);
    }

    private IEnumerable<object> Items(string drive) =>
        Runspace.SessionStateProxy.InvokeProvider.ChildItem.Get(drive, recurse: false).Select(item => item.BaseObject);
}
