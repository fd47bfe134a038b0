using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Emulator.Cmdlets;

public sealed class GetAndStopTests : CmdletTest
{
    [Fact]
    public async Task Get_shows_the_current_requests_without_secrets()
    {
        var emulator = Start();
        await CreateModel(emulator, "model");
        await CreateModel(emulator, "model");
        var last = await Send(emulator, HttpMethod.Get, "/custom-models/model", null, "Bearer a-secret-token");

        var seen = Shell.Run($"Get-BedrockEmulator {emulator.Port}").Clean().OutputOf<BedrockEmulator>().Single();

        Assert.Equal(3, seen.RequestCount);
        Assert.Equal(["CreateCustomModel 202: 1", "CreateCustomModel 400: 1", "GetCustomModel 200: 1"],
            seen.RequestCounts.Select(count => count.ToString()));
        Assert.Equal(("GetCustomModel", 200, last.RequestId), seen.LastRequests[^1] is var request
            ? (request.Operation, request.Status, request.RequestId) : default);
        Assert.InRange(seen.LastRequests[^1].Time, emulator.StartTime, DateTimeOffset.UtcNow);

        var text = Shell.Run($"Get-BedrockEmulator {emulator.Port} | ForEach-Object {{ $_.LastRequests }}").Clean().AllText;

        Assert.DoesNotContain("a-secret-token", text, StringComparison.Ordinal);

        await Send(emulator, HttpMethod.Get, "/custom-models");

        Assert.Equal(4, seen.RequestCount);
    }

    [Fact]
    public async Task Get_shows_target_and_body_of_the_requests_and_the_used_faults()
    {
        var emulator =
            Start("-Fault @{ Operation = 'List*'; Error = 'ThrottlingException'; Times = 1 }, "
                + "@{ Operation = 'Get*'; Headers = @{ a = 1 } }");
        await CreateModel(emulator, "model");
        await Send(emulator, HttpMethod.Get, "/custom-models?maxResults=1");

        var seen = Shell.Run($"Get-BedrockEmulator {emulator.Port}").Clean().OutputOf<BedrockEmulator>().Single();

        Assert.Equal(TestEmulator.ModelBody("model"), seen.LastRequests[0].Body);
        Assert.Equal("/custom-models?maxResults=1", seen.LastRequests[1].Target);
        Assert.Equal(["Error = ThrottlingException; Operation = List*; Times = 1: 1", "Headers = @{ a = 1 }; Operation = Get*: 0"],
            seen.Faults.Select(fault => fault.ToString()));
        Assert.Equal(("ThrottlingException", 1), (seen.Faults[0].Definition["Error"], seen.Faults[0].UseCount));
    }

    [Fact]
    public void Request_counts_can_be_asserted_in_a_script()
    {
        var emulator = Start();

        var sent = Shell.Run($$"""
            $at = @{ EndpointUrl = '{{emulator.EndpointUrl}}'; Region = 'us-east-1'; AccessKey = 'a'; SecretKey = 'b' }
            New-BedrockCustomModel my-model -ModelPackageArn {{TestEmulator.Package}} @at | Out-Null
            $counts = (Get-BedrockEmulator {{emulator.Port}}).RequestCounts
            ($counts | Where-Object { $_.Operation -eq 'CreateCustomModel' -and $_.Status -eq 202 }).Count
            """).Clean().Output.Single();

        Assert.Equal("1", sent.ToString());
    }

    [Fact]
    public async Task Requests_and_counts_can_be_indexed()
    {
        var emulator = Start();
        await CreateModel(emulator, "model");
        await Send(emulator, HttpMethod.Get, "/custom-models");

        var taken = Shell.Run(
            $"$emulator = Get-BedrockEmulator {emulator.Port}; $emulator.LastRequests[0]; $emulator.LastRequests[-1];"
                + $" $emulator.RequestCounts[1]").Clean();

        Assert.Equal(
            ["CreateCustomModel 202", "ListCustomModels 200", "ListCustomModels 200: 1"], taken.Output.Select(item => item.ToString()));
    }

    [Fact]
    public async Task Emulator_of_another_runspace_is_found_and_stopped()
    {
        var (one, two) = (Start(), Start());
        using var other = new TestShell(createEmulator: false);

        var found = other.Run("Get-BedrockEmulator").Clean().OutputOf<BedrockEmulator>();

        Assert.Contains(found, emulator => emulator.Port == one.Port);

        other.Run($"Get-BedrockEmulator -Port {one.Port} | Stop-BedrockEmulator").Clean();

        await Assert.ThrowsAsync<HttpRequestException>(() => Send(one, HttpMethod.Get, "/custom-models"));
        Assert.Equal(200, (await Send(two, HttpMethod.Get, "/custom-models")).Status);
        Assert.DoesNotContain(Shell.Run("Get-BedrockEmulator").Clean().OutputOf<BedrockEmulator>(), emulator => emulator.Port == one.Port);
    }

