namespace BedrockModels;

/// <summary>The part of a list that -First and -Skip select.</summary>
internal sealed class ListWindow(PagingParameters paging)
{
    private ulong _skipped;
    private ulong _taken;

    public bool IsFull => _taken >= paging.First;

    /// <summary>Whether the next item is in the window.</summary>
    public bool Takes()
    {
        if (IsFull)
            return false;
        if (_skipped < paging.Skip)
        {
            _skipped++;
            return false;
        }

        _taken++;
        return true;
    }

    /// <summary>The page size for a request, at most the rest of the window.</summary>
    public int PageSize(int wanted)
    {
        var left = Math.Min(paging.First - _taken, Constraints.LargestPage) + Math.Min(paging.Skip - _skipped, Constraints.LargestPage);
        return (int)Math.Max(1, Math.Min((ulong)wanted, left));
    }

    /// <summary>Writes for -IncludeTotalCount that the total is unknown, because the API has none.</summary>
    public void WriteTotalCount(Cmdlet cmdlet)
    {
        if (paging.IncludeTotalCount)
            cmdlet.WriteObject(paging.NewTotalCount(0, 0));
    }
}
