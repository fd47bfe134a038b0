namespace BedrockModels.Benchmarks;

/// <summary>One line of a table: what was measured, and what it has to be.</summary>
internal sealed record Figure(string What, double Value, string Unit, double Target, bool AtLeast)
{
    public bool IsMet => AtLeast ? Value >= Target : Value <= Target;

    public override string ToString() =>
        FormattableString.Invariant($"{What,-58} {Value,10:N1} {Unit,-5} {(AtLeast ? "at least" : "at most"),8} {Target,8:N0}  {(IsMet ? "met" : "MISSED")}");
}
