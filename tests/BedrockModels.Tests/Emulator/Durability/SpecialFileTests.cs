namespace BedrockModels.Tests.Emulator.Durability;

/// <summary>Links, pipes, devices, folders and permissions in the place of the state file.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".lock")]
    public async Task Link_is_refused_and_its_target_is_untouched(string ending)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows creates symbolic links only with a special privilege.");
        var target = Path.Combine(Path.GetDirectoryName(_state.Path)!, "target");
        File.CreateSymbolicLink(_state.Path + ending, target);

        var dangling = _state.Refusal();
        await File.WriteAllTextAsync(target, "{}");
        var existing = _state.Refusal();

        Assert.Equal($"The file '{_state.Path}{ending}' is a link to '{target}'. The emulator does not write through links.", dangling);
        Assert.Equal(dangling, existing);
        Assert.Equal("{}", await File.ReadAllTextAsync(target));
    }

    [Fact]
    public async Task Link_in_place_of_the_temporary_file_is_replaced_and_its_target_is_untouched()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows creates symbolic links only with a special privilege.");
        var target = Path.Combine(Path.GetDirectoryName(_state.Path)!, "target");
        await File.WriteAllTextAsync(target, "precious");
        using var emulator = _state.Start();
        File.CreateSymbolicLink(_state.Path + ".tmp", target);

        var reply = await emulator.CreateModel("model");

        Assert.Equal((202, "precious"), (reply.Status, await File.ReadAllTextAsync(target)));
        Assert.Null(new FileInfo(_state.Path).LinkTarget);
    }

    [Theory]
    [InlineData("", "'{0}' is not a regular file.")]
    [InlineData(".lock", "'{0}.lock' is not a regular file.")]
    public async Task Pipe_is_refused_at_once(string ending, string sentence)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        await MakePipeAsync(_state.Path + ending);

        var refusal = _state.Refusal();

        Assert.StartsWith(string.Format(null, sentence, _state.Path), refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipe_in_place_of_the_temporary_file_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using var emulator = _state.Start();
        await MakePipeAsync(_state.Path + ".tmp");

        Assert.Equal(202, (await emulator.CreateModel("model")).Status);
    }

    [Fact]
    public async Task Device_is_refused_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no devices in folders.");
        using var process = System.Diagnostics.Process.Start("mknod", [_state.Path, "c", "1", "5"]);
        await process.WaitForExitAsync();
        Assert.SkipUnless(process.ExitCode == 0, "Only the administrator can make a device.");

        var refusal = _state.Refusal();

        Assert.Contains($"'{_state.Path}'", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    public async Task File_keeps_its_permissions(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        await File.WriteAllTextAsync(_state.Path, "{}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_state.Path, mode);

        using (var emulator = _state.Start())
            await emulator.CreateModel("model");

        if (!OperatingSystem.IsWindows())
            Assert.Equal(mode, File.GetUnixFileMode(_state.Path));
    }

    [Fact]
    public async Task Read_only_file_is_refused_and_left_unchanged()
    {
        await File.WriteAllTextAsync(_state.Path, "{}");
        new FileInfo(_state.Path).IsReadOnly = true;

        var refusal = _state.Refusal();

        new FileInfo(_state.Path).IsReadOnly = false;
        Assert.Equal($"The state file '{_state.Path}' is read-only. Make it writable, or copy it and use the copy.", refusal);
        Assert.Equal("{}", await File.ReadAllTextAsync(_state.Path));
    }

    [Fact]
    public void Lock_that_is_a_folder_is_not_taken_for_another_emulator()
    {
        Directory.CreateDirectory(_state.Path + ".lock");

        Assert.StartsWith($"'{_state.Path}.lock' is not a regular file.", _state.Refusal(), StringComparison.Ordinal);
    }

    private static async Task MakePipeAsync(string path)
    {
        using var process = System.Diagnostics.Process.Start("mkfifo", [path]);
        await process.WaitForExitAsync();
    }
}
