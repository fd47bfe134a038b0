using System.IO.Enumeration;

namespace BedrockModels.Emulator;

/// <summary>The properties of a request that fault rules match: its caller, its names, and the properties of its model.</summary>
internal sealed record FaultSubject(
    string Operation, Caller Caller, string?[] Names, string? Role, string? KmsKey, string? Source, IEnumerable<string> Tags)
{
    public static FaultSubject From(Operation operation, Caller caller, Input input, StoredResource? resource)
    {
        var model = resource as ModelResource;
        return new(
            operation.Name, caller, [input.Resource, resource?.Name],
            input.Text("roleArn") ?? model?.RoleArn,
            input.Text("modelKmsKeyArn") ?? model?.KmsKeyArn,
            input.Package ?? input.S3Uri ?? model?.Source,
            input.TagTexts ?? resource?.Tags.Select(tag => $"{tag.Key}={tag.Value}") ?? []);
    }
}

/// <summary>The active fault rules. The first rule that matches a request and has uses left applies.</summary>
internal sealed class FaultRules(IEnumerable<FaultRule> rules, TimeProvider clock)
{
    private readonly object _gate = new();
    private List<ActiveRule> _rules = [.. rules.Select(rule => new ActiveRule(rule, clock))];

    public bool IsEmpty => Volatile.Read(ref _rules).Count == 0;

    /// <summary>The rules, and how many requests each has applied to.</summary>
    public IReadOnlyList<(FaultRule Rule, int Uses)> Uses
    {
        get
        {
            lock (_gate)
                return [.. _rules.Select(active => (active.Rule, active.Uses))];
        }
    }

    /// <summary>Adds rules after the existing ones, or replaces all.</summary>
    public void Set(IEnumerable<FaultRule> rules, bool keepExisting)
    {
        lock (_gate)
            _rules = [.. keepExisting ? _rules : [], .. rules.Select(rule => new ActiveRule(rule, clock))];
    }

    /// <summary>The fault in the response to a request; null if there is none.</summary>
    public FaultRule? FindFault(FaultSubject subject)
    {
        lock (_gate)
        {
            foreach (var active in _rules)
            {
                if (!active.Rule.IsWork && active.Matches(subject) && active.TryApply())
                    return active.Rule;
            }
        }

        return null;
    }

    /// <summary>What becomes of the work that a request starts: each setting of the first rule that has it.</summary>
    public FaultRule FindWork(FaultSubject subject)
    {
        var work = new FaultRule();
        lock (_gate)
        {
            foreach (var active in _rules.Where(active => active.Rule.IsWork && active.Matches(subject)))
            {
                var merged = work with
                {
                    Fail = work.Fail ?? active.Rule.Fail,
                    FailAfter = work.Fail is null ? active.Rule.FailAfter : work.FailAfter,
                    ActivationTime = work.ActivationTime ?? active.Rule.ActivationTime,
                    ListDelay = work.ListDelay ?? active.Rule.ListDelay,
                };
                if (merged != work && active.TryApply())
                    work = merged;
            }
        }

        return work;
    }

    /// <summary>A rule with the state of its uses and chances.</summary>
    private sealed class ActiveRule(FaultRule rule, TimeProvider clock)
    {
        private readonly Random _random = new(rule.Seed);
        private readonly int _limit = rule.Times ?? (rule.Nth is null ? int.MaxValue : 1);
        private int _seen;
        private DateTimeOffset _second;
        private int _inSecond;

        public FaultRule Rule => rule;

        public int Uses { get; private set; }

        public bool Matches(FaultSubject subject) => Matches(rule.Operation, subject.Operation)
            && Matches(rule.Name, subject.Names)
            && Matches(rule.Region, subject.Caller.Region)
            && Matches(rule.AccessKey, subject.Caller.AccessKey)
            && Matches(rule.Role, subject.Role)
            && Matches(rule.KmsKey, subject.KmsKey)
            && Matches(rule.Source, subject.Source)
            && (rule.Tag is null || Matches(rule.Tag, [.. subject.Tags]));

        public bool TryApply()
        {
            if (++_seen < rule.Nth || Uses == _limit || (rule.Probability < 1 && _random.NextDouble() >= rule.Probability) || IsInRate())
                return false;
            Uses++;
            return true;
        }

        /// <summary>Whether a rule with a rate lets the request pass.</summary>
        private bool IsInRate()
        {
            if (rule.Rate is not { } rate)
                return false;
            var now = clock.GetUtcNow();
            if (now - _second >= TimeSpan.FromSeconds(1) || now < _second)
                (_second, _inSecond) = (now, 0);
            return ++_inSecond <= rate;
        }

        private static bool Matches(string? pattern, params string?[] texts) =>
            pattern is null || texts.Any(text => text is not null && FileSystemName.MatchesSimpleExpression(pattern, text));
    }
}
