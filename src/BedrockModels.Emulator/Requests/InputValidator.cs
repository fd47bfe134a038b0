namespace BedrockModels.Emulator;

/// <summary>Checks a request against the constraints of its operation and words each violation as the service does.</summary>
internal sealed class InputValidator(bool refuseUnknown)
{
    private readonly List<string> _violations = [];

    /// <summary>Throws one ValidationException that names all violations; returns if there are none.</summary>
    public static void Check(Operation operation, Input input, bool refuseUnknown)
    {
        var validator = new InputValidator(refuseUnknown);
        foreach (var member in operation.Members)
        {
            if (input.Texts.TryGetValue(member.Name, out var text) && member.Location != MemberLocation.Body)
                validator.CheckText(member.Constraint, text, member.Name);
            else if (member.Location == MemberLocation.Body && input.Element(member.Name) is { } value)
                validator.CheckElement(member.Constraint, value, member.Name);
            else if (member.Required)
                validator.AddMissing(member.Name);
        }

        if (refuseUnknown)
        {
            input.UnknownParameters.ToList().ForEach(validator.AddUnknown);
            if (input.Body is { } body)
                validator.AddUnknown(body, operation.Members.Where(member => member.Location == MemberLocation.Body), "");
        }

        if (validator._violations is { Count: > 0 and var n } violations)
            throw ServiceException.Validation($"{n} validation error{(n == 1 ? "" : "s")} detected: {string.Join("; ", violations)}");
    }

    private void CheckText(Constraint constraint, string text, string path)
    {
        var number = Input.ParseInteger(text);
        var expected = constraint.Kind switch
        {
            ConstraintKind.Integer when number is null => "an integer",
            ConstraintKind.Boolean when Input.ParseBoolean(text) is null => "true or false",
            ConstraintKind.Timestamp when !Iso8601.TryParse(text, out _) => "a timestamp in ISO 8601 form",
            _ => null,
        };
        if (expected is not null)
            Add(Quote(text), path, $"Member must be {expected}");
        else if (constraint.Kind == ConstraintKind.Integer)
            CheckRange(constraint, number!.Value, path);
        else if (constraint.Kind == ConstraintKind.String)
            CheckString(constraint, text, path);
    }

    private void CheckElement(Constraint constraint, JsonElement value, string path)
    {
        switch (constraint.Kind)
        {
            case ConstraintKind.String when value.ValueKind == JsonValueKind.String:
                CheckString(constraint, value.GetString()!, path);
                break;
            case ConstraintKind.Integer when value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number):
                CheckRange(constraint, number, path);
                break;
            case ConstraintKind.List when value.ValueKind == JsonValueKind.Array:
                CheckList(constraint, value, path);
                break;
            case ConstraintKind.Structure when value.ValueKind == JsonValueKind.Object:
                CheckMembers(constraint, value, path);
                break;
            case ConstraintKind.Union when value.ValueKind == JsonValueKind.Object:
                CheckUnion(constraint, value, path);
                break;
            default:
                Add(Quote(value), path, $"Member must be {Describe(constraint.Kind)}");
                break;
        }
    }

    private void CheckString(Constraint constraint, string text, string path)
    {
        var value = Quote(text);
        var violations = constraint.Check(text);
        CheckBounds(constraint, violations.HasFlag(Violations.TooShort), violations.HasFlag(Violations.TooLong), value, path, "length");
        if (violations.HasFlag(Violations.Pattern))
            Add(value, path, $"Member must satisfy regular expression pattern: {constraint.Pattern}");
        if (violations.HasFlag(Violations.NotInSet))
            Add(value, path, $"Member must satisfy enum value set: [{string.Join(", ", constraint.Values!)}]");
    }

    private void CheckRange(Constraint constraint, int number, string path) =>
        CheckBounds(constraint, number < constraint.Minimum, number > constraint.Maximum, $"'{number}'", path, "value");

    private void CheckList(Constraint constraint, JsonElement list, string path)
    {
        var length = list.GetArrayLength();
        CheckBounds(constraint, length < constraint.Minimum, length > constraint.Maximum, Quote(list), path, "length");
        if (length > constraint.Maximum)
            return;
        var position = 0;
        foreach (var item in list.EnumerateArray())
        {
            var itemPath = $"{path}.{++position}.member";
            if (item.ValueKind == JsonValueKind.Null)
                AddMissing(itemPath);
            else
                CheckElement(constraint.Item!, item, itemPath);
        }
    }

    private void CheckMembers(Constraint constraint, JsonElement structure, string path)
    {
        foreach (var member in constraint.Members)
        {
            var memberPath = $"{path}.{member.Name}";
            if (structure.TryGetProperty(member.Name, out var value) && value.ValueKind != JsonValueKind.Null)
                CheckElement(member.Constraint, value, memberPath);
            else if (member.Required)
                AddMissing(memberPath);
        }

        if (refuseUnknown)
            AddUnknown(structure, constraint.Members, path + ".");
    }

    /// <summary>Counts members that the API does not have as well: a union with one of them and a known member has two.</summary>
    private void CheckUnion(Constraint constraint, JsonElement union, string path)
    {
        var names = union.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null)
            .Select(property => property.Name).Where(name => name != "__type").ToList();
        var known = constraint.Members.Select(member => member.Name).ToList();
        if (names is [var name] && known.Contains(name))
            CheckMembers(constraint, union, path);
        else
            Add(Quote(union), path, $"Member must have exactly one of its members set: [{string.Join(", ", known)}]");
    }

    private void CheckBounds(Constraint constraint, bool isBelow, bool isAbove, string value, string path, string measure)
    {
        if (isBelow)
            Add(value, path, $"Member must have {measure} greater than or equal to {constraint.Minimum}");
        if (isAbove)
            Add(value, path, $"Member must have {measure} less than or equal to {constraint.Maximum}");
    }

    private void AddMissing(string path) =>
        _violations.Add($"Value null at '{path}' failed to satisfy constraint: Member must not be null");

    private void AddUnknown(JsonElement structure, IEnumerable<Member> members, string prefix)
    {
        foreach (var property in structure.EnumerateObject().Where(property => !members.Any(member => member.Name == property.Name)))
            AddUnknown(prefix + property.Name);
    }

    private void AddUnknown(string path) => Add("", ServiceException.Quote(path), "Member must be one that the API has");

    private void Add(string value, string path, string constraint) =>
        _violations.Add($"Value {(value.Length == 0 ? "" : value + " ")}at '{path}' failed to satisfy constraint: {constraint}");

    private static string Quote(string text) => $"'{ServiceException.Quote(text)}'";

    private static string Quote(JsonElement value) => Quote(value.GetRawText());

    private static string Describe(ConstraintKind kind) => kind switch
    {
        ConstraintKind.String => "a string",
        ConstraintKind.Integer => "an integer",
        ConstraintKind.List => "a list",
        _ => "an object",
    };
}
