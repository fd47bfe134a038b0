namespace BedrockModels.Client;

/// <summary>A profile as both shared files describe it.</summary>
internal sealed record Profile(string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>A setting's value; null where there is none or it is empty.</summary>
    public string? Get(string key) => Settings.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    public bool Has(params string[] keys) => keys.All(k => Get(k) is not null);
}
