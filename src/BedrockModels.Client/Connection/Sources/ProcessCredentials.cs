using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace BedrockModels.Client;

/// <summary>
/// Credentials that a program prints. The program's error output can contain secrets, so it is never shown. (ProcessAWSCredentials
/// of the SDK runs a shell, which reads the words a second time; it cannot end the program, and refuses an Expiration of null.)
/// </summary>
internal sealed class ProcessCredentials(HostEnvironment environment, string profile, string command)
    : RefreshingKeys($"the profile '{profile}'", environment.Clock)
{
    /// <summary>The program runs there, and can read any file of it.</summary>
    public override object? Origin => environment.WorkingFolder;

    /// <summary>Splits a command into words as botocore does: shlex on Unix, the rules of the C runtime on Windows.</summary>
    /// <returns>Null if a quotation or an escape has no end.</returns>
    public static List<string>? Split(string text, bool isWindows)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && isWindows)
            {
                // A backslash is an escape only in a run of them before a double quote.
                var end = text.AsSpan(i).IndexOfAnyExcept('\\') is >= 0 and var run ? i + run : text.Length;
                var isEscape = end < text.Length && text[end] == '"';
                (word ??= new StringBuilder()).Append('\\', isEscape ? (end - i) / 2 : end - i);
                if (isEscape && (end - i) % 2 == 1)
                    word.Append(text[end++]);
                i = end - 1;
            }
            else if (c == '\\' && quote != '\'')
            {
                if (++i == text.Length)
                    return null;
                word ??= new StringBuilder();

                // In double quotes, a backslash is an escape only before a double quote or a backslash.
                if (quote == '"' && text[i] is not ('"' or '\\'))
                    word.Append('\\');
                word.Append(text[i]);
            }
            else if (quote != '\0' ? c == quote : c == '"' || (c == '\'' && !isWindows))
            {
                quote = quote == '\0' ? c : '\0';
                word ??= new StringBuilder();
            }
            else if (quote == '\0' && (c is ' ' or '\t' || (c is '\r' or '\n' && !isWindows)))
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        if (word is not null)
            words.Add(word.ToString());
        return quote == '\0' ? words : null;
    }

    protected override async Task<IssuedKeys> IssueAsync(CancellationToken ct)
    {
        if (Split(command, OperatingSystem.IsWindows()) is not [{ Length: > 0 } program, ..] words)
            throw NotUsable("is not a valid command: it is empty, or a quotation or escape in it has no end.");
        var start = new ProcessStartInfo(FindProgram(program) ?? throw NotStarted(), words.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            CreateNoWindow = true,
            WorkingDirectory = Directory.Exists(environment.WorkingFolder) ? environment.WorkingFolder : "",
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw NotStarted();
        }

        try
        {
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(ct).ConfigureAwait(false);
            return (process.ExitCode == 0 ? Parse(output) : null) ?? throw NotUsable(
                "failed or did not print credentials. "
                + $"To see why, run it yourself, or run: aws configure export-credentials --profile {InputText.Argument(profile)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static IssuedKeys? Parse(string output) =>
        IssuedKeys.Parse(output) is { } json
        && json["Version"] is JsonValue version && version.TryGetValue<double>(out var number) && number == 1
            ? IssuedKeys.Read(json, "SessionToken")
            : null;

    /// <summary>The program's file. .NET would also take one beside PowerShell or in the working folder that has the same name.</summary>
    private string? FindProgram(string program)
    {
        if (Path.GetFileName(program) != program)
            return Path.GetFullPath(program, environment.WorkingFolder);
        if (OperatingSystem.IsWindows())
            return program;
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Path.Combine(folder, program);
            if (File.Exists(file) && (File.GetUnixFileMode(file) & Executable) != 0)
                return file;
        }

        return null;
    }

    private BedrockException NotStarted() => NotUsable(
        "could not be started: its program was not found or is not executable. It runs without a shell, so write the full path, "
        + "without ~ and variables.");

    private BedrockException NotUsable(string reason) =>
        ConnectionErrors.ProfileNotUsable($"The credential_process of the profile '{profile}' {reason}");
}
