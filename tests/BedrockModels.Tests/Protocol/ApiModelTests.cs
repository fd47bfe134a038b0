using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BedrockModels.Protocol;
using BedrockModels.Tests.Client;

namespace BedrockModels.Tests.Protocol;

/// <summary>The operations and wire types of the code, against the API model.</summary>
public sealed class ApiModelTests
{
    private static readonly Dictionary<string, Type> Responses = new()
    {
        ["CreateCustomModel"] = typeof(CreateCustomModelResponse),
        ["GetCustomModel"] = typeof(CustomModel),
        ["ListCustomModels"] = typeof(ListCustomModelsResponse),
        ["ListTagsForResource"] = typeof(ListTagsForResourceResponse),
        ["CreateProvisionedModelThroughput"] = typeof(CreateProvisionedModelThroughputResponse),
        ["GetProvisionedModelThroughput"] = typeof(ProvisionedModelThroughput),
        ["ListProvisionedModelThroughputs"] = typeof(ListProvisionedModelThroughputsResponse),
        ["CreateCustomModelDeployment"] = typeof(CustomModelDeploymentResponse),
        ["GetCustomModelDeployment"] = typeof(CustomModelDeployment),
        ["ListCustomModelDeployments"] = typeof(ListCustomModelDeploymentsResponse),
        ["UpdateCustomModelDeployment"] = typeof(CustomModelDeploymentResponse),
    };

    public static TheoryData<string> OperationNames { get; } = [.. ApiModel.Operations.Select(operation => operation.Key)];

    [Fact]
    public void Operations_match_the_model()
    {
        Assert.Equal(17, ApiModel.Operations.Count);
        Assert.Equal(ApiModel.Operations.Select(operation => operation.Key), Operations.All.Select(operation => operation.Name));
    }

    [Theory]
    [MemberData(nameof(OperationNames))]
    public void Operation_has_the_method_path_and_status_of_the_model(string name)
    {
        var (operation, http) = (Find(name), ApiModel.Operations[name]!["http"]!);

        Assert.Equal(
            ((string)http["method"]!, (string)http["requestUri"]!, (int)http["responseCode"]!),
            (operation.Method, operation.Path, operation.SuccessStatus));
    }

    [Theory]
    [MemberData(nameof(OperationNames))]
    public void Request_has_the_members_and_constraints_of_the_model(string name)
    {
        var (expected, actual) = (new StringBuilder(), new StringBuilder());

        WriteMembers(expected, ApiModel.Input(name), "");
        WriteMembers(actual, Find(name).Members, "");

        Assert.NotEqual("", expected.ToString());
        Assert.Equal(expected.ToString(), actual.ToString());
    }

    [Theory]
    [MemberData(nameof(OperationNames))]
    public void Body_type_has_the_members_of_the_model(string name)
    {
        var type = typeof(Operations).Assembly.GetType($"BedrockModels.Protocol.{name}Request");
        var inBody = ApiModel.Members(ApiModel.Input(name)).Where(member => member.Location == "body").ToList();

        if (inBody.Count > 0)
            AssertMembers(inBody, type!, name);
        else
            Assert.True(type is null || name.StartsWith("List", StringComparison.Ordinal), $"{name} sends no body.");
    }

    [Fact]
    public async Task List_sends_every_query_member_of_the_model()
    {
        await using var server = new StandIn(Reply.Json("{}"));
        var client = await ClientTesting.ClientOf(server);

        await foreach (var _ in client.ListCustomModelsAsync(Filled<ListCustomModelsRequest>(), CancellationToken.None)) { }
        await foreach (var _ in client.ListProvisionedModelThroughputsAsync(Filled<ListProvisionedModelThroughputsRequest>(),
            CancellationToken.None)) { }
        await foreach (var _ in client.ListCustomModelDeploymentsAsync(Filled<ListCustomModelDeploymentsRequest>(),
            CancellationToken.None)) { }

        Assert.Equal(
            ((string[])["ListCustomModels", "ListProvisionedModelThroughputs", "ListCustomModelDeployments"]).Select(name =>
                $"{Find(name).Path}?{string.Join('&', MembersOf(name).Order(StringComparer.Ordinal))}"),
            server.Requests.Select(request => request.Path.Split('?') is [var path, var query]
                ? $"{path}?{string.Join('&', query.Split('&').Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal))}"
                : request.Path));
    }

    [Theory]
    [MemberData(nameof(OperationNames))]
    public void Response_type_has_the_members_of_the_model(string name)
    {
        var members = ApiModel.Members(ApiModel.Output(name)).ToList();

        Assert.Equal(members.Count > 0, Responses.ContainsKey(name));

        if (members.Count > 0)
            AssertMembers(members, Responses[name], name);
    }

