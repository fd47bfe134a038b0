using System.Collections.Concurrent;
using System.Diagnostics;
using BedrockModels.Tests.Shell;

namespace BedrockModels.Tests.Emulator.Durability;

/// <summary>
/// An emulator in a process of its own, killed under load: what it acknowledged is there afterwards. The environment
/// variable KILLS asks for more rounds than the few of a normal run.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Clients = 8;

    private readonly StateFolder _state = new();
    private readonly ShellProcess _shell = new();

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("KILLS"), out var rounds) ? rounds : 3;

    public void Dispose()
    {
        _shell.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task A_kill_at_any_moment_loses_nothing_that_was_acknowledged_and_breaks_no_file()
    {
        var kept = new ConcurrentDictionary<string, string>();
        var deleted = new ConcurrentDictionary<string, bool>();
        var moments = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            using var process = _shell.Start("-Command", $"Start-BedrockEmulator -Wait -ModelQuota 1000000 -ActivationTime 0 -StatePath '{_state.Path}'");
            var port = await PortOf(process);
            Assert.Contains("belongs to another emulator", _state.Refusal(), StringComparison.Ordinal);
            var acknowledgements = 40 + moments.Next(100);
            var clients = Enumerable.Range(0, Clients).Select(client => UseAsync(port, $"r{round}-c{client}", kept, deleted)).ToList();
            while (kept.Count(model => model.Key.StartsWith($"r{round}-", StringComparison.Ordinal)) < acknowledgements)
                await Task.Yield();

            process.Kill();
            await process.WaitForExitAsync();
            await Task.WhenAll(clients);

            await AssertKeptAsync(kept, deleted);
        }
    }

    /// <summary>Creates models, and deletes every fourth again, until the emulator is gone.</summary>
    private static async Task UseAsync(int port, string prefix, ConcurrentDictionary<string, string> kept, ConcurrentDictionary<string, bool> deleted)
    {
        try
        {
            using var connection = await RawConnection.Open(port);
            for (var i = 0; ; i++)
            {
                var (name, body) = ($"{prefix}-{i}", TestEmulator.ModelBody($"{prefix}-{i}"));
                await connection.Send(RawConnection.Request("POST", "/custom-models/create-custom-model", $"Content-Length: {body.Length}\r\n", body));
                var (status, _, answer) = await connection.Receive();
                Assert.Equal(202, status);
                if (i % 4 != 0)
                {
                    kept[name] = answer;
                    continue;
                }

                // Not acknowledged yet, it may be there or not; acknowledged, it is not.
                await connection.Send(RawConnection.Request("DELETE", "/custom-models/" + name));
                Assert.Equal(200, (await connection.Receive()).Status);
                deleted[name] = true;
            }
        }
        catch (IOException)
        {
            // The kill.
        }
    }

    private async Task AssertKeptAsync(ConcurrentDictionary<string, string> kept, ConcurrentDictionary<string, bool> deleted)
    {
        using var emulator = _state.Start();
        var there = new Dictionary<string, string>();
        for (var token = ""; ;)
        {
            var page = (await emulator.Get("/custom-models?maxResults=1000" + (token.Length == 0 ? "" : "&nextToken=" + Uri.EscapeDataString(token)))).Json;
            foreach (var model in page["modelSummaries"]!.AsArray())
                there.Add((string)model!["modelName"]!, $$"""{"modelArn":"{{model["modelArn"]}}"}""");
            if ((token = (string?)page["nextToken"]) is null)
                break;
        }

        Assert.All(kept, model => Assert.Equal(model.Value, there.GetValueOrDefault(model.Key)));
        Assert.DoesNotContain(deleted.Keys, there.ContainsKey);
    }

    private static async Task<int> PortOf(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.NotNull(line);
        var address = line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
        return new Uri(address).Port;
    }
}
