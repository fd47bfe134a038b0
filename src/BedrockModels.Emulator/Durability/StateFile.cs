using System.Text;
using System.Text.Json;

namespace BedrockModels.Emulator;

/// <summary>
/// The file that keeps everything. It is written whole beside itself, flushed to the disk and renamed, so that whoever looks
/// at it, at any moment, finds a whole state. A lock beside it keeps a second emulator away; the system lets go of it with
/// the process, however that ends.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;

    private StateFile(string path, FileStream taken) => (_path, _lock) = (path, taken);

    /// <summary>Takes the file for this emulator; it need not be there yet.</summary>
    /// <exception cref="EmulatorException">Another emulator has it, or its folder cannot be written.</exception>
    public static StateFile Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            // A link stays one: what it points to is replaced, and locked.
            if (new FileInfo(path) is { LinkTarget: not null } link)
                path = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            return new StateFile(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or PathTooLongException or UnauthorizedAccessException)
        {
            throw new EmulatorException($"The state file '{path}' cannot be written: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new EmulatorException($"The state file '{path}' belongs to another emulator, which still runs. Stop that one, or take another file.", exception);
        }
    }

    /// <summary>What the file holds; an empty state where it is not there.</summary>
    /// <exception cref="EmulatorException">It is damaged. It is left as it is.</exception>
    public EmulatorState Load()
    {
        try
        {
            ReadOnlySpan<byte> json = File.ReadAllBytes(_path);
            if (json.StartsWith(Encoding.UTF8.Preamble))
                json = json[Encoding.UTF8.Preamble.Length..];
            var state = JsonSerializer.Deserialize(json, StateJson.Context.EmulatorState) ?? throw Damaged(1, "it is null");
            if (AmbiguousJson.Find(json) is { } ambiguity)
                throw Damaged(json[..ambiguity.Position].Count((byte)'\n') + 1, ambiguity.What);
            return state;
        }
        catch (FileNotFoundException)
        {
            return new EmulatorState();
        }
        catch (JsonException exception)
        {
            throw Damaged((exception.LineNumber ?? 0) + 1, exception.Path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException($"The state file '{_path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Replaces the file; when this returns, the new one outlives a loss of power.</summary>
    public void Replace(byte[] content)
    {
        var temporary = _path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(_path)!);
    }

    public void Dispose() => _lock.Dispose();

    private EmulatorException Damaged(long line, string? what, JsonException? exception = null) => new(
        $"The state file '{_path}' is damaged at line {line}{(string.IsNullOrEmpty(what) ? "" : $" ({what})")}. It is left as it is: mend it, or take another file.", exception);
}
