namespace BedrockModels;

/// <summary>Something that uses a model.</summary>
/// <param name="Noun">What sentences call it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="DeleteAsync">Deletes it.</param>
/// <param name="GetAsync">Reads it, for as long as it is there.</param>
internal sealed record ModelUse(string Noun, string Name, string Arn, Func<CancellationToken, Task> DeleteAsync, Func<CancellationToken, Task> GetAsync)
{
    public override string ToString() => $"{Noun} {Name} ({Arn})";
}
