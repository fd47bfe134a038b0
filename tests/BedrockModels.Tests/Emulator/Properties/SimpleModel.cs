namespace BedrockModels.Tests.Emulator.Properties;

/// <summary>
/// The expected behavior of the emulator in its simplest form: names, times and tags, one clock, no HTTP. It predicts the
/// status and the error of each step, and the resources afterwards.
/// </summary>
internal sealed class SimpleModel
{
    public const int Activation = 2;
    public const int Quota = 3;

    private readonly Dictionary<string, string> _tokens = [];

    public int Now { get; private set; }

    public Dictionary<string, Thing> Models { get; } = [];

    public Dictionary<string, Thing> Deployments { get; } = [];

    public Dictionary<string, Thing> Throughputs { get; } = [];

    /// <summary>The status, and the type of the error if there is one.</summary>
    public (int, string) Do(Step step) => step.Kind switch
    {
        StepKind.Wait => Wait(step.Number),
        StepKind.CreateModel => CreateModel(step),
        StepKind.DeleteModel => !Models.ContainsKey(step.Name) ? NotFound
            : Deployments.Values.Concat(Throughputs.Values).Any(user => user.Uses(step.Name, Now)) ? (400, "ConflictException")
            : Remove(Models, step.Name),
        StepKind.Tag => !Models.TryGetValue(step.Name, out var model) ? NotFound : Tag(model, step.Number),
        StepKind.Untag => Models.TryGetValue(step.Name, out var model) ? Untag(model, step.Number) : NotFound,
        StepKind.CreateDeployment => Deployments.ContainsKey(step.Name) ? Invalid : Use(Deployments, step, 202),
        StepKind.UpdateDeployment => UpdateDeployment(step),
        StepKind.DeleteDeployment => !Deployments.TryGetValue(step.Name, out var deployment) ? NotFound : deployment.IsChanging(Now)
            ? Invalid : Remove(Deployments, step.Name),
        StepKind.CreateThroughput => Throughputs.ContainsKey(step.Name) ? Invalid : Use(Throughputs, step, 201),
        StepKind.UpdateThroughput => UpdateThroughput(step),
        _ => !Throughputs.TryGetValue(step.Name, out var throughput) ? NotFound : throughput.IsChanging(Now) ? (400, "ConflictException")
            : Remove(Throughputs, step.Name),
    };

    private static (int, string) NotFound => (404, "ResourceNotFoundException");

    private static (int, string) Invalid => (400, "ValidationException");

    private static (int, string) Ok => (200, "");

    private (int, string) Wait(int seconds)
    {
        Now += seconds;
        return Ok;
    }

    private (int, string) CreateModel(Step step)
    {
        var token = step.Number == 0 ? null : "token-" + step.Number;
        if (token is not null && _tokens.ContainsKey(token))
            return (202, "");
        if (Models.ContainsKey(step.Name))
            return (400, "ConflictException");
        if (Models.Count == Quota)
            return (400, "ServiceQuotaExceededException");
        Models.Add(step.Name, new Thing { Ready = Now + Activation });
        if (token is not null)
            _tokens.Add(token, step.Name);
        return (202, "");
    }

    private static (int, string) Tag(Thing model, int count)
    {
        var keys = Enumerable.Range(0, count).Select(i => $"k{i}").Union(model.Tags).ToList();
        if (keys.Count > 50)
            return (400, "TooManyTagsException");
        model.Tags.UnionWith(keys);
        return Ok;
    }

    private static (int, string) Untag(Thing model, int count)
    {
        model.Tags.ExceptWith(Enumerable.Range(0, count).Select(i => $"k{i}"));
        return Ok;
    }

    private (int, string) Use(Dictionary<string, Thing> kind, Step step, int status)
    {
        if (!Models.TryGetValue(step.Other, out var model))
            return NotFound;
        if (Now < model.Ready)
            return Invalid;
        kind.Add(step.Name, new Thing { Ready = Now + Activation, Model = step.Other });
        return (status, "");
    }

    private (int, string) UpdateDeployment(Step step)
    {
        if (!Deployments.TryGetValue(step.Name, out var deployment))
            return NotFound;
        if (deployment.IsChanging(Now))
            return Invalid;
        var (status, error) = Move(deployment, step);
        return error.Length == 0 ? (202, "") : (status, error);
    }

    private (int, string) UpdateThroughput(Step step)
    {
        if (!Throughputs.TryGetValue(step.Name, out var throughput))
            return NotFound;
        return throughput.IsChanging(Now) ? Invalid : Move(throughput, step);
    }

    private (int, string) Move(Thing thing, Step step)
    {
        if (!Models.TryGetValue(step.Other, out var model))
            return NotFound;
        if (Now < model.Ready)
            return Invalid;
        thing.Model = thing.ModelAt(Now);
        (thing.Next, thing.NextReady) = (step.Other, Now + Activation);
        return Ok;
    }

    private static (int, string) Remove(Dictionary<string, Thing> kind, string name)
    {
        kind.Remove(name);
        return Ok;
    }

    internal sealed class Thing
    {
        public required int Ready { get; init; }

        public string? Model { get; set; }

        public string? Next { get; set; }

        public int NextReady { get; set; }

        public HashSet<string> Tags { get; } = [];

        public bool IsUpdating(int now) => now < NextReady;

        public bool IsChanging(int now) => now < Ready || IsUpdating(now);

        public string? ModelAt(int now) => Next is null || IsUpdating(now) ? Model : Next;

        public bool Uses(string model, int now) => ModelAt(now) == model || (IsUpdating(now) && Next == model);
    }
}
