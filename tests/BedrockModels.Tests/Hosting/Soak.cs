using System.Globalization;
using System.Security.Cryptography;

namespace BedrockModels.Tests.Hosting;

/// <summary>
/// How much the long tests try. By default they run a short slice; with the environment variable BEDROCK_SOAK=1 they run the full
/// numbers. A run prints the seed of its random moments to standard error; the environment variable BEDROCK_SEED repeats it.
/// </summary>
internal static class Soak
{
    private static readonly Lazy<int> LazySeed = new(() =>
    {
        var seed = Environment.GetEnvironmentVariable("BEDROCK_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : RandomNumberGenerator.GetInt32(1_000_000);
        Console.Error.WriteLine($"The random moments of this run are BEDROCK_SEED={seed}.");
        return seed;
    });

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("BEDROCK_SOAK") == "1";

    public static int Seed => LazySeed.Value;

    public static int Count(int quick, int full) => IsOn ? full : quick;
}
