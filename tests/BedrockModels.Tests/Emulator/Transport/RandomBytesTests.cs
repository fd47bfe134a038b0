using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace BedrockModels.Tests.Emulator.Transport;

/// <summary>For any bytes, the emulator responds in the wire form or closes the connection, and serves the next client.</summary>
public sealed class RandomBytesTests : IDisposable
{
    private static readonly string Whole = RawConnection.Request(
        "POST", "/custom-models/create-custom-model", "Content-Length: 156\r\n", TestEmulator.ModelBody("model").PadRight(156));

    private readonly TestEmulator _emulator = new();

    public void Dispose() => _emulator.Dispose();

    [Fact]
    public void Random_bytes_at_the_socket_never_break_the_emulator()
    {
        var bytes = ArbMap.Default.GeneratorFor<byte[]>();
        Prop.ForAll(bytes.ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(2000));
    }

    [Fact]
    public void Request_with_changed_bytes_never_breaks_the_emulator()
    {
        var changed =
            from count in Gen.Choose(1, 5)
            from positions in Gen.Choose(0, Whole.Length - 1).ArrayOf(count)
            from values in Gen.Choose(0, 255).ArrayOf(count)
            from cut in Gen.Frequency((3, Gen.Constant(Whole.Length)), (1, Gen.Choose(0, Whole.Length)))
            select Change(positions, values)[..cut];
        Prop.ForAll(changed.ToArbitrary(), HoldsAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    private static byte[] Change(int[] positions, int[] values)
    {
        var bytes = Encoding.Latin1.GetBytes(Whole);
        for (var i = 0; i < positions.Length; i++)
            bytes[positions[i]] = (byte)values[i];
        return bytes;
    }

    private async Task<bool> HoldsAsync(byte[] sent)
    {
        using (var connection = await RawConnection.Open(_emulator.Server.Port))
        {
            try
            {
                await connection.Send(sent);
                connection.CloseSending();
            }
            catch (IOException)
            {
                // The request was refused before it was complete.
            }

            var answer = await connection.ReceiveToEnd();
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), answer);
            Assert.DoesNotContain(" 500 ", answer, StringComparison.Ordinal);
        }

        return (await _emulator.Get("/custom-models")).Status == 200;
    }
}