    [Fact]
    public void Stop_accepts_ports_objects_and_pipeline_input()
    {
        var (one, two, three) = (Start(), Start(), Start());

        Shell.Run($"Stop-BedrockEmulator {one.Port}").Clean();
        Shell.Set("two", two);
        Shell.Run("Stop-BedrockEmulator $two").Clean();
        Shell.Set("three", three);
        Shell.Run("$three | Stop-BedrockEmulator").Clean();

        foreach (var port in new[] { one.Port, two.Port, three.Port })
            Assert.Equal("EmulatorNotRunning", Shell.Run($"Get-BedrockEmulator {port}").ErrorIds.Single());
    }

    [Fact]
    public void Stop_accepts_the_URL_of_an_emulator_and_refuses_null()
    {
        var (one, two) = (Start(), Start());
        Shell.Set("one", one);

        var refused = Shell.Run("Stop-BedrockEmulator $null");
        Shell.Run($"Stop-BedrockEmulator {one.EndpointUrl}").Clean();

        Assert.Single(refused.Errors);
        Assert.Equal(("Stopped", "Running"), (one.Status, two.Status));
        Assert.Equal("Stopped", Shell.Run("$one.Status").Clean().Output.Single().ToString());
    }

    [Fact]
    public async Task Stop_without_arguments_stops_the_only_emulator_and_All_stops_several()
    {
        using var process = new PowerShellProcess();

        var result = await process.RunWithModuleAsync("""
            Stop-BedrockEmulator
            "none: $(@(Get-BedrockEmulator).Count)"
            $one = Start-BedrockEmulator
            Stop-BedrockEmulator
            "only: $(@(Get-BedrockEmulator).Count) $($one.Status)"
            $many = 1..3 | ForEach-Object { Start-BedrockEmulator }
            Stop-BedrockEmulator -ErrorVariable refused -ErrorAction SilentlyContinue
            "several: $(@(Get-BedrockEmulator).Count) $($refused.FullyQualifiedErrorId)"
            $ports = $many.Port | Sort-Object
            "$refused" -eq ("3 emulators are running in this process, on the ports $($ports -join ', '). " +
                'Specify -Port, or -All to stop all of them.')
            Stop-BedrockEmulator -All -WhatIf | Out-Null
            "all: $(@(Get-BedrockEmulator).Count)"
            Stop-BedrockEmulator -All
            "all: $(@(Get-BedrockEmulator).Count)"
            ($one | Out-String) -match 'Stopped'
            """);

        Assert.Equal("", result.Error);
        Assert.Equal(
            ["none: 0", "only: 0 Stopped", "several: 3 EmulatorNotSpecified,BedrockModels.StopBedrockEmulatorCommand", "True", "all: 3",
                "all: 0", "True"],
            result.Output.Trim().Split('\n').Where(line => !line.StartsWith("What if", StringComparison.Ordinal)));
    }

    [Fact]
    public void Stop_of_an_emulator_that_does_not_run_is_a_non_terminating_error_about_its_port()
    {
        var running = Start();

        var got = Shell.Run($"Get-BedrockEmulator 1, {running.Port}");
        var stopped = Shell.Run($"Stop-BedrockEmulator 1, {running.Port}");

        Assert.Single(got.Output);
        Assert.Equal(("EmulatorNotRunning", (object)1), (got.ErrorIds.Single(), got.SingleError().TargetObject));
        Assert.Equal(("EmulatorNotRunning", (object)1), (stopped.ErrorIds.Single(), stopped.SingleError().TargetObject));
        Assert.Equal("EmulatorNotRunning", Shell.Run($"Get-BedrockEmulator {running.Port}").ErrorIds.Single());
    }

    [Fact]
    public async Task Stop_with_WhatIf_stops_nothing_and_with_Confirm_prompts()
    {
        var emulator = Start();

        Shell.Run($"Stop-BedrockEmulator {emulator.Port} -WhatIf").Clean();
        Shell.Host.Interface.Answers.Enqueue("No");
        Shell.Run($"Stop-BedrockEmulator {emulator.Port} -Confirm").Clean();

        Assert.Equal(200, (await Send(emulator, HttpMethod.Get, "/custom-models")).Status);
        Assert.Contains($"port {emulator.Port}", Shell.Host.Interface.Prompts.Single(), StringComparison.Ordinal);
    }
}
