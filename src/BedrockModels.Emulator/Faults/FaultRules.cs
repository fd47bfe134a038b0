using System.IO.Enumeration;

namespace BedrockModels.Emulator;

/// <summary>The active fault rules. The first rule that matches a request and has uses left applies.</summary>
internal sealed class FaultRules(IEnumerable<FaultRule> rules)
{
    private readonly object _gate = new();
    private readonly List<ActiveRule> _rules = [.. rules.Select(rule => new ActiveRule(rule))];

    public void Add(FaultRule rule)
    {
        lock (_gate)
            _rules.Add(new ActiveRule(rule));
    }

    /// <summary>The fault that applies to a request; null if none does.</summary>
    public FaultRule? FindFault(string operation, string? identifier, string? name) => FindMatch(operation, identifier, name, fails: false);

    /// <summary>The failure message of the work that a request starts; null if the work is to succeed.</summary>
    public string? FindFailure(string operation, string name) => FindMatch(operation, name, name, fails: true)?.Fail;

    private FaultRule? FindMatch(string operation, string? identifier, string? name, bool fails)
    {
        lock (_gate)
        {
            foreach (var active in _rules)
            {
                if (active.Rule.Fail is not null == fails && Matches(active.Rule.Operation, operation)
                    && (Matches(active.Rule.Name, identifier) || Matches(active.Rule.Name, name)) && active.TryApply())
                    return active.Rule;
            }
        }

        return null;
    }

    private static bool Matches(string? pattern, string? text) =>
        pattern is null || (text is not null && FileSystemName.MatchesSimpleExpression(pattern, text));

    /// <summary>A rule with the state of its uses and chances.</summary>
    private sealed class ActiveRule(FaultRule rule)
    {
        private readonly Random _random = new(rule.Seed);
        private int _remaining = rule.Times ?? int.MaxValue;

        public FaultRule Rule => rule;

        public bool TryApply()
        {
            if (_remaining == 0 || (rule.Probability < 1 && _random.NextDouble() >= rule.Probability))
                return false;
            if (rule.Times is not null)
                _remaining--;
            return true;
        }
    }
}
