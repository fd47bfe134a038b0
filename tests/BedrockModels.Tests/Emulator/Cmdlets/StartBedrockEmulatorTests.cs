using System.Net;
using BedrockModels.Tests.Connection;
using BedrockModels.Tests.Emulator.Authentication;

namespace BedrockModels.Tests.Emulator.Cmdlets;

public sealed class StartBedrockEmulatorTests : CmdletTest
{
    [Fact]
    public async Task Start_uses_a_free_loopback_port_and_returns_it()
    {
        var emulator = Start();

        Assert.Equal($"http://127.0.0.1:{emulator.Port}", emulator.EndpointUrl);
        Assert.Equal((TimeSpan.FromSeconds(2), "123456789012", null), (emulator.ActivationTime, emulator.AccountId, emulator.StatePath));
        Assert.Equal(202, (await CreateModel(emulator, "model")).Status);
    }

    [Fact]
    public void Cmdlets_of_the_module_reach_the_emulator()
    {
        var emulator = Start("-ActivationTime 0");

        var model = Shell.Run($$"""
            $at = @{ EndpointUrl = '{{emulator.EndpointUrl}}'; Region = 'us-east-1'; AccessKey = 'a'; SecretKey = 'b' }
            New-BedrockCustomModel my-model -ModelPackageArn {{TestEmulator.Package}} @at | Get-BedrockCustomModel @at
            """).Clean().OutputOf<CustomModel>().Single();

        Assert.Equal(("my-model", "Active"), (model.ModelName, model.ModelStatus));
    }

    [Fact]
    public void Port_in_use_is_refused_with_the_reason()
    {
        var emulator = Start();

        Assert.Contains(
            $"The emulator cannot listen on port {emulator.Port} of 127.0.0.1: ", Refusal($"-Port {emulator.Port}"),
            StringComparison.Ordinal);
        Assert.Equal("ParameterArgumentValidationError", Shell.Run("Start-BedrockEmulator -Port 70000").ErrorIds.Single());
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("'30'", 30)]
    [InlineData("0.5", 0.5)]
    [InlineData("([timespan]'00:01:00')", 60)]
    public void Plain_number_is_seconds(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Start("-ActivationTime " + text).ActivationTime);

    [Fact]
    public async Task State_path_is_relative_to_the_location_and_locked_until_the_stop()
    {
        var folder = Directory.CreateTempSubdirectory("bedrock-start-");
        Shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder.FullName}')").Clean();
        var emulator = Start("-StatePath state.json");

        await CreateModel(emulator, "model");

        Assert.Equal(Path.Combine(folder.FullName, "state.json"), emulator.StatePath);
        Assert.Contains("\"model\"", await File.ReadAllTextAsync(emulator.StatePath!), StringComparison.Ordinal);
        Assert.Contains("is in use by another emulator", Refusal("-StatePath state.json"), StringComparison.Ordinal);

        Shell.Run($"Stop-BedrockEmulator {emulator.Port}").Clean();

