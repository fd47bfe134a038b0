using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>The resources of one kind in one Region, by name and by ARN.</summary>
/// <param name="noun">The kind of resource in error messages.</param>
/// <param name="arnType">The resource type in ARNs.</param>
/// <param name="nameConstraint">The constraint of names.</param>
/// <param name="arnConstraint">The constraint of ARNs.</param>
internal sealed class ResourceTable<T>(string noun, string arnType, Constraint nameConstraint, Constraint arnConstraint)
    where T : Resource
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T> _byArn = new(StringComparer.Ordinal);

    public string Noun => noun;

    public string ArnType => arnType;

    public Constraint NameConstraint => nameConstraint;

    public Constraint ArnConstraint => arnConstraint;

    public IReadOnlyCollection<T> All => _byArn.Values;

    public T? Find(string nameOrArn) => _byName.GetValueOrDefault(nameOrArn) ?? _byArn.GetValueOrDefault(nameOrArn);

    public T? FindArn(string arn) => _byArn.GetValueOrDefault(arn);

    public bool HasName(string name) => _byName.ContainsKey(name);

    public void Add(T resource)
    {
        _byName.Add(resource.Name, resource);
        _byArn.Add(resource.Arn, resource);
    }

    public void Remove(T resource)
    {
        _byName.Remove(resource.Name);
        _byArn.Remove(resource.Arn);
    }

    public void Rename(T resource, string name)
    {
        _byName.Remove(resource.Name);
        resource.Name = name;
        _byName.Add(name, resource);
    }
}
