namespace BedrockModels.Emulator;

/// <summary>
/// The file that stores the state. Each version is written to a temporary file beside it and renamed, so that a reader finds a
/// complete state at any moment. A lock file keeps other emulators away; it is released when the process ends for any reason.
/// </summary>
internal sealed class StateFile : IDisposable
{
    // The codes of a file that another process has locked: Windows, Linux, macOS. .NET has no type of exception for it.
    private static readonly int[] SharingViolations = [unchecked((int)0x80070020), 11, 35];

    private readonly string _path;
    private readonly FileStream _lock;

    private StateFile(string path, FileStream lockFile) => (_path, _lock) = (path, lockFile);

    /// <summary>Locks the file for this emulator; it need not exist yet.</summary>
    /// <exception cref="EmulatorException">Another emulator uses the file, or it cannot be written.</exception>
    public static StateFile Open(string path)
    {
        path = Path.GetFullPath(path);
        var lockPath = path + ".lock";
        if (new FileInfo(path) is { Exists: true, IsReadOnly: true })
            throw new EmulatorException($"The state file '{path}' is read-only. Make it writable, or copy it and use the copy.");
        foreach (var file in (string[])[path, lockPath])
        {
            if (Directory.Exists(file))
                throw NotAFile(file);
            if (new FileInfo(file).LinkTarget is { } target)
                throw new EmulatorException($"The file '{file}' is a link to '{target}'. The emulator does not write through links.");
        }

        try
        {
            var stream = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return stream.CanSeek ? new StateFile(path, stream) : throw NotAFile(lockPath);
        }
        catch (IOException exception) when (SharingViolations.Contains(exception.HResult))
        {
            throw new EmulatorException(
                $"The state file '{path}' is in use by another emulator. Stop that emulator, or use another file.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException($"The state file '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the state; an empty state if the file does not exist.</summary>
    /// <exception cref="EmulatorException">The file is damaged. It is left unchanged.</exception>
    public EmulatorState Load()
    {
        try
        {
            // Opened to write as well, which shows now whether it can be written, and does not wait for the other end of a pipe.
            using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            var content = new byte[file.CanSeek ? file.Length : throw NotAFile(_path)];
            file.ReadExactly(content);
            return Read(content);
        }
        catch (FileNotFoundException)
        {
            return new EmulatorState();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException($"The state file '{_path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads content that <see cref="Replace"/> has written.</summary>
    public static EmulatorState Parse(byte[] content) => JsonSerializer.Deserialize(content, StateJson.Context.EmulatorState)!;

    /// <summary>Replaces the file; on return the new content survives the end of the process. The permissions stay.</summary>
    public void Replace(byte[] content)
    {
        var temporary = _path + ".tmp";
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(_path) ? File.GetUnixFileMode(_path) : null;

        // A new file, never one that is there, which could be a link.
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }))
        {
            if (mode is not null && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(stream.SafeFileHandle, mode.Value);
            stream.Write(content);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    private EmulatorState Read(ReadOnlySpan<byte> json)
    {
        try
        {
            if (json.StartsWith(Encoding.UTF8.Preamble))
                json = json[Encoding.UTF8.Preamble.Length..];
            var state = JsonSerializer.Deserialize(json, StateJson.Context.EmulatorState) ?? throw Damaged(1, "it is null");
            if (AmbiguousJson.Find(json) is { } ambiguity)
                throw Damaged(json[..ambiguity.Position].Count((byte)'\n') + 1, ambiguity.Description);
            return state;
        }
        catch (JsonException exception)
        {
            var line = (exception.LineNumber ?? 0) + 1;
            throw UnknownMember.Describe(json, exception.Path) is { } unknown
                ? new EmulatorException($"The state file '{_path}' is refused: in line {line}, {unknown}.", exception)
                : Damaged(line, exception.Path, exception);
        }
    }

    private static EmulatorException NotAFile(string path) =>
        new($"'{path}' is not a regular file. Use the path of a file, or of one that does not exist yet.");

    private EmulatorException Damaged(long line, string? detail, JsonException? exception = null)
    {
        var place = $"line {line}{(string.IsNullOrEmpty(detail) ? "" : $" ({detail})")}";
        return new($"The state file '{_path}' is damaged at {place}. It is left unchanged: repair it, or use another file.", exception);
    }
}
