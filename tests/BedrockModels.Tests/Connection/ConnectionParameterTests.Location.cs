using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Connection;

/// <summary>Paths and the location of the session.</summary>
public sealed partial class ConnectionParameterTests
{
    [Fact]
    public void Relative_path_starts_in_the_location_of_the_session()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Credentials("[p]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = tokens/jwt");
        _shell.Set("folder", home.Folder);

        var error = _shell.Run(
            "$path = $ExecutionContext.SessionState.Path; $before = $path.CurrentLocation; $null = $path.SetLocation($folder);"
            + "try { Get-BedrockCustomModel -ProfileName p -ProfileLocation .aws/credentials } "
            + "finally { $null = $path.SetLocation($before) }")
            .SingleError();

        var path = Path.Combine(home.Folder, "tokens", "jwt");
        Assert.Contains($"could not be read from {path}", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restricted_session_without_the_FileSystem_provider_can_call()
    {
        var state = InitialSessionState.Create();
        state.Commands.Add(new SessionStateCmdletEntry("Get-BedrockCustomModel", typeof(GetBedrockCustomModelCommand), null));
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace).AddCommand("Get-BedrockCustomModel").AddParameters(new Hashtable
        {
            ["AccessKey"] = Key,
            ["SecretKey"] = Secret,
            ["Region"] = "us-east-1",
            ["EndpointUrl"] = _shell.Emulator.EndpointUrl,
        });

        Assert.Empty(shell.Invoke());
        Assert.False(shell.HadErrors);
    }
}
