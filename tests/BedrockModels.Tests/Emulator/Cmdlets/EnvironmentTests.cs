using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator.Cmdlets;

/// <summary>-SetEnvironment changes the whole process, so each test has a process of its own.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private const string Show = """
        function Show { foreach ($name in 'AWS_ENDPOINT_URL_BEDROCK', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID',
            'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK', 'NO_PROXY') { "$name=$([Environment]::GetEnvironmentVariable($name))" } }
        """;

    private readonly PowerShellProcess _shell = new();

    public EnvironmentTests()
    {
        foreach (var name in (string[])["AWS_ENDPOINT_URL_BEDROCK", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK", "NO_PROXY", "no_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
            _shell.Environment[name] = null;
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_bare_environment_gets_endpoint_Region_and_placeholder_keys_and_is_bare_again()
    {
        var lines = await RunAsync("");

        Assert.Equal(
            ["AWS_ENDPOINT_URL_BEDROCK=URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=", "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_ACCESS_KEY_ID=emulator",
            "AWS_SECRET_ACCESS_KEY=emulator", "AWS_SESSION_TOKEN=", "AWS_BEARER_TOKEN_BEDROCK=", "NO_PROXY="], lines.During);
        Expect.Each(lines.After, line => Assert.EndsWith("=", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_set_stays_and_what_was_changed_comes_back()
    {
        var set = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_BEDROCK"] = "http://before",
            ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true",
            ["AWS_DEFAULT_REGION"] = "eu-west-1",
            ["AWS_ACCESS_KEY_ID"] = "mine",
            ["AWS_SECRET_ACCESS_KEY"] = "mine-too",
            ["HTTP_PROXY"] = "http://proxy",
            ["NO_PROXY"] = "example.com",
        };
        foreach (var (name, value) in set)
            _shell.Environment[name] = value;

        var lines = await RunAsync("");

        Assert.Equal(
            ["AWS_ENDPOINT_URL_BEDROCK=URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=mine",
            "AWS_SECRET_ACCESS_KEY=mine-too", "AWS_SESSION_TOKEN=", "AWS_BEARER_TOKEN_BEDROCK=", "NO_PROXY=example.com,127.0.0.1"], lines.During);
        Assert.Equal(
            ["AWS_ENDPOINT_URL_BEDROCK=http://before", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "AWS_REGION=", "AWS_DEFAULT_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=mine",
            "AWS_SECRET_ACCESS_KEY=mine-too", "AWS_SESSION_TOKEN=", "AWS_BEARER_TOKEN_BEDROCK=", "NO_PROXY=example.com"], lines.After);
    }

    [Fact]
    public async Task With_credentials_the_environment_holds_the_first_of_them_and_no_token_that_would_win()
    {
        _shell.Environment["AWS_BEARER_TOKEN_BEDROCK"] = "a-token";

        var lines = await RunAsync("-Credential @{ AccessKey = 'k'; SecretKey = 's'; SessionToken = 't' }");

        Assert.Equal(["AWS_ACCESS_KEY_ID=k", "AWS_SECRET_ACCESS_KEY=s", "AWS_SESSION_TOKEN=t", "AWS_BEARER_TOKEN_BEDROCK="], lines.During[4..8]);
        Assert.Equal("AWS_BEARER_TOKEN_BEDROCK=a-token", lines.After[7]);
    }

    [Fact]
    public async Task With_a_bearer_token_the_environment_holds_that()
    {
        var lines = await RunAsync("-Credential @{ BearerToken = 'the-token' }");

        Assert.Equal(["AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "AWS_SESSION_TOKEN=", "AWS_BEARER_TOKEN_BEDROCK=the-token"], lines.During[4..8]);
    }

    [Fact]
    public async Task Modules_runspaces_and_child_processes_reach_the_emulator_and_only_one_holds_the_environment()
    {
        var result = await _shell.RunWithModuleAsync($$"""
            $emulator = Start-BedrockEmulator -ActivationTime 0 -SetEnvironment
            $null = New-BedrockCustomModel own -ModelPackageArn {{TestEmulator.Package}}
            dotnet exec '{{PowerShellProcess.Assembly}}' -NoProfile -Command 'Import-Module "{{Repository.Manifest}}"; Get-BedrockCustomModel own | ForEach-Object { "child sees $($_.ModelName)" }'
            try { Start-BedrockEmulator -SetEnvironment } catch { "$_" }
            $null = Start-BedrockEmulator
            Stop-BedrockEmulator
            "left $(@(Get-BedrockEmulator).Count) $env:AWS_ENDPOINT_URL_BEDROCK"
            """);

        Assert.Equal("", result.Error);
        var lines = result.Output.Split('\n');
        Assert.Contains("child sees own", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("The environment is already set for the emulator on port ", lines[1], StringComparison.Ordinal);
        Assert.Equal("left 0 ", lines[2]);
    }

    [Fact]
    public async Task Ctrl_C_ends_an_emulator_that_waits_and_its_address_was_said_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals: Ctrl+C needs a console of its own.");
        using var process = _shell.Start(
            "-Command",
            $"Import-Module '{Repository.Manifest}'; try {{ Start-BedrockEmulator -Wait -SetEnvironment }} finally {{ [Console]::Out.WriteLine(\"after: $env:AWS_ENDPOINT_URL_BEDROCK\") }}");
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.Matches(@"\AThe emulator serves http://127\.0\.0\.1:[0-9]+ until Ctrl\+C\.\z", line);

        await PowerShellProcess.InterruptAsync(process);
        var result = await PowerShellProcess.WaitAsync(process);

        Assert.Equal("after: \n", result.Output);
    }

    private async Task<(string[] During, string[] After)> RunAsync(string arguments)
    {
        var result = await _shell.RunWithModuleAsync($"{Show}; $emulator = Start-BedrockEmulator -SetEnvironment {arguments}; Show; $emulator.EndpointUrl; $null = $emulator | Stop-BedrockEmulator; Show");
        Assert.Equal("", result.Error);
        var lines = result.Output.TrimEnd('\n').Split('\n');
        return ([.. lines[..9].Select(line => line.Replace(lines[9], "URL", StringComparison.Ordinal))], lines[10..]);
    }
}
