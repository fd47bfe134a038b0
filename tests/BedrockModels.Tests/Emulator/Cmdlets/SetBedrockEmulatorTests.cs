namespace BedrockModels.Tests.Emulator.Cmdlets;

public sealed class SetBedrockEmulatorTests : CmdletTest
{
    [Fact]
    public async Task Advance_moves_a_manual_clock_by_seconds_or_a_duration()
    {
        var emulator = Start("-Clock Manual -ActivationTime 00:40:00");
        await CreateModel(emulator, "model");
        var start = emulator.CurrentTime;

        Shell.Run($"Set-BedrockEmulator {emulator.Port} -Advance 2399").Clean();
        var early = (await Send(emulator, HttpMethod.Get, "/custom-models/model")).Text("modelStatus");
        Shell.Run($"Set-BedrockEmulator {emulator.Port} -Advance 00:00:01").Clean();
        var late = (await Send(emulator, HttpMethod.Get, "/custom-models/model")).Text("modelStatus");

        Assert.Equal(("Creating", "Active"), (early, late));
        Assert.Equal(TimeSpan.FromMinutes(40), emulator.CurrentTime - start);
    }

    [Fact]
    public async Task Fault_replaces_the_faults_and_AddFault_adds_to_them()
    {
        var emulator = Start("-Fault @{ Operation = 'List*'; Error = 'ThrottlingException' }");
        Shell.Set("emulator", emulator);

        Shell.Run("$emulator | Set-BedrockEmulator -AddFault @{ Operation = 'Get*'; Error = 'ThrottlingException' }").Clean();
        var added = await StatusesAsync();
        Shell.Run("Set-BedrockEmulator $emulator -Fault @{ Operation = 'Get*'; Error = 'AccessDeniedException' }").Clean();
        var replaced = await StatusesAsync();
        var changed = Shell.Run("$emulator | Set-BedrockEmulator -Fault @() -PassThru").Clean().OutputOf<BedrockEmulator>().Single();
        var removed = await StatusesAsync();

        Assert.Equal(((429, 429), (200, 403), (200, 404)), (added, replaced, removed));
        Assert.Equal((emulator.Port, 0), (changed.Port, changed.Faults.Count));

        async Task<(int, int)> StatusesAsync() => (
            (await Send(emulator, HttpMethod.Get, "/custom-models")).Status,
            (await Send(emulator, HttpMethod.Get, "/custom-models/x")).Status);
    }

    [Fact]
    public void Fault_that_is_not_valid_is_an_error_and_changes_nothing()
    {
        var emulator = Start("-Fault @{ Cut = $true }");

        var result = Shell.Run($"Set-BedrockEmulator {emulator.Port} -Fault @{{ Color = 'red' }} -Advance 10");

        Assert.Equal("EmulatorNotChanged", result.ErrorIds.Single());
        Assert.StartsWith("Fault setting 'Color' does not exist.", result.SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal("Cut = True: 0", emulator.Faults.Single().ToString());
    }

    [Fact]
    public async Task Advance_beyond_the_last_year_is_an_error_that_changes_nothing_and_the_emulator_goes_on()
    {
        using var state = new Durability.StateFolder();
        var other = Start("-Clock Manual");
        var emulator = Start($"-StatePath '{state.Path}' -Fault @{{ Operation = 'DeleteCustomModel'; Cut = $true }}");
        await CreateModel(emulator, "model");

        var result = Shell.Run($"Set-BedrockEmulator {other.Port}, {emulator.Port} -Fault @() -Advance ([TimeSpan]::MaxValue)");

        Assert.Equal("EmulatorNotChanged", result.ErrorIds.Single());
        Assert.StartsWith("The clock cannot move forward by", result.SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal((1, 200), (emulator.Faults.Count, (await Send(emulator, HttpMethod.Get, "/custom-models/model")).Status));

        Shell.Run($"Stop-BedrockEmulator {emulator.Port}").Clean();
        Start($"-StatePath '{state.Path}'");
    }

    [Fact]
    public void Emulator_whose_clock_can_move_less_keeps_all_others_as_they_are()
    {
        var (near, far) = (Start("-Clock Manual -Fault @{ Cut = $true }"), Start("-Clock Manual"));
        Shell.Run($"Set-BedrockEmulator {far.Port} -Advance 2000000.00:00:00").Clean();
        var start = near.CurrentTime;

        var result = Shell.Run($"Set-BedrockEmulator {near.Port}, {far.Port} -Fault @() -Advance 2000000.00:00:00");

        Assert.Equal("EmulatorNotChanged", result.ErrorIds.Single());
        Assert.Equal((1, start), (near.Faults.Count, near.CurrentTime));
    }

    [Fact]
    public void Port_changes_only_that_emulator()
    {
        var (one, other) = (Start("-Clock Manual"), Start("-Clock Manual"));
        var (startOfOne, startOfOther) = (one.CurrentTime, other.CurrentTime);

        Shell.Run($"Set-BedrockEmulator {one.Port} -Advance 10").Clean();

        Assert.Equal((10.0, 0.0), ((one.CurrentTime - startOfOne).TotalSeconds, (other.CurrentTime - startOfOther).TotalSeconds));
    }

    [Fact]
    public void WhatIf_changes_nothing_and_a_port_without_an_emulator_is_an_error()
    {
        var emulator = Start("-Fault @{ Cut = $true } -Clock Manual");
        var start = emulator.CurrentTime;

        Shell.Run($"Set-BedrockEmulator {emulator.Port} -Fault @() -Advance 10 -WhatIf").Clean();
        var missing = Shell.Run("Set-BedrockEmulator 1 -Advance 10");

        Assert.Equal((1, start), (emulator.Faults.Count, emulator.CurrentTime));
        Assert.Equal("EmulatorNotRunning", missing.ErrorIds.Single());
    }
}
