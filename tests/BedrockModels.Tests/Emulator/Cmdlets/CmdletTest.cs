using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator.Cmdlets;

/// <summary>A runspace without an emulator. Stops the emulators of a test after it.</summary>
/// <remarks>They are stopped by port, because the list of emulators belongs to the whole process.</remarks>
public abstract class CmdletTest : IDisposable
{
    private readonly TestShell _shell = new(createEmulator: false);
    private readonly List<int> _ports = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        foreach (var port in _ports)
            _shell.Run($"Stop-BedrockEmulator {port} -ErrorAction Ignore");
        _http.Dispose();
        _shell.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected TestShell Shell => _shell;

    /// <summary>Starts an emulator with these arguments.</summary>
    private protected BedrockEmulator Start(string arguments = "")
    {
        var emulator = _shell.Run("Start-BedrockEmulator " + arguments).Clean().OutputOf<BedrockEmulator>().Single();
        _ports.Add(emulator.Port);
        return emulator;
    }

    /// <summary>The error message of a start that fails.</summary>
    private protected string Refusal(string arguments)
    {
        var result = _shell.Run("Start-BedrockEmulator " + arguments);

        Assert.Equal(("EmulatorNotStarted", 0), (result.ErrorIds.Single(), result.Output.Count));

        return result.SingleError().Exception.Message;
    }

    private protected async Task<EmulatorReply> Send(
        BedrockEmulator emulator, HttpMethod method, string path, string? body = null, string? authorization = null,
        params (string Name, string Value)[] headers)
    {
        var now = DateTime.UtcNow;
        using var request = new HttpRequestMessage(method, emulator.EndpointUrl + path);
        request.Headers.TryAddWithoutValidation(
            "X-Amz-Date", now.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? TestEmulator.AuthorizationFor("us-east-1")
            .Replace("20260801", now.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body);
        using var response = await _http.SendAsync(request);
        return await EmulatorReply.Of(response);
    }

    private protected Task<EmulatorReply> CreateModel(BedrockEmulator emulator, string name, string more = "") =>
        Send(emulator, HttpMethod.Post, "/custom-models/create-custom-model", TestEmulator.ModelBody(name, more));
}
