using System.Globalization;
using System.Reflection;
using BedrockModels.Emulator;

namespace BedrockModels;

/// <summary>Reads -Behavior: options for behavior that the service does not document. $null keeps the default of an option.</summary>
internal static class BehaviorReader
{
    /// <exception cref="EmulatorException">An option does not exist, or its value is not valid.</exception>
    public static EmulatorBehavior Read(IDictionary source)
    {
        var behavior = new EmulatorBehavior();
        var options = typeof(EmulatorBehavior).GetProperties();
        foreach (DictionaryEntry entry in source)
        {
            var option = options.FirstOrDefault(o => o.Name.Equals(entry.Key.ToString(), StringComparison.OrdinalIgnoreCase))
                ?? throw EmulatorRefusals.UnknownBehavior(entry.Key, options.Select(o => o.Name));
            if (entry.Value is { } value)
                option.SetValue(behavior, ValueOf(option, value));
        }

        return behavior;
    }

    private static object ValueOf(PropertyInfo option, object value)
    {
        try
        {
            if (option.PropertyType == typeof(TimeSpan?))
                value = new DurationTransformationAttribute().Transform(null!, value);
            return LanguagePrimitives.ConvertTo(value, option.PropertyType, CultureInfo.InvariantCulture);
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw EmulatorRefusals.InvalidBehavior(option.Name, exception);
        }
        catch (PSInvalidCastException exception)
        {
            throw EmulatorRefusals.InvalidBehavior(option.Name, value, option.PropertyType, exception);
        }
    }
}
