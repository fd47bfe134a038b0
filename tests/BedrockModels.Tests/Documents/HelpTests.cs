using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

public sealed partial class HelpTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static TheoryData<string> CmdletNames => [.. Cmdlets.Keys];

    internal static Dictionary<string, XElement> Help { get; } =
        XDocument.Load(Path.Combine(Repository.Root, "en-US", "BedrockModels.dll-Help.xml"))
            .Descendants(Command + "command").ToDictionary(command => command.Descendants(Command + "name").First().Value);

    private static Dictionary<string, Type> Cmdlets { get; } = typeof(BedrockException).Assembly.GetTypes()
        .Concat(typeof(BedrockEmulator).Assembly.GetTypes())
        .Where(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).Length > 0)
        .ToDictionary(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Single());

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Help_of_a_cmdlet_is_complete(string name)
    {
        var help = Help[name];

        Assert.NotEqual("", help.Element(Command + "details")!.Element(Maml + "description")!.Value.Trim());
        Assert.NotEqual("", help.Element(Maml + "description")!.Value.Trim());
        Expect.Each(help.Descendants(Command + "inputType").Concat(help.Descendants(Command + "returnValue")), AssertDescribed);
        Assert.NotEmpty(help.Descendants(Command + "inputType"));
        Assert.NotEmpty(help.Descendants(Command + "returnValue"));
        Assert.StartsWith("https://docs.aws.amazon.com/",
            help.Descendants(Maml + "navigationLink").ElementAt(1).Element(Maml + "uri")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Examples_are_plain_splatted_and_in_a_pipeline_or_CI_with_titles(string name)
    {
        var examples = Help[name].Descendants(Command + "example").ToList();
        var codes = examples.Select(example => example.Element(Dev + "code")!.Value).ToList();

        Assert.InRange(examples.Count, 3, int.MaxValue);
        Expect.Each(examples, example => Assert.Matches("^-+ Example [0-9]+: [A-Z].{5,} -+$", example.Element(Maml + "title")!.Value));
        // A title that ends in the middle of its sentence leaves the rest in the text.
        Expect.Each(examples, example => Assert.Matches("^([A-Z-]|$)", example.Element(Dev + "remarks")!.Value.Trim()));
        Expect.Each(codes, code => Assert.Contains(name, code, StringComparison.Ordinal));
        Assert.Contains(codes, code => !code.Contains('@', StringComparison.Ordinal));
        Assert.Contains(codes, code => code.Contains($"{name} @", StringComparison.Ordinal));
        Assert.Contains(examples, example => example.Element(Dev + "code")!.Value.Contains(" | ", StringComparison.Ordinal)
            || example.Element(Maml + "title")!.Value.Contains("In CI", StringComparison.Ordinal));
    }

    [Fact]
    public void Wildcard_parameters_are_marked_in_the_help()
    {
        var taking = Help.SelectMany(help => help.Value.Element(Command + "parameters")!.Elements(Command + "parameter")
            .Where(parameter => parameter.Attribute("globbing")!.Value == "true")
            .Select(parameter => $"{help.Key} -{parameter.Element(Maml + "name")!.Value}"));

        Assert.Equal(
            ["Get-BedrockCustomModel -ModelIdentifier", "Get-BedrockCustomModel -Tag",
                "Get-BedrockCustomModelDeployment -CustomModelDeploymentIdentifier",
                "Get-BedrockProvisionedModelThroughput -ProvisionedModelId"],
            taking.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Parameter_has_a_description(string name)
    {
        var described = Help[name].Element(Command + "parameters")!.Elements(Command + "parameter")
            .ToDictionary(parameter => parameter.Element(Maml + "name")!.Value);
        var parameters = Cmdlets[name].GetProperties()
            .Where(property => property.GetCustomAttributes(typeof(ParameterAttribute), true).Cast<ParameterAttribute>()
                .Any(parameter => !parameter.DontShow))
            .Select(property => property.Name).ToList();

        Assert.NotEmpty(parameters);
        Assert.Empty(parameters.Except(described.Keys));
        Expect.Each(described.Values, AssertDescribed);
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Syntax_has_only_parameters_that_exist_and_every_parameter_is_in_one(string name)
    {
        var described = Parameters(Help[name].Element(Command + "parameters")!).Select(NameOf).ToList();
        var ways = Help[name].Element(Command + "syntax")!.Elements(Command + "syntaxItem").ToList();

        Assert.NotEmpty(ways);
        Expect.Each(ways, way => Assert.Empty(Parameters(way).Select(NameOf).Except(described)));
        Assert.Empty(described.Except(ways.SelectMany(Parameters).Select(NameOf)));
        Expect.Each(described.Except(["WhatIf", "Confirm", "First", "Skip", "IncludeTotalCount"]),
            parameter => Assert.NotNull(Cmdlets[name].GetProperty(parameter)));
    }

    [Theory]
    [InlineData("New-BedrockCustomModel", "ModelName ModelPackageArn", "S3Uri")]
    [InlineData("New-BedrockCustomModel", "ModelName S3Uri RoleArn", "ModelPackageArn")]
    [InlineData("New-BedrockCustomModel", "InputObject", "")]
    [InlineData("New-BedrockCustomModelDeployment", "ModelArn", "")]
    [InlineData("Set-BedrockProvisionedModelThroughput", "ProvisionedModelId DesiredModelId", "")]
    [InlineData("Set-BedrockProvisionedModelThroughput", "ProvisionedModelId DesiredProvisionedModelName", "")]
    [InlineData("Stop-BedrockEmulator", "All", "Port")]
    [InlineData("Stop-BedrockEmulator", "", "All")]
    public void Syntax_shows_what_goes_together(string name, string required, string without)
    {
        var ways = Help[name].Element(Command + "syntax")!.Elements(Command + "syntaxItem").ToList();

        var way = Assert.Single(ways, item => required.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet().SetEquals(
            Parameters(item).Where(parameter => parameter.Attribute("required")!.Value == "true").Select(NameOf)));
        Assert.DoesNotContain(without, Parameters(way).Select(NameOf));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Main_parameter_is_first_and_one_link_is_the_online_version(string name)
    {
        var parameters = Parameters(Help[name].Element(Command + "parameters")!).ToList();
        var positions = parameters.Select(parameter => parameter.Attribute("position")!.Value).ToList();
        var links = Help[name].Descendants(Maml + "linkText").Select(link => link.Value);

        Assert.Equal(positions.Where(position => position != "named").Order(), positions.TakeWhile(position => position != "named"));
        Assert.Single(links, link => link.StartsWith("Online", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', Help[name].Element(Command + "details")!.Element(Maml + "description")!.Value.Trim());
        Assert.Single(Help[name].Element(Command + "details")!.Element(Maml + "description")!.Elements(Maml + "para"));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Link_to_an_API_is_in_the_reference_of_the_service_of_its_operation(string name)
    {
        var links = Help[name].Descendants(Maml + "uri").Select(uri => ApiPage().Match(uri.Value)).Where(match => match.Success).ToList();

        Assert.NotEmpty(links);
        Expect.Each(links, link => Assert.Equal(ServiceOf(link.Groups["operation"].Value), link.Groups["service"].Value));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Topic_of_the_module_lists_the_cmdlet(string name)
    {
        var topic = File.ReadAllText(Path.Combine(Repository.Root, "module/en-US/about_BedrockModels.help.txt"));
        var (verb, noun) = (name.Split('-')[0], name.Split('-')[1]);

        Assert.Matches($@"(?m)^    (\w+-, )*{verb}-(, \w+-)* *{noun}\b", topic);
    }

    [Theory]
    [InlineData("docs/cmdlets/New-BedrockCustomModel.md")]
    [InlineData("docs/cmdlets/New-BedrockCustomModelDeployment.md")]
    [InlineData("docs/cmdlets/New-BedrockProvisionedModelThroughput.md")]
    [InlineData("module/en-US/about_BedrockModels.help.txt")]
    [InlineData("README.md")]
    [InlineData("examples/quickstart.ps1")]
    public void Page_about_inference_names_both_ways_to_it(string file)
    {
        var text = string.Join(' ',
            File.ReadAllText(Path.Combine(Repository.Root, file)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("inference", text, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("Provisioned ?(Model)?Throughput", text);
        Assert.Matches("(?i)on[- ]demand", text);
    }

    [Fact]
    public void Pages_in_docs_match_the_build()
    {
        var (made, kept) = (Pages("src/BedrockModels/obj/cmdlets"), Pages("docs/cmdlets"));

        Assert.Equal(Cmdlets.Keys.Order(StringComparer.Ordinal), made.Keys);
        Assert.True(made.SequenceEqual(kept), "docs/cmdlets is out of date. Update it with: dotnet build src/BedrockModels -t:UpdateDocs");

        static SortedDictionary<string, string> Pages(string folder) => new(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md")
                .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText),
            StringComparer.Ordinal);
    }

    private static string? ServiceOf(string operation) =>
        operation == "Operations_Amazon_Bedrock" || Operations.All.Concat(RuntimeOperation.All).Any(known => known.Name == operation)
            ? "bedrock" : NeighborPermissions.Find(operation)?.Split(':')[0];

    private static IEnumerable<XElement> Parameters(XElement part) => part.Elements(Command + "parameter");

    private static string NameOf(XElement parameter) => parameter.Element(Maml + "name")!.Value;

    private static void AssertDescribed(XElement element) => Assert.NotEqual("", element.Element(Maml + "description")!.Value.Trim());

    [GeneratedRegex(@"^https://docs\.aws\.amazon\.com/(?<service>\w+)/latest/APIReference/API_(runtime_)?(?<operation>\w+)\.html$")]
    private static partial Regex ApiPage();
}
