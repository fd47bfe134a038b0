using System.Collections;
using System.Management.Automation;
using BedrockModels.Emulator;

namespace BedrockModels.Tests.Binding;

public sealed class EmulatorPortTransformationTests : IDisposable
{
    private readonly EmulatorPortTransformationAttribute _transformation = new();
    private readonly EmulatorServer _server = EmulatorServer.Start(new EmulatorOptions());

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Emulator_becomes_its_port_alone_and_in_a_list()
    {
        var emulator = new BedrockEmulator(_server);

        Assert.Equal(_server.Port, _transformation.Transform(emulator));
        Assert.Equal(_server.Port, _transformation.Transform(new PSObject(emulator)));
        Assert.Equal(new object[] { _server.Port, 4599 }, _transformation.Transform(new ArrayList { emulator, 4599 }));
    }

    [Theory]
    [InlineData(4599)]
    [InlineData("4599")]
    [InlineData(null)]
    public void Value_that_is_not_an_emulator_is_unchanged(object? port) => Assert.Same(port, _transformation.Transform(port));
}
