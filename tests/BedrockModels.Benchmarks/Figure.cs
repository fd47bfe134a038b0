namespace BedrockModels.Benchmarks;

/// <summary>One line of a table: what was measured, and what it has to be; without a target it is only shown.</summary>
internal sealed record Figure(string What, double Value, string Unit, double? Target = null, bool AtLeast = false)
{
    public bool IsMet => Target is not { } target || (AtLeast ? Value >= target : Value <= target);

    public override string ToString()
    {
        var measured = FormattableString.Invariant($"{What,-58} {Value,10:#,0.0#} {Unit,-5}");
        return Target is { } target ? FormattableString.Invariant(
            $"{measured} {(AtLeast ? "at least" : "at most"),8} {target,8:#,0.##}  {(IsMet ? "met" : "MISSED")}") : measured;
    }
}
