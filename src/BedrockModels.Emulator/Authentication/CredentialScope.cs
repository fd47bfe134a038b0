namespace BedrockModels.Emulator;

/// <summary>What a signature is good for: one day, one Region, one service.</summary>
internal sealed record CredentialScope(string Date, string Region, string Service)
{
    public const string Terminator = "aws4_request";

    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
