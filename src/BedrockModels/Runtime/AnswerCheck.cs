using System.Collections.Specialized;
using System.Text.Json;

namespace BedrockModels;

/// <summary>Compares an answer with -Expect: a wildcard for its text, or a script block that gets it as $_.</summary>
internal static class AnswerCheck
{
    /// <summary>Whether the answer is as expected. A script block that fails does not accept it.</summary>
    /// <param name="expect">The value of -Expect; null to accept every answer.</param>
    /// <param name="answer">The answer for a script block.</param>
    /// <param name="text">The answer for a wildcard.</param>
    /// <param name="errors">The $Error of the session. The error of a script block is removed, because it can quote the answer.</param>
    public static bool Accepts(object? expect, object answer, string text, ArrayList? errors)
    {
        switch (ObjectMembers.Bare(expect))
        {
            case null:
                return true;
            case ScriptBlock script:
                var before = errors?.ToArray() ?? [];
                try
                {
                    // With Stop, each error ends the script block instead of reaching a stream.
                    List<PSVariable> variables = [new("_", answer), new("ErrorActionPreference", ActionPreference.Stop)];
                    return LanguagePrimitives.IsTrue(script.InvokeWithContext(null, variables, answer));
                }
                catch (RuntimeException exception) when (exception is not PipelineStoppedException)
                {
                    errors?.Clear();
                    errors?.AddRange(before);
                    return false;
                }

            case var pattern:
                return new WildcardPattern($"{pattern}", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(text);
        }
    }

    /// <summary>
    /// The JSON of an answer as objects. ConvertFrom-Json is not part of PowerShellStandard, and turns texts that look like dates into
    /// dates.
    /// </summary>
    public static object? ToObject(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return ToRecord(json);
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(ToObject).ToArray();
            case JsonValueKind.String:
                return NeighborJson.Decode(json);
            case JsonValueKind.Number:
                return json.TryGetInt64(out var number) ? (object)number : json.GetDouble();
            case JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean();
            default:
                return null;
        }
    }

    /// <summary>
    /// An object; a hashtable if a name cannot be a property: empty, reserved, or different from another only in case; its JSON if a name
    /// has half a character.
    /// </summary>
    private static object ToRecord(JsonElement json)
    {
        var members = new OrderedDictionary(StringComparer.Ordinal);
        try
        {
            foreach (var member in json.EnumerateObject())
                members[member.Name] = ToObject(member.Value);
            var record = new PSObject();
            foreach (DictionaryEntry member in members)
                record.Properties.Add(new PSNoteProperty((string)member.Key, member.Value));
            return record.Properties.Count() == members.Count ? record : members;
        }
        catch (Exception exception) when (exception is PSArgumentException or ExtendedTypeSystemException)
        {
            return members;
        }
        catch (InvalidOperationException)
        {
            return json.GetRawText();
        }
    }
}
