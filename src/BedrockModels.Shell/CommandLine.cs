using System.Management.Automation.Runspaces;

namespace BedrockModels.Shell;

/// <summary>What the Shell was asked to run: a script with its arguments, or the text of a command.</summary>
internal sealed record CommandLine(string? Script, IReadOnlyList<CommandParameter> ScriptArguments, string? CommandText)
{
    public const string Usage = """
        Runs a script, or the text of a command, in the PowerShell engine.

          BedrockModels.Shell SCRIPT.ps1 [ARGUMENTS]   the script imports the modules it needs
          BedrockModels.Shell -Command "TEXT"          the module of this repository is imported first

        The exit code is the script's own (exit N), or 1 after a terminating error, or 0.
        """;

    /// <summary>Reads the command line; null where it asks for nothing that can be run.</summary>
    public static CommandLine? Parse(IReadOnlyList<string> arguments) => arguments switch
    {
        [var option, _, ..] when IsCommandOption(option) => new(null, [], string.Join(' ', arguments.Skip(1))),
        [] or [['-', ..], ..] => null,
        [var script, ..] => new(Path.GetFullPath(script), [.. ReadScriptArguments(arguments.Skip(1))], null),
    };

    private static bool IsCommandOption(string option) =>
        option.Equals("-Command", StringComparison.OrdinalIgnoreCase) || option.Equals("-c", StringComparison.OrdinalIgnoreCase);

    // As pwsh -File reads them: -Name keeps its dash, so that the engine binds the argument after it; -Name:value is one parameter.
    private static IEnumerable<CommandParameter> ReadScriptArguments(IEnumerable<string> arguments)
    {
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var argument = rest.Current;
            var colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (argument is not ['-', _, ..])
                yield return new CommandParameter(null, argument);
            else if (colon < 0)
                yield return new CommandParameter(argument);
            else if (colon < argument.Length - 1)
                yield return new CommandParameter(argument[..colon], ReadValue(argument[(colon + 1)..]));
            else if (rest.MoveNext())
                yield return new CommandParameter(argument[..colon], rest.Current);
        }
    }

    private static object ReadValue(string value) =>
        bool.TryParse(value.StartsWith('$') ? value[1..] : value, out var boolean) ? boolean : value;
}
