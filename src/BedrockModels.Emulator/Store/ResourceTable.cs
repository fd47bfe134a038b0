namespace BedrockModels.Emulator;

/// <summary>
/// A kind of resource: its noun in error messages, its type in ARNs, the member of requests that identifies it, and the constraints of
/// its names and ARNs.
/// </summary>
internal sealed record ResourceKind(string Noun, string ArnType, string Identifier, Constraint Name, Constraint Arn);

/// <summary>The resources of any kind in one Region.</summary>
internal abstract class ResourceTable(ResourceKind kind)
{
    public ResourceKind Kind => kind;

    public abstract IReadOnlyCollection<StoredResource> All { get; }

    public abstract StoredResource? Find(string nameOrArn);

    public abstract StoredResource? FindArn(string arn);
}

/// <summary>The resources of one kind in one Region, by name and by ARN.</summary>
internal sealed class ResourceTable<T>(ResourceKind kind) : ResourceTable(kind)
    where T : StoredResource
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T> _byArn = new(StringComparer.Ordinal);
    private readonly List<T> _shared = [];

    public override IReadOnlyCollection<T> All => _byArn.Values;

    /// <summary>The number of resources of this account.</summary>
    public int OwnCount => _byName.Count;

    /// <summary>The resource with an ARN or a name, which is first that of a resource of this account.</summary>
    public override T? Find(string nameOrArn) => _byName.GetValueOrDefault(nameOrArn) ?? _byArn.GetValueOrDefault(nameOrArn)
        ?? _shared.Find(resource => resource.Name == nameOrArn);

    public override T? FindArn(string arn) => _byArn.GetValueOrDefault(arn);

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
