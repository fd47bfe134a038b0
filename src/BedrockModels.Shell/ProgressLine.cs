using System.Management.Automation;

namespace BedrockModels.Shell;

/// <summary>The latest progress, in one line of standard error that the next output wipes away. Only on a terminal.</summary>
internal sealed class ProgressLine
{
    private bool _isShown;

    /// <summary>The line for a record: what a long activity takes beyond its half goes to the status, which is what changes.</summary>
    public static string Describe(ProgressRecord record, int width)
    {
        var percent = record.PercentComplete < 0 ? "" : $" {record.PercentComplete}%";
        var status = $": {record.StatusDescription}{percent}";
        var line = Shorten(record.Activity, Math.Max(width - status.Length, width / 2)) + status;
        return Shorten(line.ReplaceLineEndings(" "), width);
    }

    public void Show(ProgressRecord record)
    {
        if (Console.IsErrorRedirected)
            return;
        Erase();
        if (record.RecordType == ProgressRecordType.Completed)
            return;
        // The last column stays free: a full line would wrap, and erasing it would leave its first half.
        Console.Error.Write(Describe(record, ShellRawUserInterface.Width - 1));
        _isShown = true;
    }

    public void Erase()
    {
        if (!_isShown)
            return;
        Console.Error.Write("\r\e[K");
        _isShown = false;
    }

    private static string Shorten(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
