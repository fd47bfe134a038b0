using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace BedrockModels.Shell;

/// <summary>Questions to the person at the terminal. Where nobody can answer they are refused at once, never waited for.</summary>
internal sealed class TerminalPrompts(CancellationToken stop)
{
    public static PSInvalidOperationException NoTerminal() =>
        new("The Shell cannot ask: standard input is not a terminal. Give the value as a parameter; for a confirmation, -Confirm:$false.");

    public string ReadLine()
    {
        if (Console.IsInputRedirected)
            throw NoTerminal();
        try
        {
            // A blocked read cannot be cancelled: it is left behind, and ends with the process.
            return Task.Run(Console.ReadLine).WaitAsync(stop).GetAwaiter().GetResult() ?? throw NoTerminal();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    public SecureString ReadSecret()
    {
        if (Console.IsInputRedirected)
            throw NoTerminal();
        var secret = new SecureString();
        for (var key = ReadHiddenKey(); key.Key != ConsoleKey.Enter; key = ReadHiddenKey())
        {
            if (key.Key != ConsoleKey.Backspace && !char.IsControl(key.KeyChar))
                secret.AppendChar(key.KeyChar);
            else if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
        }

        Console.Out.WriteLine();
        return secret;
    }

    public Dictionary<string, PSObject?> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        ShowHeading(caption, message);
        var answers = new Dictionary<string, PSObject?>();
        foreach (var field in fields)
        {
            Console.Out.Write($"{field.Name}: ");
            var isSecret = field.ParameterTypeFullName == typeof(SecureString).FullName;
            answers[field.Name] = PSObject.AsPSObject(isSecret ? ReadSecret() : ReadLine());
        }

        return answers;
    }

    /// <summary>Asks until one choice is named by its letter, its word, or by Enter, which takes the default.</summary>
    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ShowHeading(caption, message);
        var offered = string.Join("  ", choices.Select((choice, index) => index == defaultChoice ? $"[{Letter(choice)}*] {Word(choice)}" : $"[{Letter(choice)}] {Word(choice)}"));
        while (true)
        {
            Console.Out.Write($"{offered}: ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            for (var index = 0; index < choices.Count; index++)
            {
                if (IsSame(answer, Letter(choices[index])) || IsSame(answer, Word(choices[index])))
                    return index;
            }

            foreach (var choice in choices)
                Console.Out.WriteLine($"{Letter(choice)} - {choice.HelpMessage}");
        }
    }

    public PSCredential AskCredential(string caption, string message, string? userName)
    {
        ShowHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Console.Out.Write("User: ");
            userName = ReadLine();
        }

        Console.Out.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    private ConsoleKeyInfo ReadHiddenKey()
    {
        try
        {
            return Task.Run(() => Console.ReadKey(intercept: true)).WaitAsync(stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private static void ShowHeading(string caption, string message)
    {
        if (Console.IsInputRedirected)
            throw NoTerminal();
        foreach (var line in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(line))
                Console.Out.WriteLine(line);
        }
    }

    // The label "&Yes" offers the word Yes and the letter Y.
    private static string Word(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Letter(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpper(CultureInfo.CurrentCulture) : Word(choice);
    }

    private static bool IsSame(string answer, string name) => string.Equals(answer, name, StringComparison.OrdinalIgnoreCase);
}
