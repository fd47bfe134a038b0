using System.Collections;
using System.Globalization;
using System.Management.Automation;
using BedrockModels.Emulator;

namespace BedrockModels;

/// <summary>Reads -Behavior: the named options of what nobody documents.</summary>
internal static class BehaviorReader
{
    /// <exception cref="EmulatorException">There is no such option, or it takes another kind of value.</exception>
    public static EmulatorBehavior Read(IDictionary source)
    {
        var behavior = new EmulatorBehavior();
        var options = typeof(EmulatorBehavior).GetProperties();
        foreach (DictionaryEntry entry in source)
        {
            var option = options.FirstOrDefault(o => o.Name.Equals(entry.Key.ToString(), StringComparison.OrdinalIgnoreCase))
                ?? throw new EmulatorException($"There is no behavior '{entry.Key}'; there are {string.Join(", ", options.Select(o => o.Name))}.");
            try
            {
                option.SetValue(behavior, LanguagePrimitives.ConvertTo(entry.Value, option.PropertyType, CultureInfo.InvariantCulture));
            }
            catch (PSInvalidCastException problem)
            {
                throw new EmulatorException($"The behavior {option.Name} has the value '{entry.Value}'; it takes a {TypeWords.Of(option.PropertyType)}.", problem);
            }
        }

        return behavior;
    }
}
