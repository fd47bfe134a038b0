namespace BedrockModels.Emulator;

/// <summary>A kind of resource: its noun in error messages, its type in ARNs, and the constraints of its names and ARNs.</summary>
internal sealed record ResourceKind(string Noun, string ArnType, Constraint Name, Constraint Arn);

/// <summary>The resources of one kind in one Region, by name and by ARN.</summary>
internal sealed class ResourceTable<T>(ResourceKind kind)
    where T : StoredResource
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T> _byArn = new(StringComparer.Ordinal);
    private readonly List<T> _shared = [];

    public ResourceKind Kind => kind;

    public IReadOnlyCollection<T> All => _byArn.Values;

    /// <summary>The number of resources of this account.</summary>
    public int OwnCount => _byName.Count;

    /// <summary>The resource with an ARN or a name, which is first that of a resource of this account.</summary>
    public T? Find(string nameOrArn) => _byName.GetValueOrDefault(nameOrArn) ?? _byArn.GetValueOrDefault(nameOrArn)
        ?? _shared.Find(resource => resource.Name == nameOrArn);

    public T? FindArn(string arn) => _byArn.GetValueOrDefault(arn);

    /// <summary>Whether a resource of this account has a name.</summary>
    public bool HasName(string name) => _byName.ContainsKey(name);

    public void Add(T resource)
    {
        if (resource.IsOwn)
            _byName.Add(resource.Name, resource);
        else
            _shared.Add(resource);
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
