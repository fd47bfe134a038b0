using System.Management.Automation;

namespace BedrockModels.Shell;

/// <summary>Whether escape sequences may go to a stream: $PSStyle.OutputRendering first, then https://no-color.org, then what the stream is.</summary>
internal static class Colour
{
    public static bool IsWanted(bool redirected) => PSStyle.Instance.OutputRendering switch
    {
        OutputRendering.Ansi => true,
        OutputRendering.PlainText => false,
        _ => !redirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb",
    };
}
