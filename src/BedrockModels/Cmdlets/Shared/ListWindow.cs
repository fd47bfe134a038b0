using System.Management.Automation;

namespace BedrockModels;

/// <summary>The part of a list that -First and -Skip ask for.</summary>
internal sealed class ListWindow(PagingParameters paging)
{
    public const int LargestPage = 1000;

    private ulong _skipped;
    private ulong _taken;

    public bool IsFull => _taken >= paging.First;

    /// <summary>Whether the next item lies in the window.</summary>
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

    /// <summary>The page to ask for: no larger than what is left of the window.</summary>
    public int PageSize(int wanted)
    {
        var left = Math.Min(paging.First - _taken, LargestPage) + Math.Min(paging.Skip - _skipped, LargestPage);
        return (int)Math.Max(1, Math.Min((ulong)wanted, left));
    }

    /// <summary>The API has no total: -IncludeTotalCount says that it is not known.</summary>
    public void WriteTotalCount(Cmdlet cmdlet)
    {
        if (paging.IncludeTotalCount)
            cmdlet.WriteObject(paging.NewTotalCount(0, 0));
    }
}
