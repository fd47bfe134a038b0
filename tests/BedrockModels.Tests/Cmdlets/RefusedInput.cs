using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

internal static class RefusedInput
{
    /// <summary>Checks that a script writes one error, in a sentence, and sends no request.</summary>
    public static void AssertRefused(this TestShell shell, string script, string id, string says = "")
    {
        var before = shell.Emulator.Requests.Count;

        var error = shell.Run(script).SingleError();

        Assert.Equal(id, ScriptResult.IdOf(error));
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, shell.Emulator.Requests.Count);
    }
}
