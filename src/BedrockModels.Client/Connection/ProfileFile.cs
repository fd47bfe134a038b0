using System.Text.RegularExpressions;

namespace BedrockModels.Client;

/// <summary>
/// One of the shared files, by the grammar of the AWS SDKs and Tools reference guide and of the AWS CLI; docs/credentials.md has the
/// rules. The SDK's internal reader does not accept comments after a header, quotes around the names of all sections, or white space
/// in front of a setting, and it uses the first of two equal sections.
/// </summary>
internal sealed partial class ProfileFile
{
    private readonly Dictionary<string, Section> _sections = new(StringComparer.Ordinal);
    private readonly string _path;

    private ProfileFile(string path) => _path = path;

    /// <param name="path">A file; if it does not exist, it has no sections.</param>
    /// <param name="isConfig">Whether the name of a section starts with its kind: <c>[profile NAME]</c> instead of <c>[NAME]</c>.</param>
    /// <exception cref="BedrockException">The file cannot be read, or AWS tools would read it in different ways.</exception>
    public static ProfileFile Read(string path, bool isConfig)
    {
        var file = new ProfileFile(path);
        try
        {
            file.Parse(File.ReadAllLines(path), isConfig);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // As in all AWS tools, both files are optional.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ConnectionErrors.ProfileNotUsable($"The AWS profiles file {path} could not be read. Check its permissions.", exception);
        }

        return file;
    }

    /// <summary>The settings of a section; null if the file does not have it. A nested setting has the key <see cref="Nested"/>.</summary>
    public Dictionary<string, string>? Find(string kind, string name) =>
        _sections.GetValueOrDefault($"{kind} {name}")?.Settings;

    public IEnumerable<string> ProfileNames() =>
        _sections.Keys.Where(key => key.StartsWith("profile ", StringComparison.Ordinal)).Select(key => key["profile ".Length..]);

    /// <summary>The key of a setting in the indented lines below another one. A key in the file cannot contain a line break.</summary>
    public static string Nested(string parent, string key) => $"{parent}\n{key}";

    private void Parse(string[] lines, bool isConfig)
    {
        Section? section = null;
        string? key = null;
        var indent = 0;
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
                continue;
            var lineIndent = line.Length - line.TrimStart().Length;
            if (section is not null && key is not null && lineIndent > indent)
            {
                if (section.Settings[key].Length == 0)
                    Add(section, key, text, ['='], number);
                else
                    section.Settings[key] += "\n" + text;
                continue;
            }

            (indent, key) = (lineIndent, null);
            if (HeaderPattern().Match(text) is { Success: true, Groups: var groups })
                section = Open(groups[1].Value.Trim(), isConfig, number);
            else
                key = Add(section ?? throw InvalidLine(number), null, text, ['=', ':'], number);
        }
    }

    private Section Open(string header, bool isConfig, int line)
    {
        if (header == "DEFAULT")
        {
            throw NotUsable(
                $"has a section [DEFAULT] (line {line}), whose settings the AWS CLI uses for all profiles, but AWS SDKs for none. "
                + "To set the default profile, rename it to [default]");
        }

        var section = new Section(line, isConfig && header == ProfileFiles.Default);
        if (GetName(header, isConfig) is not { } name)
            return section;

        // All AWS tools use [profile default] if it comes after [default]; for the other order they differ.
        if (!_sections.TryAdd(name, section) && (!_sections[name].IsBareDefault || section.IsBareDefault))
            throw NotUsable($"has the section [{header}] twice (lines {_sections[name].Line} and {line}). Remove one of them");
        return _sections[name] = section;
    }

    /// <summary>The kind and name of a section; null if it is of a kind that only other tools use.</summary>
    private static string? GetName(string header, bool isConfig)
    {
        if (!isConfig || header == ProfileFiles.Default)
            return "profile " + header;
        var parts = header.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts is ["profile" or "sso-session" or "services", var name] ? $"{parts[0]} {Unquote(name)}" : null;
    }

    /// <summary>Adds a setting and returns its key.</summary>
    private string Add(Section section, string? parent, string text, char[] separators, int line)
    {
        var end = text.IndexOfAny(separators);
        var key = end > 0 ? text[..end].TrimEnd() : throw InvalidLine(line);

        // A command line can contain these characters.
        var value = key == "credential_process" ? text[(end + 1)..] : CommentPattern().Replace(text[(end + 1)..], "");
        if (!section.Settings.TryAdd(parent is null ? key : Nested(parent, key), value.Trim()))
        {
            throw NotUsable(
                $"has the setting '{key}' twice in the section of line {section.Line} (again in line {line}). Remove one of them");
        }

        return key;
    }

    /// <summary>Removes quotes as a shell does, because the AWS CLI writes them so around names with spaces.</summary>
    private static string Unquote(string name) => QuotePattern().Replace(
        name, match => match.Groups[2].Success ? EscapePattern().Replace(match.Groups[2].Value, "$1") : match.Groups[1].Value);

    private BedrockException InvalidLine(int number) =>
        NotUsable($"is not a valid AWS profiles file: line {number} is not a [section], key = value or comment");

    /// <summary>The reason never quotes a line, which can contain a secret.</summary>
    private BedrockException NotUsable(string reason) => ConnectionErrors.ProfileNotUsable($"The file {_path} {reason}.");

    [GeneratedRegex(@"^\[(.+?)\](?=$|[\s#;])")]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"\s[#;].*$")]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"'([^']*)'|""((?:\\.|[^""\\])*)""")]
    private static partial Regex QuotePattern();

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex EscapePattern();

    private sealed record Section(int Line, bool IsBareDefault)
    {
        public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
