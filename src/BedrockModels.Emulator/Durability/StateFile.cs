using System.Runtime.InteropServices;

namespace BedrockModels.Emulator;

/// <summary>
/// The file that stores the state. Each version is written to a temporary file beside it, flushed to the disk and renamed, so
/// that a reader finds a complete state at any moment. A lock file beside it keeps other emulators away; the operating system
/// releases the lock when the process ends for any reason.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;

    private StateFile(string path, FileStream lockFile) => (_path, _lock) = (path, lockFile);

    /// <summary>Locks the file for this emulator; it need not exist yet.</summary>
    /// <exception cref="EmulatorException">Another emulator uses the file, or its folder is not writable.</exception>
    public static StateFile Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            // A link is kept: its target is locked and replaced.
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
            throw new EmulatorException(
                $"The state file '{path}' is in use by another emulator. Stop that emulator, or use another file.", exception);
        }
    }

    /// <summary>Reads the state; an empty state if the file does not exist.</summary>
    /// <exception cref="EmulatorException">The file is damaged. It is left unchanged.</exception>
    public EmulatorState Load()
    {
        try
        {
            ReadOnlySpan<byte> json = File.ReadAllBytes(_path);
            if (json.StartsWith(Encoding.UTF8.Preamble))
                json = json[Encoding.UTF8.Preamble.Length..];
            var state = JsonSerializer.Deserialize(json, StateJson.Context.EmulatorState) ?? throw Damaged(1, "it is null");
            if (AmbiguousJson.Find(json) is { } ambiguity)
                throw Damaged(json[..ambiguity.Position].Count((byte)'\n') + 1, ambiguity.Description);
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

    /// <summary>Replaces the file; on return the new content survives a loss of power.</summary>
    public void Replace(byte[] content)
    {
        var temporary = _path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(_path)!);
    }

    public void Dispose() => _lock.Dispose();

    private EmulatorException Damaged(long line, string? detail, JsonException? exception = null)
    {
        var place = $"line {line}{(string.IsNullOrEmpty(detail) ? "" : $" ({detail})")}";
        return new($"The state file '{_path}' is damaged at {place}. It is left unchanged: repair it, or use another file.", exception);
    }

    /// <summary>
    /// Flushes the entries of a folder to the disk: without this call, a loss of power can undo the rename although the
    /// content of the file is stored. .NET has no method for it, and Windows does not need it.
    /// </summary>
    private static void FlushFolder(string folder)
    {
        const int readOnly = 0;
        if (OperatingSystem.IsWindows())
            return;
        var handle = OpenHandle(Encoding.UTF8.GetBytes(folder + "\0"), readOnly);
        if (handle < 0)
            return;
        _ = Synchronize(handle);
        _ = CloseHandle(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int OpenHandle(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Synchronize(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseHandle(int handle);
}
