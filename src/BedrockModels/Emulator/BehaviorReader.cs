namespace BedrockModels;

/// <summary>Reads -Behavior: options for behavior that the service does not document. $null keeps the default of an option.</summary>
internal static class BehaviorReader
{
    /// <exception cref="EmulatorException">An option does not exist, or its value is not valid.</exception>
    public static EmulatorBehavior Read(IDictionary source)
    {
        var settings = new SettingReader("Behavior", source);
        var options = typeof(EmulatorBehavior).GetProperties();
        settings.RefuseUnknown([.. options.Select(option => option.Name)]);
        var behavior = new EmulatorBehavior();
        foreach (var option in options)
        {
            if (settings.Get(option.Name, option.PropertyType) is { } value)
                option.SetValue(behavior, value);
        }

        return behavior;
    }
}
