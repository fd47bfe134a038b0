using System.Collections;
using System.Management.Automation;
using BedrockModels.Emulator;

namespace BedrockModels;

/// <summary>Reads named settings out of a hashtable, or out of an object's properties; names are not case-sensitive.</summary>
internal sealed class SettingReader
{
    private readonly string _what;
    private readonly bool _isSecret;
    private readonly bool _isHashtable;
    private readonly Dictionary<string, object?> _settings = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="what">What is read, as a sentence begins with it.</param>
    /// <param name="source">A hashtable or an object.</param>
    /// <param name="isSecret">Whether messages may not quote values.</param>
    public SettingReader(string what, object source, bool isSecret = false)
    {
        var bare = source is PSObject wrapped ? wrapped.BaseObject : source;
        (_what, _isSecret, _isHashtable) = (what, isSecret, bare is IDictionary);
        if (bare is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
                _settings[entry.Key.ToString() ?? ""] = entry.Value;
        }
        else
        {
            foreach (var property in PSObject.AsPSObject(source).Properties.Where(property => property.IsGettable))
                _settings[property.Name] = property.Value;
        }
    }

    /// <summary>Takes a setting; the default of its type where it is not given.</summary>
    /// <exception cref="EmulatorException">It is given, and cannot be read as that type.</exception>
    public T? Take<T>(string name)
    {
        if (!_settings.Remove(name, out var value) || value is null)
            return default;
        return LanguagePrimitives.TryConvertTo<T>(value, out var converted)
            ? converted
            : throw EmulatorRefusals.InvalidSetting(_what, name, _isSecret ? null : value, typeof(T));
    }

    /// <summary>Takes a length of time; a plain number counts seconds.</summary>
    public TimeSpan TakeDuration(string name)
    {
        if (!_settings.TryGetValue(name, out var value) || value is null)
            return default;
        try
        {
            _settings[name] = new DurationTransformationAttribute().Transform(null!, value);
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw EmulatorRefusals.InvalidSetting(_what, name, exception);
        }

        return Take<TimeSpan>(name);
    }

    /// <summary>Refuses what nobody took out of a hashtable; an object may well have properties that are no settings.</summary>
    public void RefuseRest(params string[] names)
    {
        if (_isHashtable && _settings.Keys.FirstOrDefault() is { } unknown)
            throw EmulatorRefusals.UnknownSetting(_what, unknown, names);
    }
}
