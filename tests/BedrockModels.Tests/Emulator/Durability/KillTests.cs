using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator.Durability;

/// <summary>An emulator in a separate process, killed under load: the acknowledged changes are in its file afterwards.</summary>
public sealed class KillTests : IDisposable
{
    private const int Clients = 8;

    private static readonly int Kills = Soak.Count(2, 10);

    private readonly StateFolder _state = new();
    private readonly ConcurrentDictionary<string, string> _kept = new();
    private readonly ConcurrentDictionary<string, bool> _deleted = new();

    /// <summary>The number of state files: in a soak 10 kills share one file, because a longer file slows the load down.</summary>
    public static TheoryData<int> Files { get; } = [.. Enumerable.Range(1, Soak.Count(2, 5))];

    public void Dispose() => _state.Dispose();

    /// <summary>50 kills in a soak, 4 by default.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Kill_at_any_moment_loses_no_acknowledged_change_and_damages_no_file(int file)
    {
        var moments = new Random(Soak.Seed + file);
        for (var round = 0; round < Kills; round++)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, "emulator", _state.Path]);
            start.RedirectStandardOutput = true;
            using var process = Process.Start(start)!;
            var port = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            Assert.Contains("is in use by another emulator", _state.Refusal(), StringComparison.Ordinal);

            var moment = new TaskCompletionSource();
            var left = 10 + moments.Next(60);
            var clients = Enumerable.Range(0, Clients).Select(client => UseAsync(port, $"r{round}-c{client}", Acknowledged)).ToList();
            await Task.WhenAny([moment.Task, .. clients]);
            process.Kill();
            await process.WaitForExitAsync();
            await Task.WhenAll(clients);

            await AssertKeptAsync();

            void Acknowledged()
            {
                if (Interlocked.Decrement(ref left) == 0)
                    moment.SetResult();
            }
        }
    }

    /// <summary>Creates models, and deletes every fourth one, until the emulator is killed.</summary>
    private async Task UseAsync(int port, string prefix, Action acknowledged)
    {
        try
        {
            using var connection = await RawConnection.Open(port);
            for (var i = 0; ; i++)
            {
                var (name, body) = ($"{prefix}-{i}", TestEmulator.ModelBody($"{prefix}-{i}"));
                await connection.Send(
                    RawConnection.Request("POST", "/custom-models/create-custom-model", $"Content-Length: {body.Length}\r\n", body));
                var (status, _, answer) = await connection.Receive();
                Assert.Equal(202, status);
                acknowledged();
                if (i % 4 != 0)
                {
                    _kept[name] = answer;
                    continue;
                }

                // Until the delete is acknowledged the model can exist or not; after that it does not exist.
                await connection.Send(RawConnection.Request("DELETE", "/custom-models/" + name));
                Assert.Equal(200, (await connection.Receive()).Status);
                _deleted[name] = true;
            }
        }
        catch (IOException)
        {
            // The kill.
        }
    }

    private async Task AssertKeptAsync()
    {
        using var emulator = _state.Start();
        var there = new Dictionary<string, string>();
        for (var token = ""; ;)
        {
            var page = (await emulator.Get(
                "/custom-models?maxResults=1000" + (token.Length == 0 ? "" : "&nextToken=" + Uri.EscapeDataString(token)))).Json;
            foreach (var model in page["modelSummaries"]!.AsArray())
                there.Add((string)model!["modelName"]!, $$"""{"modelArn":"{{model["modelArn"]}}"}""");
            if ((token = (string?)page["nextToken"]) is null)
                break;
        }

        Assert.All(_kept, model => Assert.Equal(model.Value, there.GetValueOrDefault(model.Key)));
        Assert.DoesNotContain(_deleted.Keys, there.ContainsKey);
    }
}
