using System.Buffers.Text;

namespace BedrockModels.Emulator;

/// <summary>A list request: its filters and its page. A list is sorted by creation time and then by ARN.</summary>
/// <remarks>A page token names the last key, never an offset, so a client that deletes the items of a page skips none.</remarks>
internal sealed class ListQuery(Call call, EmulatorBehavior behavior, string beforeMember, string afterMember, string statusMember)
{
    private static readonly Comparer<(long, string)> KeyComparer = Comparer<(long, string)>.Create(Compare);

    private readonly DateTimeOffset? _before = call.Input.Time(beforeMember);
    private readonly DateTimeOffset? _after = call.Input.Time(afterMember);
    private readonly string? _name = call.Input.Text("nameContains");

    /// <summary>Whether a member is absent from the query or equals a value.</summary>
    public bool Matches(string member, string? value) => call.Input.Text(member) is not { } wanted || wanted == value;

    /// <summary>One page of the items that match the filters of all lists and <paramref name="matches"/>.</summary>
    public (IReadOnlyList<T> Items, string? NextToken) Page<T>(IEnumerable<T> items, Func<T, bool> matches)
        where T : StoredResource
    {
        items = items.Where(item => MatchesCommonFilters(item) && matches(item));
        var size = call.Input.Number("maxResults") ?? behavior.DefaultPageSize;
        var descending = call.Input.Text("sortOrder") is null or "Descending";
        var sign = descending ? -1 : 1;
        if (call.Input.Text("nextToken") is { } token)
        {
            var last = ParseToken(token, descending);
            items = items.Where(item => Math.Sign(Compare(GetKey(item), last)) == sign);
        }

        var sorted = descending ? items.OrderByDescending(GetKey, KeyComparer) : items.OrderBy(GetKey, KeyComparer);
        var page = sorted.Take(size + 1).ToList();
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, FormatToken(GetKey(page[^1]), descending));
    }

    /// <summary>Whether an item has the status and the text in its name, and was created between the two times, excluding both.</summary>
    private bool MatchesCommonFilters(StoredResource resource) =>
        (_before is null || resource.CreationTime < _before)
        && (_after is null || resource.CreationTime > _after)
        && (_name is null || resource.Name.Contains(_name, StringComparison.Ordinal))
        && (resource.ListedTime is null || resource.ListedTime <= call.Now)
        && Matches(statusMember, resource.StatusAt(call.Now));

    private static (long Ticks, string Arn) GetKey(StoredResource resource) => (resource.CreationTime.UtcTicks, resource.Arn);

    private static int Compare((long Ticks, string Arn) left, (long Ticks, string Arn) right) =>
        left.Ticks != right.Ticks ? left.Ticks.CompareTo(right.Ticks) : string.CompareOrdinal(left.Arn, right.Arn);

    /// <summary>A token is valid for its list only: it has a hash of the operation, the Region, the filters and the order.</summary>
    private string FormatToken((long Ticks, string Arn) key, bool descending)
    {
        var filters = call.Input.Texts.Where(member => member.Key is not ("maxResults" or "nextToken" or "sortBy" or "sortOrder"))
            .OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value}");
        var text = string.Create(CultureInfo.InvariantCulture, $"{key.Ticks}|{key.Arn}|");
        var list = string.Join('\n', [text, call.Operation.Name, call.Store.Region, descending ? "-" : "+", .. filters]);
        return Convert.ToBase64String([.. Encoding.UTF8.GetBytes(text), .. SHA256.HashData(Encoding.UTF8.GetBytes(list))]);
    }

    private (long Ticks, string Arn) ParseToken(string token, bool descending)
    {
        if (Base64.IsValid(token) && Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split('|', 3) is [var time, var arn, _]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && FormatToken((ticks, arn), descending) == token)
            return (ticks, arn);
        throw ServiceException.Validation("The provided nextToken is invalid.");
    }
}
