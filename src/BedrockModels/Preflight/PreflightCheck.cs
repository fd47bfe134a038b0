namespace BedrockModels.Preflight;

/// <summary>One check of a row, with the facts that it rests on. A check only reads.</summary>
internal abstract class PreflightCheck(string name)
{
    /// <summary>The name in the output and in -Skip.</summary>
    public string Name => name;

    /// <summary>The thing that is checked; null if the row has none, so that the check does not apply.</summary>
    public abstract string? TargetOf(PreflightRow row);

    /// <exception cref="BedrockException">A call failed, so that the result is unknown.</exception>
    public abstract Task<CheckResult> RunAsync(PreflightRow row, PreflightFacts facts);
}
