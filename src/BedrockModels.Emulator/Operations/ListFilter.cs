namespace BedrockModels.Emulator;

/// <summary>What the queries of all three lists can ask of an item; read once, asked of every item.</summary>
internal sealed class ListFilter(Call call, string beforeMember, string afterMember)
{
    private readonly DateTimeOffset? _before = call.Input.Time(beforeMember);
    private readonly DateTimeOffset? _after = call.Input.Time(afterMember);
    private readonly string? _name = call.Input.Text("nameContains");

    /// <summary>Whether an item lies between the two times, both left out, and its name holds the text.</summary>
    public bool Matches(Resource resource) =>
        (_before is null || resource.CreationTime < _before)
        && (_after is null || resource.CreationTime > _after)
        && (_name is null || resource.Name.Contains(_name, StringComparison.Ordinal));

    /// <summary>Whether a member is absent from the query, or equals a value.</summary>
    public bool Matches(string member, string? value) => call.Input.Text(member) is not { } wanted || wanted == value;
}
