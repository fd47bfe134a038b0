using System.Buffers.Text;
using System.Globalization;
using System.Text;
using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>
/// One page of a list, sorted by creation time and, within one instant, by ARN. A page token names the last key, never an
/// offset: a caller that deletes what it has read skips nothing.
/// </summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Items, string? NextToken) Page<T>(IEnumerable<T> items, Call call, EmulatorBehavior behavior)
        where T : Resource
    {
        var size = call.Input.Number("maxResults") ?? behavior.DefaultPageSize;
        var descending = call.Input.Text("sortOrder") is { } order ? order == "Descending" : behavior.NewestFirst;
        var sign = descending ? -1 : 1;
        if (call.Input.Text("nextToken") is { } token)
        {
            var last = ParseToken(token);
            items = items.Where(item => Math.Sign(Compare(GetKey(item), last)) == sign);
        }

        var comparer = Comparer<(long, string)>.Create(Compare);
        var sorted = descending ? items.OrderByDescending(GetKey, comparer) : items.OrderBy(GetKey, comparer);
        var page = sorted.Take(size + 1).ToList();
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, FormatToken(GetKey(page[^1])));
    }

    private static (long Ticks, string Arn) GetKey(Resource resource) => (resource.CreationTime.UtcTicks, resource.Arn);

    private static int Compare((long Ticks, string Arn) left, (long Ticks, string Arn) right) =>
        left.Ticks != right.Ticks ? left.Ticks.CompareTo(right.Ticks) : string.CompareOrdinal(left.Arn, right.Arn);

    private static string FormatToken((long Ticks, string Arn) key) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.Ticks}|{key.Arn}")));

    private static (long Ticks, string Arn) ParseToken(string token)
    {
        if (Base64.IsValid(token))
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split('|', 2);
            if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
                return (ticks, parts[1]);
        }

        throw new ServiceException(ErrorCode.Validation, "The provided nextToken is invalid.");
    }
}
