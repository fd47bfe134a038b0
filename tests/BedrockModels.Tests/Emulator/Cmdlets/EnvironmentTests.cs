using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator.Cmdlets;

/// <summary>-SetEnvironment changes the whole process, so these tests have a process of their own.</summary>
public sealed class EnvironmentTests(EnvironmentTests.OneProcess process) : IClassFixture<EnvironmentTests.OneProcess>
{
    [Fact]
    public void Bare_environment_gets_endpoint_Region_and_placeholder_keys_and_is_restored()
    {
        var lines = process.Case("bare");

        Assert.Equal(
            [
                "AWS_ENDPOINT_URL_BEDROCK=URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false", "AWS_USE_FIPS_ENDPOINT=false",
                "AWS_USE_DUALSTACK_ENDPOINT=false", "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_ACCESS_KEY_ID=emulator",
                "AWS_SECRET_ACCESS_KEY=emulator", "AWS_SESSION_TOKEN=", "AWS_SECURITY_TOKEN=", "AWS_CREDENTIAL_EXPIRATION=",
                "AWS_AUTH_SCHEME_PREFERENCE=", "AWS_BEARER_TOKEN_BEDROCK=", "BEDROCKMODELS_EMULATOR_TOKEN=", "NO_PROXY=",
            ],
            lines.During);
        Expect.Each(lines.After, line => Assert.EndsWith("=", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Variables_that_are_set_stay_and_changed_ones_are_restored()
    {
        var lines = process.Case("set");

        Assert.Equal(
            [
                "AWS_ENDPOINT_URL_BEDROCK=URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=false", "AWS_USE_FIPS_ENDPOINT=false",
                "AWS_USE_DUALSTACK_ENDPOINT=false", "AWS_REGION=eu-west-1", "AWS_DEFAULT_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=mine",
                "AWS_SECRET_ACCESS_KEY=mine-too", "AWS_SESSION_TOKEN=", "AWS_SECURITY_TOKEN=also-mine", "AWS_CREDENTIAL_EXPIRATION=",
                "AWS_AUTH_SCHEME_PREFERENCE=", "AWS_BEARER_TOKEN_BEDROCK=", "BEDROCKMODELS_EMULATOR_TOKEN=",
                "NO_PROXY=example.com,127.0.0.1",
            ],
            lines.During);
        Assert.Equal(
            [
                "AWS_ENDPOINT_URL_BEDROCK=http://before", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "AWS_USE_FIPS_ENDPOINT=true",
                "AWS_USE_DUALSTACK_ENDPOINT=true", "AWS_REGION=", "AWS_DEFAULT_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=mine",
                "AWS_SECRET_ACCESS_KEY=mine-too", "AWS_SESSION_TOKEN=", "AWS_SECURITY_TOKEN=also-mine",
                "AWS_CREDENTIAL_EXPIRATION=2026-01-01T00:00:00Z", "AWS_AUTH_SCHEME_PREFERENCE=httpBearerAuth",
                "AWS_BEARER_TOKEN_BEDROCK=a-token", "BEDROCKMODELS_EMULATOR_TOKEN=", "NO_PROXY=example.com",
            ],
            lines.After);
    }

    [Fact]
    public void Credentials_put_the_first_one_into_the_environment_without_a_token_that_would_win()
    {
        var lines = process.Case("credentials");

        Assert.Equal(
            ["AWS_ACCESS_KEY_ID=k", "AWS_SECRET_ACCESS_KEY=s", "AWS_SESSION_TOKEN=t", "AWS_SECURITY_TOKEN=", "AWS_CREDENTIAL_EXPIRATION="],
            lines.During[6..11]);
        Assert.Equal("AWS_BEARER_TOKEN_BEDROCK=", lines.During[12]);
        Assert.Equal(("AWS_SECURITY_TOKEN=old", "AWS_BEARER_TOKEN_BEDROCK=a-token"), (lines.After[9], lines.After[12]));
    }

    [Fact]
    public void Half_a_pair_of_keys_is_replaced_by_placeholder_keys_without_a_token()
    {
        var lines = process.Case("half");

        Assert.Equal(
            ["AWS_ACCESS_KEY_ID=emulator", "AWS_SECRET_ACCESS_KEY=emulator", "AWS_SESSION_TOKEN=", "AWS_SECURITY_TOKEN="],
            lines.During[6..10]);
        Assert.Equal(
            ["AWS_ACCESS_KEY_ID=mine", "AWS_SECRET_ACCESS_KEY=", "AWS_SESSION_TOKEN=old", "AWS_SECURITY_TOKEN=old"], lines.After[6..10]);
    }

    [Fact]
    public void Hosts_without_a_proxy_stay_without_one_whichever_variable_a_tool_reads() =>
        Assert.Equal(["example.com,127.0.0.1", "example.com,127.0.0.1", "* *"], process.Lines("proxy"));

    [Fact]
    public void Profile_that_ignores_configured_endpoints_or_has_FIPS_endpoints_reaches_the_emulator()
    {
        Assert.Equal(["ignoring 0 models", "fips 0 models"], process.Lines("profile"));
    }

    [Fact]
    public void Bearer_token_is_put_into_the_environment()
    {
        var lines = process.Case("token");

        Assert.Equal(
            [
                "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "AWS_SESSION_TOKEN=", "AWS_SECURITY_TOKEN=", "AWS_CREDENTIAL_EXPIRATION=",
                "AWS_AUTH_SCHEME_PREFERENCE=", "AWS_BEARER_TOKEN_BEDROCK=the-token", "BEDROCKMODELS_EMULATOR_TOKEN=the-token",
            ],
            lines.During[6..14]);
        Expect.Each(lines.After, line => Assert.EndsWith("=", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_an_account_puts_the_endpoints_of_other_services_into_the_environment_and_they_are_restored()
    {
        var lines = process.Lines("account");

        Assert.Equal(
            [
                "AWS_ENDPOINT_URL_S3=URL", "AWS_ENDPOINT_URL_IAM=URL", "AWS_ENDPOINT_URL_STS=URL", "AWS_ENDPOINT_URL_SAGEMAKER=URL",
                "AWS_ENDPOINT_URL_KMS=URL", "AWS_ENDPOINT_URL_SERVICE_QUOTAS=URL",
                "restored S3=http://mine IAM=", "runtime=True before=",
            ],
            lines);
    }

    [Fact]
    public void Bearer_token_of_the_emulator_reaches_it_from_this_session_and_a_child_process_even_with_other_keys_in_the_environment()
    {
        var lines = process.Lines("bearer");

        Assert.Equal(["0 models", "0 models in the child", "bearer only: UnrecognizedClientException"], lines);
    }

    [Fact]
    public void Modules_runspaces_and_child_processes_reach_the_one_emulator_in_the_environment()
    {
        var lines = process.Lines("children");

        Assert.Contains("child sees own", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("The environment is already set for the emulator on port ", lines[1], StringComparison.Ordinal);
        Assert.Equal("left 0 ", lines[2]);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_waiting_emulator_that_showed_its_address_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals: Ctrl+C needs a console of its own.");

        using var shell = new PowerShellProcess();
        foreach (var name in OneProcess.Variables)
            shell.Environment[name] = null;
        using var running = shell.Start(
            "-Command",
            $"Import-Module '{Repository.Manifest}'; try {{ Start-BedrockEmulator -Wait -SetEnvironment }} "
                + $"finally {{ [Console]::Out.WriteLine(\"after: $env:AWS_ENDPOINT_URL_BEDROCK\") }}");
        var line = await running.StandardOutput.ReadLineAsync();

        Assert.Matches(@"\AThe emulator serves http://127\.0\.0\.1:[0-9]+ until Ctrl\+C\.\z", line);

        await PowerShellProcess.InterruptAsync(running);
        var result = await PowerShellProcess.WaitAsync(running);

        Assert.Equal("after: \n", result.Output);
    }

    /// <summary>One process runs all cases but Ctrl+C. Each case begins with only its own variables.</summary>
    public sealed class OneProcess : IAsyncLifetime
    {
        private const int Shown = 15;

        private readonly Dictionary<string, string[]> _lines = [];

        internal static IReadOnlyList<string> Variables { get; } =
        [
            "AWS_ENDPOINT_URL_BEDROCK", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
            "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
            "AWS_CREDENTIAL_EXPIRATION", "AWS_AUTH_SCHEME_PREFERENCE", "AWS_BEARER_TOKEN_BEDROCK", "BEDROCKMODELS_EMULATOR_TOKEN",
            "NO_PROXY", "no_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy",
        ];

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            using var shell = new PowerShellProcess();
            var result = await shell.RunWithModuleAsync($$"""
                $variables = '{{string.Join("', '", Variables)}}' # the first {{Shown}} are shown
                function Reset($name, $set) {
                    "== $name"
                    foreach ($variable in $variables) { [Environment]::SetEnvironmentVariable($variable, [NullString]::Value) }
                    foreach ($variable in $set.Keys) { [Environment]::SetEnvironmentVariable($variable, $set[$variable]) }
                }
                function Show {
                    foreach ($variable in $variables[0..{{Shown - 1}}]) { "$variable=$([Environment]::GetEnvironmentVariable($variable))" }
                }
                function Case($name, $set, $arguments) {
                    Reset $name $set
                    $emulator = Start-BedrockEmulator -SetEnvironment @arguments
                    Show
                    $emulator.EndpointUrl
                    $null = $emulator | Stop-BedrockEmulator
                    Show
                }

                Case bare @{} @{}
                Case set @{
                    AWS_ENDPOINT_URL_BEDROCK = 'http://before'; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS = 'true'
                    AWS_USE_FIPS_ENDPOINT = 'true'; AWS_USE_DUALSTACK_ENDPOINT = 'true'; AWS_DEFAULT_REGION = 'eu-west-1'
                    AWS_ACCESS_KEY_ID = 'mine'; AWS_SECRET_ACCESS_KEY = 'mine-too'; AWS_SECURITY_TOKEN = 'also-mine'
                    AWS_CREDENTIAL_EXPIRATION = '2026-01-01T00:00:00Z'; AWS_AUTH_SCHEME_PREFERENCE = 'httpBearerAuth'
                    AWS_BEARER_TOKEN_BEDROCK = 'a-token'; HTTP_PROXY = 'http://proxy'; NO_PROXY = 'example.com'
                } @{}
                Case half @{ AWS_ACCESS_KEY_ID = 'mine'; AWS_SESSION_TOKEN = 'old'; AWS_SECURITY_TOKEN = 'old' } @{}
                Case credentials @{
                    AWS_BEARER_TOKEN_BEDROCK = 'a-token'; AWS_SECURITY_TOKEN = 'old'; AWS_CREDENTIAL_EXPIRATION = '2026-01-01T00:00:00Z'
                } @{
                    Credential = @{ AccessKey = 'k'; SecretKey = 's'; SessionToken = 't' }
                }
                Case token @{} @{ Credential = @{ BearerToken = 'the-token' } }

                Reset proxy @{ HTTP_PROXY = 'http://proxy'; NO_PROXY = 'example.com' }
                $null = Start-BedrockEmulator -SetEnvironment
                $env:NO_PROXY
                [Environment]::GetEnvironmentVariable('no_proxy')
                Stop-BedrockEmulator
                $env:NO_PROXY = '*'
                $null = Start-BedrockEmulator -SetEnvironment
                "$env:NO_PROXY $([Environment]::GetEnvironmentVariable('no_proxy'))"
                Stop-BedrockEmulator

                Reset profile @{}
                $profiles = '[ignoring]', 'ignore_configured_endpoint_urls = true', '[fips]', 'use_fips_endpoint = true',
                    'use_dualstack_endpoint = true'
                Set-Content ./profiles ($profiles -replace '\]', "]`nregion = us-east-1`naws_access_key_id = k`naws_secret_access_key = s")
                $null = Start-BedrockEmulator -SetEnvironment
                foreach ($name in 'ignoring', 'fips') {
                    try {
                        "$name $(@(Get-BedrockCustomModel -ProfileName $name -ProfileLocation ./profiles -ErrorAction Stop).Count) models"
                    }
                    catch { "$name $($_.Exception.ErrorCode)" }
                }
                Stop-BedrockEmulator

                Reset bearer @{ AWS_ACCESS_KEY_ID = 'mine'; AWS_SECRET_ACCESS_KEY = 'mine-too' }
                $emulator = Start-BedrockEmulator -Credential @{ BearerToken = 'the-token' } -SetEnvironment
                "$(@(Get-BedrockCustomModel).Count) models"
                dotnet exec '{{PowerShellProcess.Assembly}}' -NoProfile -Command (
                    'Import-Module "{{Repository.Manifest}}"; "$(@(Get-BedrockCustomModel).Count) models in the child"')
                $env:AWS_BEARER_TOKEN_BEDROCK = 'a-real-key'
                try { Get-BedrockCustomModel -ErrorAction Stop } catch { "bearer only: $($_.Exception.ErrorCode)" }
                $null = $emulator | Stop-BedrockEmulator

                Reset account @{}
                $env:AWS_ENDPOINT_URL_S3 = 'http://mine'
                $emulator = Start-BedrockEmulator -SetEnvironment -Account @{}
                foreach ($service in 'S3', 'IAM', 'STS', 'SAGEMAKER', 'KMS', 'SERVICE_QUOTAS') {
                    $variable = "AWS_ENDPOINT_URL_$service"
                    "$variable=$([Environment]::GetEnvironmentVariable($variable).Replace($emulator.EndpointUrl, 'URL'))"
                }
                $null = $emulator | Stop-BedrockEmulator
                $null = Start-BedrockEmulator -SetEnvironment
                "restored S3=$env:AWS_ENDPOINT_URL_S3 IAM=$env:AWS_ENDPOINT_URL_IAM"
                $runtime = $env:AWS_ENDPOINT_URL_BEDROCK_RUNTIME -eq $env:AWS_ENDPOINT_URL_BEDROCK
                Stop-BedrockEmulator
                "runtime=$runtime before=$env:AWS_ENDPOINT_URL_BEDROCK_RUNTIME"
                $env:AWS_ENDPOINT_URL_S3 = $null

                Reset children @{}
                $emulator = Start-BedrockEmulator -ActivationTime 0 -SetEnvironment
                $null = New-BedrockCustomModel own -ModelPackageArn {{TestEmulator.Package}}
                $child = 'Import-Module "{{Repository.Manifest}}"'
                $child += '; Get-BedrockCustomModel own | ForEach-Object { "child sees $($_.ModelName)" }'
                dotnet exec '{{PowerShellProcess.Assembly}}' -NoProfile -Command $child
                try { Start-BedrockEmulator -SetEnvironment } catch { "$_" }
                $null = Start-BedrockEmulator
                Stop-BedrockEmulator -All
                "left $(@(Get-BedrockEmulator).Count) $env:AWS_ENDPOINT_URL_BEDROCK"
                """);
            Assert.Equal("", result.Error);
            foreach (var part in result.Output.Split("== ", StringSplitOptions.RemoveEmptyEntries))
                _lines.Add(part[..part.IndexOf('\n', StringComparison.Ordinal)], part.TrimEnd('\n').Split('\n')[1..]);
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal string[] Lines(string name) => _lines[name];

        internal (string[] During, string[] After) Case(string name)
        {
            var lines = _lines[name];
            return ([.. lines[..Shown].Select(line => line.Replace(lines[Shown], "URL", StringComparison.Ordinal))], lines[(Shown + 1)..]);
        }
    }
}
