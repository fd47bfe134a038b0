using System.Text.Json;
using BedrockModels.Protocol;

namespace BedrockModels.Emulator;

/// <summary>Checks a request against the constraints of its operation and words each violation as the service does.</summary>
internal sealed class InputValidator
{
    private readonly List<string> _violations = [];
    private readonly bool _refuseUnknown;

    private InputValidator(bool refuseUnknown) => _refuseUnknown = refuseUnknown;

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
                validator.Missing(member.Name);
        }

        if (refuseUnknown)
            validator.CheckUnknown(operation, input);
        validator.Throw();
    }

    private void CheckText(Constraint constraint, string text, string path)
    {
        switch (constraint.Kind)
        {
            case ConstraintKind.Integer when Input.ParseInteger(text) is { } number:
                CheckRange(constraint, number, path);
                break;
            case ConstraintKind.Integer:
                Add(Quote(text), path, "Member must be an integer");
                break;
            case ConstraintKind.Boolean when Input.ParseBoolean(text) is null:
                Add(Quote(text), path, "Member must be true or false");
                break;
            case ConstraintKind.Timestamp when !Iso8601.TryParse(text, out _):
                Add(Quote(text), path, "Member must be a timestamp in ISO 8601 form");
                break;
            case ConstraintKind.String:
                CheckString(constraint, text, path);
                break;
        }
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
        if (violations.HasFlag(Violations.TooShort))
            Add(value, path, $"Member must have length greater than or equal to {constraint.Minimum}");
        if (violations.HasFlag(Violations.TooLong))
            Add(value, path, $"Member must have length less than or equal to {constraint.Maximum}");
        if (violations.HasFlag(Violations.Pattern))
            Add(value, path, $"Member must satisfy regular expression pattern: {constraint.Pattern}");
        if (violations.HasFlag(Violations.NotInSet))
            Add(value, path, $"Member must satisfy enum value set: [{string.Join(", ", constraint.Values!)}]");
    }

    private void CheckRange(Constraint constraint, int number, string path)
    {
        if (number < constraint.Minimum)
            Add($"'{number}'", path, $"Member must have value greater than or equal to {constraint.Minimum}");
        if (number > constraint.Maximum)
            Add($"'{number}'", path, $"Member must have value less than or equal to {constraint.Maximum}");
    }

    private void CheckList(Constraint constraint, JsonElement list, string path)
    {
        var length = list.GetArrayLength();
        if (length < constraint.Minimum)
            Add(Quote(list), path, $"Member must have length greater than or equal to {constraint.Minimum}");
        if (length > constraint.Maximum)
        {
            Add(Quote(list), path, $"Member must have length less than or equal to {constraint.Maximum}");
            return;
        }

        var position = 0;
        foreach (var item in list.EnumerateArray())
        {
            var itemPath = $"{path}.{++position}.member";
            if (item.ValueKind == JsonValueKind.Null)
                Missing(itemPath);
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
                Missing(memberPath);
        }

        if (_refuseUnknown)
        {
            foreach (var property in structure.EnumerateObject())
            {
                if (!constraint.Members.Any(member => member.Name == property.Name))
                    Unknown($"{path}.{property.Name}");
            }
        }
    }

    /// <summary>Counts members that the API does not have as well: a union with one of them and a known member has two.</summary>
    private void CheckUnion(Constraint constraint, JsonElement union, string path)
    {
        var set = union.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null && p.Name != "__type")
            .Select(p => p.Name).ToList();
        if (set.Count == 1 && constraint.Members.Any(member => member.Name == set[0]))
        {
            CheckMembers(constraint, union, path);
            return;
        }

        var names = string.Join(", ", constraint.Members.Select(member => member.Name));
        Add(Quote(union), path, $"Member must have exactly one of its members set: [{names}]");
    }

    private void CheckUnknown(Operation operation, Input input)
    {
        foreach (var name in input.UnknownParameters)
            Unknown(name);
        if (input.Body is { } body)
        {
            var known = operation.Members.Where(member => member.Location == MemberLocation.Body).Select(member => member.Name);
            foreach (var property in body.EnumerateObject().Where(property => !known.Contains(property.Name)))
                Unknown(property.Name);
        }
    }

    private void Missing(string path) => _violations.Add($"Value null at '{path}' failed to satisfy constraint: Member must not be null");

    private void Unknown(string path) => Add("", ServiceException.Quote(path), "Member must be one that the API has");

    private void Add(string value, string path, string constraint) =>
        _violations.Add($"Value {(value.Length == 0 ? "" : value + " ")}at '{path}' failed to satisfy constraint: {constraint}");

    private static string Quote(string text) => $"'{ServiceException.Quote(text)}'";

    private static string Quote(JsonElement value) => Quote(value.GetRawText());

    private void Throw()
    {
        if (_violations.Count > 0)
        {
            throw new ServiceException(ErrorCode.Validation,
                $"{_violations.Count} validation error{(_violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", _violations)}");
        }
    }

    private static string Describe(ConstraintKind kind) => kind switch
    {
        ConstraintKind.String => "a string",
        ConstraintKind.Integer => "an integer",
        ConstraintKind.List => "a list",
        _ => "an object",
    };
}