        Assert.Equal(200, (await Send(Start("-StatePath state.json"), HttpMethod.Get, "/custom-models/model")).Status);
    }

    [Fact]
    public async Task Account_Regions_quota_and_strictness_follow_the_parameters()
    {
        var emulator = Start("-AccountId 999988887777 -Region eu-west-1, us-east-1 -ModelQuota 1 -Strict");

        var created =
            await Send(emulator, HttpMethod.Post, "/custom-models/create-custom-model", TestEmulator.ModelBody("model"), "Bearer x");

        Assert.StartsWith("arn:aws:bedrock:eu-west-1:999988887777:", created.Text("modelArn"), StringComparison.Ordinal);
        Assert.Equal(202, (await CreateModel(emulator, "model")).Status);
        Assert.Equal("ServiceQuotaExceededException", (await CreateModel(emulator, "other")).ErrorType);
        Assert.Equal("ValidationException", (await Send(emulator, HttpMethod.Get, "/custom-models?color=red")).ErrorType);
        Assert.Contains("twelve digits", Refusal("-AccountId 12"), StringComparison.Ordinal);
        Assert.Contains("'nowhere'", Refusal("-Region nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllowedHost_serves_a_name_that_is_not_loopback()
    {
        var emulator = Start("-AllowedHost host.docker.internal");
        using var connection = await RawConnection.Open(emulator.Port);

        await connection.Send("GET / HTTP/1.1\r\nHost: host.docker.internal\r\n\r\n");
        var allowed = (await connection.Receive()).Status;
        await connection.Send("GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n");

        Assert.Equal((404, 403), (allowed, (await connection.Receive()).Status));
    }

    [Fact]
    public async Task Behaviors_are_set_by_name()
    {
        var emulator = Start("-Behavior @{ refuseDeleteWhileCreating = $true; DefaultPageSize = '1'; TokenLifetime = '00:10:00' }");

        await CreateModel(emulator, "model");

        Assert.Equal("ConflictException", (await Send(emulator, HttpMethod.Delete, "/custom-models/model")).ErrorType);

        await CreateModel(emulator, "other");

        Assert.Single((await Send(emulator, HttpMethod.Get, "/custom-models")).Json["modelSummaries"]!.AsArray());
    }

    [Fact]
    public async Task Plain_number_in_a_behavior_is_seconds_and_null_is_its_default()
    {
        var emulator = Start("-Behavior @{ TokenLifetime = 600; ModelUnitQuota = $null; FixedRegion = $null }");
        const string Token = ""","clientRequestToken":"t1" """;

        var first = await CreateModel(emulator, "model", Token);

        Assert.Equal((202, first.Body), (await CreateModel(emulator, "model", Token)) is var again ? (again.Status, again.Body) : default);
    }

    [Theory]
    [InlineData("@{ TokenLifetime = -1 }", "Behavior setting TokenLifetime is not valid. Duration '-1' is negative.")]
    [InlineData("@{ TokenLifetime = 'long' }",
        "Behavior setting TokenLifetime is not valid. Duration 'long' is not valid. Use a number of seconds")]
    [InlineData("@{ Color = 1 }", "Behavior setting 'Color' does not exist. Use RefuseReplayWithOtherParameters,")]
    [InlineData("@{ DefaultPageSize = 'many' }", "Behavior setting DefaultPageSize 'many' is not valid. Use a whole number.")]
    [InlineData("@{ BaseModelId = 'no model' }", "The behavior BaseModelId is 'no model', which is not the id of a foundation model")]
    public void Invalid_behavior_is_refused_with_the_reason(string behavior, string sentence) =>
        Assert.StartsWith(sentence, Refusal("-Behavior " + behavior), StringComparison.Ordinal);

    [Theory]
    [InlineData("([pscredential]::new('AKID', (& { $s = [securestring]::new(); 'the-secret'.ToCharArray() | "
        + "ForEach-Object { $s.AppendChar($_) }; $s })))", null)]
    [InlineData("@{ AccessKey = 'AKID'; SecretKey = 'the-secret' }", null)]
    [InlineData("@{ AccessKeyId = 'AKID'; SecretAccessKey = 'the-secret'; SessionToken = 'token'; "
        + "Expiration = [datetimeoffset]::Now.AddHours(1) }", "token")]
    [InlineData("@{ AccessKey = 'AKID'; SecretKey = $secure }", null)]
    [InlineData("@{ AccessKeyId = 'AKID'; SecretAccessKey = $secure; SessionToken = $secureToken }", "token")]
    [InlineData("@{ Credentials = @{ AccessKeyId = 'AKID'; SecretAccessKey = 'the-secret'; SessionToken = 'token'; "
        + "Expiration = '2199-01-01T00:00:00Z' } }", "token")]
    [InlineData("$provider", null)]
    [InlineData("([pscustomobject]@{ Version = 1; AccessKeyId = 'AKID'; SecretAccessKey = 'the-secret'; "
        + "SessionToken = 'token' }), @{ AccessKey = 'other'; SecretKey = 'x' }", "token")]
    public async Task Signature_is_verified_with_credentials(string credential, string? token)
    {
        Shell.Set("secure", new NetworkCredential("", "the-secret").SecurePassword);
        Shell.Set("secureToken", new NetworkCredential("", "token").SecurePassword);
        Shell.Set("provider", new ConnectionParameterTests.SdkLikeCredentials("AKID", "the-secret"));
        var emulator = Start("-Credential " + credential);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        Assert.Equal(200, await Ask("the-secret"));
        Assert.Equal(403, await Ask("another-secret"));

        async Task<int> Ask(string secret)
        {
            var signer = new Signer { Host = $"127.0.0.1:{emulator.Port}", AccessKey = "AKID", SecretKey = secret, SessionToken = token };
            using var request = new HttpRequestMessage(HttpMethod.Get, emulator.EndpointUrl + "/custom-models");
            foreach (var (name, value) in signer.Sign(DateTimeOffset.UtcNow, "GET", "/custom-models"))
                request.Headers.TryAddWithoutValidation(name, value);
            using var response = await http.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Bearer_token_can_be_the_credential()
    {
        var emulator = Start("-Credential @{ BearerToken = 'the-token' }");

        Assert.Equal(200, (await Send(emulator, HttpMethod.Get, "/custom-models", null, "Bearer the-token")).Status);
        Assert.Equal(403, (await Send(emulator, HttpMethod.Get, "/custom-models", null, "Bearer another")).Status);
    }

    [Theory]
    [InlineData("@{ AccessKey = 'AKID' }",
        "-Credential has an access key but no secret key. Specify both. A hashtable with BearerToken is also valid.")]
    [InlineData("@{ SecretKey = 'the-secret' }", "-Credential has a secret key but no access key. Specify both.")]
    [InlineData("@{ BearerToken = '' }",
        "-Credential is a hashtable with BearerToken, which contains no keys. Use a credentials object of AWS Tools,")]
    [InlineData("@{ AccessKey = 'AKID'; SecretKey = 'the-secret'; Expiration = 'the-secret' }",
        "Credential setting Expiration is not valid. Use a date and time.")]
    [InlineData("'the-secret'", "-Credential is a System.String, which contains no keys.")]
    [InlineData("@{ AccessKey = 'AKID'; SecretKey = 'the-secret'; SesionToken = 'the-secret' }",
        "Credential setting 'SesionToken' does not exist.")]
    public void Credential_with_missing_or_misspelled_parts_is_refused_and_not_quoted(string credential, string sentence)
    {
        var refusal = Refusal("-Credential " + credential);

        Assert.StartsWith(sentence, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_other_than_loopback_needs_credentials()
    {
        Assert.Contains(
            "An emulator on 0.0.0.0 can be reached from other machines. Add -Credential, or omit -Address.",
            Refusal("-Address 0.0.0.0"), StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", new Uri(Start("-Address 0.0.0.0 -Credential @{ AccessKey = 'a'; SecretKey = 'b' }").EndpointUrl).Host);
    }

    [Fact]
    public void Start_with_WhatIf_starts_nothing_and_with_Confirm_prompts()
    {
        Assert.Empty(Shell.Run("Start-BedrockEmulator -Port 65001 -WhatIf").Clean().Output);
        Assert.Equal("EmulatorNotRunning", Shell.Run("Get-BedrockEmulator -Port 65001").ErrorIds.Single());

        Shell.Host.Interface.Answers.Enqueue("No");

        Assert.Empty(Shell.Run("Start-BedrockEmulator -Port 65001 -Confirm").Clean().Output);
        Assert.Contains("port 65001", Shell.Host.Interface.Prompts.Single(), StringComparison.Ordinal);
        Assert.Single(Shell.Run("Start-BedrockEmulator -Port 65001 -Confirm").Errors);
        Assert.Equal("EmulatorNotRunning", Shell.Run("Get-BedrockEmulator -Port 65001").ErrorIds.Single());
    }
}
