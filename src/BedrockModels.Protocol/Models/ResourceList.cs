using System.Collections.ObjectModel;

namespace BedrockModels;

/// <summary>Resources in a property of another resource. As text, and so in a CSV file, they are their ARNs.</summary>
/// <typeparam name="T">The type of the resources.</typeparam>
public sealed class ResourceList<T> : ReadOnlyCollection<T>
    where T : notnull
{
    internal ResourceList(IEnumerable<T> resources)
        : base(resources.ToArray())
    {
    }

    /// <summary>Returns the ARNs, separated by <c>;</c>.</summary>
    public override string ToString() => string.Join(';', this);
}
