using System.IO.Enumeration;

namespace BedrockModels.Emulator;

/// <summary>The faults in force. The first rule that matches a request and still has strikes left is taken.</summary>
internal sealed class FaultBook
{
    private readonly object _gate = new();
    private readonly List<Entry> _entries = [];

    public FaultBook(IEnumerable<FaultRule> rules)
    {
        foreach (var rule in rules)
            Add(rule);
    }

    public void Add(FaultRule rule)
    {
        lock (_gate)
            _entries.Add(new Entry(rule));
    }

    /// <summary>The fault that strikes a request, if one does.</summary>
    public FaultRule? ForRequest(string operation, string? identifier, string? name) => Take(operation, identifier, name, fails: false);

    /// <summary>The failure message with which ends what a request starts, if it is to fail.</summary>
    public string? FailureOf(string operation, string name) => Take(operation, name, name, fails: true)?.Fail;

    private FaultRule? Take(string operation, string? identifier, string? name, bool fails)
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (entry.Rule.Fail is not null == fails && Matches(entry.Rule.Operation, operation)
                    && (Matches(entry.Rule.Name, identifier) || Matches(entry.Rule.Name, name)) && entry.Strikes())
                    return entry.Rule;
            }
        }

        return null;
    }

    private static bool Matches(string? pattern, string? text) =>
        pattern is null || (text is not null && FileSystemName.MatchesSimpleExpression(pattern, text));

    private sealed class Entry(FaultRule rule)
    {
        private readonly Random _chance = new(rule.Seed);
        private int _left = rule.Times ?? int.MaxValue;

        public FaultRule Rule => rule;

        public bool Strikes()
        {
            if (_left == 0 || (rule.Probability < 1 && _chance.NextDouble() >= rule.Probability))
                return false;
            if (rule.Times is not null)
                _left--;
            return true;
        }
    }
}
