using System.Diagnostics;
using System.Globalization;
using BedrockModels.Client;

namespace BedrockModels.Tests.Client;

/// <summary>Profiles whose keys a program prints.</summary>
public sealed partial class ProcessTests
{
    private const string Keys = """{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"secret","SessionToken":"token"}""";

    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<string> Endings { get; } =
    [
        "2099-01-01T00:00:00Z", "2099-01-01T00:00:00UTC", "2099-01-01T00:00:00 UTC", "2099-01-01T00:00:00GMT", "2099-01-01T00:00:00+00:00",
        "2099-01-01T00:00:00+0000", "2099-01-01T00:00:00.123456789Z", "2099-01-01 00:00:00+00:00", "20990101T000000Z",
        "Thu, 01 Jan 2099 00:00:00 GMT", "2099-01-01T00:00Z",
    ];

    [Theory]
    [InlineData("a b\tc\nd", "a|b|c|d", "a|b|c\nd")]
    [InlineData("  a  ", "a", "a")]
    [InlineData("""my\ tools/t""", "my tools/t", """my\|tools/t""")]
    [InlineData("""a "b c" d""", "a|b c|d", "a|b c|d")]
    [InlineData("a 'b c' d", "a|b c|d", "a|'b|c'|d")]
    [InlineData("""a "" b""", "a||b", "a||b")]
    [InlineData("""a"b c"d""", "ab cd", "ab cd")]
    [InlineData("""t "DOMAIN\\user" """, """t|DOMAIN\user""", """t|DOMAIN\\user""")]
    [InlineData("""t "DOMAIN\user" """, """t|DOMAIN\user""", """t|DOMAIN\user""")]
    [InlineData("""t DOMAIN\user""", "t|DOMAINuser", """t|DOMAIN\user""")]
    [InlineData("""t "a\"b" """, """t|a"b""", """t|a"b""")]
    [InlineData("""t 'a\' """, """t|a\""", """t|'a\'""")]
    [InlineData("""t "C:\dir\\" x""", """t|C:\dir\|x""", """t|C:\dir\|x""")]
    [InlineData("""t a\\"b" """, """t|a\b""", """t|a\b""")]
    [InlineData("t \"a`b\" $HOME ~ a|b", "t|a`b|$HOME|~|a/b", "t|a`b|$HOME|~|a/b")]
    [InlineData("t \"open", null, null)]
    [InlineData("t 'open", null, "t|'open")]
    [InlineData("""t a\""", null, """t|a\""")]
    [InlineData("", "", "")]
    public void Command_is_split_into_words_as_botocore_does(string command, string? onUnix, string? onWindows)
    {
        Assert.Equal((onUnix, onWindows), (Words(isWindows: false), Words(isWindows: true)));

        string? Words(bool isWindows) => ProcessCredentials.Split(command, isWindows) is { } words
            ? string.Join('|', words.Select(word => word.Replace('|', '/')))
            : null;
    }

    [Theory]
    [InlineData("tool \"a`b\"", "a`b")]
    [InlineData("tool \"DOMAIN\\\\user\"", "DOMAIN\\user")]
    [InlineData("tool $HOME", "$HOME")]
    [InlineData("tool a;id", "a;id")]
    [InlineData("tool ''", "")]
    public async Task Program_receives_its_words_without_a_shell_in_between(string command, string expected)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "./" + command);
        home.Write("word", expected);
        Tool(home, "tool", $"[ \"$1\" = \"$(cat word)\" ] && echo '{Keys}'");

        await home.CallAsync(aws);

        Assert.Equal(("ASIAPROCESS", "token"), (aws.Bedrock.AccessKey, aws.Bedrock.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task Program_with_an_escaped_space_in_its_path_runs()
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, @"./my\ tools/tool");
        Tool(home, "my tools/tool", $"echo '{Keys}'");

        await home.CallAsync(aws);

        Assert.Equal("ASIAPROCESS", aws.Bedrock.AccessKey);
    }

    [Fact]
    public async Task Program_name_without_a_folder_is_never_a_file_of_the_folder_of_the_session_or_process()
    {
        await using var aws = new FakeAws();
        var name = "only-in-the-folder-" + Guid.NewGuid().ToString("N");
        using var home = CreateHome(aws, name);
        Tool(home, name, $"echo '{Keys}'");
        var ofProcess = Path.Combine(Environment.CurrentDirectory, name);
        File.Copy(Path.Combine(home.Folder, name), ofProcess);
        try
        {
            var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

            Assert.Contains("its program was not found", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(ofProcess);
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task End_is_read_in_every_form_that_botocore_reads(string end)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "cat keys.json");
        home.Write("keys.json", Keys[..^1] + $",\"Expiration\":\"{end}\"}}");

        await home.CallAsync(aws);

        Assert.Equal("ASIAPROCESS", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"Expiration\":null")]
    public async Task Keys_without_an_end_are_used(string end)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "cat keys.json");
        home.Write("keys.json", Keys[..^1] + end + "}");

        await home.CallAsync(aws);

        Assert.Equal("ASIAPROCESS", aws.Bedrock.AccessKey);
    }

    [Theory]
    [InlineData("sh -c 'exit 3'")]
    [InlineData("echo nonsense-with-SECRET")]
    [InlineData("echo 'null'")]
    [InlineData("""echo '{"Version":2,"AccessKeyId":"A","SecretAccessKey":"SECRET"}'""")]
    [InlineData("""echo '{"Version":"1","AccessKeyId":"A","SecretAccessKey":"SECRET"}'""")]
    [InlineData("""echo '{"AccessKeyId":"A","SecretAccessKey":"SECRET"}'""")]
    [InlineData("""echo '{"Version":1,"SecretAccessKey":"SECRET"}'""")]
    [InlineData("""echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"soon"}'""")]
    [InlineData("""echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":4070908800}'""")]
    [InlineData("sh -c 'echo SECRET 1>&2; exit 1'")]
    public async Task Output_without_keys_is_reported_and_not_shown(string command)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, command);

        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        Assert.Equal("ProfileNotUsable", failure.ErrorCode);
        Assert.Contains("credential_process of the profile 'p' failed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("aws configure export-credentials --profile p", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program-at-all SECRET", "its program was not found or is not executable. It runs without a shell")]
    [InlineData("./not-executable SECRET", "its program was not found or is not executable")]
    [InlineData("'' SECRET", "is not a valid command: it is empty")]
    [InlineData("tool 'SECRET", "a quotation or escape in it has no end")]
    public async Task Command_that_cannot_run_is_reported_and_not_shown(string command, string expected)
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, command);
        home.Write("not-executable", "echo SECRET");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_have_ended_already_are_reported()
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "cat keys.json");
        home.Write("keys.json", Keys[..^1] + ",\"Expiration\":\"2001-01-01T00:00:00Z\"}");

        var failure = await Assert.ThrowsAsync<BedrockException>(() => home.CallAsync(aws));

        Assert.Contains("from the profile 'p' had already expired when they were issued", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ends_the_program_and_the_next_call_starts_it_again()
    {
        await using var aws = new FakeAws();
        using var home = CreateHome(aws, "./tool");
        var pidFile = Path.Combine(home.Folder, "pid");
        Tool(home, "tool", $"[ -e pid ] && exec echo '{Keys}'; echo $$ > pid.new; mv pid.new pid; exec sleep 300");
        using var cancel = new CancellationTokenSource();
        var connect = BedrockClient.ConnectAsync(
            new ConnectionSettings { Region = "eu-west-3", ProfileName = "p", Environment = home.Environment },
            _ => { },
            _ => { },
            cancel.Token);
        while (!File.Exists(pidFile) && !connect.IsCompleted)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect.WaitAsync(ClientTesting.Patience, None));

        await Ended(int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture)).WaitAsync(ClientTesting.Patience, None);
        await home.CallAsync(aws);

        Assert.Equal("ASIAPROCESS", aws.Bedrock.AccessKey);
    }

    private static async Task Ended(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(None);
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }

    private static TestHome CreateHome(FakeAws aws, string command, TimeProvider? clock = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The credential_process of this test uses Unix programs.");
        return new TestHome(aws) { Clock = clock ?? TimeProvider.System }.Config("[profile p]\ncredential_process = " + command);
    }

    private static void Tool(TestHome home, string name, string script)
    {
        var path = home.Write(name, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