    [Fact]
    public void Error_code_has_the_status_of_the_model()
    {
        Assert.Equal(8, ApiModel.Errors.Count);
        Expect.Each(ApiModel.Errors, error => Assert.Equal((int)error.Value!, ErrorCode.StatusOf(error.Key)));
    }

    private static Operation Find(string name) => Operations.All.Single(operation => operation.Name == name);

    private static T Filled<T>()
    {
        var optional = typeof(T).GetConstructors().Single(constructor => constructor.GetParameters().Length > 0);
        var request = (T)optional.Invoke([.. optional.GetParameters().Select(_ => (object?)null)]);
        foreach (var property in typeof(T).GetProperties())
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(request, type == typeof(string) ? "text" : type == typeof(int) ? 7 : Activator.CreateInstance(type));
        }

        return request;
    }

    /// <summary>One line for each member, in the same form from the model and from the code; a structure's own members follow it.</summary>
    private static void WriteMembers(StringBuilder text, JsonNode structure, string indent)
    {
        foreach (var (name, location, shapeName) in ApiModel.Members(structure).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{indent}{(location == "uri" ? "label" : location == "querystring" ? "query" : location)} "
                    + $"{name}{(ApiModel.IsRequired(structure, name) ? "!" : "")}: ");
            WriteShape(text, ApiModel.Shape(shapeName), indent);
        }
    }

    private static void WriteMembers(StringBuilder text, IReadOnlyList<Member> members, string indent)
    {
        foreach (var member in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{indent}{member.Location.ToString().ToLowerInvariant()} {member.Name}{(member.Required ? "!" : "")}: ");
            WriteShape(text, member.Constraint, indent);
        }
    }

    private static void WriteShape(StringBuilder text, JsonNode shape, string indent)
    {
        text.Append(shape["union"] is null ? (string)shape["type"]! : "union");
        WriteRules(text, (long?)shape["min"], (long?)shape["max"], (string?)shape["pattern"], ApiModel.Strings(shape["enum"]));
        if (shape["member"] is { } item)
            WriteShape(text.Append(indent).Append("  each "), ApiModel.Shape((string)item!), indent + "  ");
        if (shape["members"] is not null)
            WriteMembers(text, shape, indent + "  ");
    }

    private static void WriteShape(StringBuilder text, Constraint shape, string indent)
    {
        text.Append(shape.Kind.ToString().ToLowerInvariant());
        WriteRules(text, shape.Minimum, shape.Maximum, shape.Pattern, shape.Values ?? []);
        if (shape.Item is { } item)
            WriteShape(text.Append(indent).Append("  each "), item, indent + "  ");
        WriteMembers(text, shape.Members, indent + "  ");
    }

    private static void WriteRules(StringBuilder text, long? minimum, long? maximum, string? pattern, IReadOnlyList<string> values) =>
        text.Append(CultureInfo.InvariantCulture,
            $" {minimum}..{maximum} [{string.Join(", ", values.Order(StringComparer.Ordinal))}] {pattern}\n");

    private static void AssertMembers(IReadOnlyList<(string Name, string Location, string Shape)> members, Type type, string path)
    {
        // A property that can only be read is no member.
        var properties = WireJson.Context.GetTypeInfo(type)!.Properties
            .Where(property => property is { Get: not null, Set: not null })
            .ToDictionary(property => property.Name, property => property.PropertyType);

        Assert.Equal(members.Select(member => $"{path}.{member.Name}").Order(StringComparer.Ordinal),
            properties.Keys.Select(name => $"{path}.{name}").Order(StringComparer.Ordinal));
        foreach (var (name, _, shape) in members)
            AssertType(ApiModel.Shape(shape), properties[name], $"{path}.{name}");
    }

    private static void AssertType(JsonNode shape, Type type, string path)
    {
        switch ((string)shape["type"]!)
        {
            case "structure":
                AssertMembers([.. ApiModel.Members(shape)], type, path);
                break;
            case "list":
                Assert.Equal(JsonTypeInfoKind.Enumerable, WireJson.Context.GetTypeInfo(type)!.Kind);
                AssertType(ApiModel.Shape((string)shape["member"]!), type.GetGenericArguments().Single(), path + "[]");
                break;
            default:
                Assert.Equal((path, TypeOf(shape)), (path, Nullable.GetUnderlyingType(type) ?? type));
                break;
        }
    }

    private static Type TypeOf(JsonNode shape) => (string)shape["type"]! switch
    {
        "string" => typeof(string),
        "integer" => typeof(int),
        "float" => typeof(double),
        "boolean" => typeof(bool),
        "map" => typeof(IDictionary<string, string>),
        "timestamp" when (string?)shape["timestampFormat"] == "iso8601" => typeof(DateTime),
        var other => throw new NotSupportedException(other),
    };

    private static IEnumerable<string> MembersOf(string operation) =>
        ApiModel.Members(ApiModel.Input(operation)).Select(member => member.Name);
}
