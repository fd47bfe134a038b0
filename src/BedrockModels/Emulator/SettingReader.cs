namespace BedrockModels;

/// <summary>Reads named settings from a hashtable, or from the properties of an object. Names are not case-sensitive.</summary>
/// <param name="what">The kind of settings in messages, for example "Fault".</param>
/// <param name="source">The hashtable or object.</param>
/// <param name="isSecret">Whether messages must not quote values.</param>
internal sealed class SettingReader(string what, object source, bool isSecret = false)
{
    /// <summary>Reads a setting; returns the default of its type if it is not given.</summary>
    /// <exception cref="EmulatorException">It cannot be converted to that type.</exception>
    public T? Get<T>(string name) => Get(name, typeof(T)) is { } value ? (T)value : default;

    /// <summary>Reads a setting; null if it is not given. For a duration, a plain number is a number of seconds.</summary>
    public object? Get(string name, Type type)
    {
        if (ObjectMembers.Get(source, name) is not { } value)
            return null;
        try
        {
            if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan))
                value = new DurationTransformationAttribute().Transform(null!, value);
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw EmulatorRefusals.InvalidSetting(what, name, exception);
        }

        return LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out var converted)
            ? converted
            : throw EmulatorRefusals.InvalidSetting(what, name, isSecret ? null : value, type);
    }

    /// <summary>The settings inside a setting; null if it is not given.</summary>
    public SettingReader? Nested(string name) =>
        ObjectMembers.Get(source, name) is { } value ? new SettingReader(what, value, isSecret) : null;

    /// <summary>Refuses other settings in a hashtable, where they are misspelled. An object may have other properties.</summary>
    public void RefuseUnknown(IReadOnlyList<string> names)
    {
        var given = ObjectMembers.Bare(source) is IDictionary table ? table.Keys.Cast<object>().Select(key => key.ToString() ?? "") : [];
        if (given.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw EmulatorRefusals.UnknownSetting(what, unknown, names);
    }
}
