using System.Management.Automation;
using System.Xml.Linq;

namespace BedrockModels.Tests.Shell;

public sealed class HelpTests : IDisposable
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly ShellProcess _shell = new();

    public static TheoryData<string> CmdletNames => [.. Cmdlets.Keys];

    internal static Dictionary<string, XElement> Help { get; } =
        XDocument.Load(Path.Combine(ShellProcess.RepositoryRoot, "module", "en-US", "BedrockModels.dll-Help.xml"))
            .Descendants(Command + "command").ToDictionary(command => command.Descendants(Command + "name").First().Value);

    private static Dictionary<string, Type> Cmdlets { get; } = typeof(BedrockException).Assembly.GetTypes()
        .Concat(typeof(BedrockEmulator).Assembly.GetTypes())
        .Where(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).Length > 0)
        .ToDictionary(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Single());

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Everything_about_a_cmdlet_has_its_text(string name)
    {
        var help = Help[name];

        Assert.NotEqual("", help.Element(Command + "details")!.Element(Maml + "description")!.Value.Trim());
        Assert.NotEqual("", help.Element(Maml + "description")!.Value.Trim());
        Expect.Each(help.Descendants(Command + "inputType").Concat(help.Descendants(Command + "returnValue")), AssertDescribed);
        Assert.NotEmpty(help.Descendants(Command + "inputType"));
        Assert.NotEmpty(help.Descendants(Command + "returnValue"));
        Assert.StartsWith("https://docs.aws.amazon.com/", help.Descendants(Maml + "uri").First(uri => uri.Parent!.Name == Maml + "navigationLink").Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Examples_are_plain_splatted_and_in_a_pipeline_or_in_CI_and_each_says_what_it_shows(string name)
    {
        var examples = Help[name].Descendants(Command + "example").ToList();
        var codes = examples.Select(example => example.Element(Dev + "code")!.Value).ToList();

        Assert.InRange(examples.Count, 3, int.MaxValue);
        Expect.Each(examples, example => Assert.Matches("^-+ Example [0-9]+: [A-Z].{5,} -+$", example.Element(Maml + "title")!.Value));
        Expect.Each(codes, code => Assert.Contains(name, code, StringComparison.Ordinal));
        Assert.Contains(codes, code => !code.Contains('@', StringComparison.Ordinal));
        Assert.Contains(codes, code => code.Contains($"{name} @", StringComparison.Ordinal));
        Assert.Contains(examples, example => example.Element(Dev + "code")!.Value.Contains(" | ", StringComparison.Ordinal)
            || example.Element(Maml + "title")!.Value.Contains("In CI", StringComparison.Ordinal));
    }

    [Fact]
    public void Wildcards_are_marked_where_they_are_taken()
    {
        var taking = Help.SelectMany(help => help.Value.Element(Command + "parameters")!.Elements(Command + "parameter")
            .Where(parameter => parameter.Attribute("globbing")!.Value == "true")
            .Select(parameter => $"{help.Key} -{parameter.Element(Maml + "name")!.Value}"));

        Assert.Equal(
            ["Get-BedrockCustomModel -ModelIdentifier", "Get-BedrockCustomModelDeployment -CustomModelDeploymentIdentifier", "Get-BedrockProvisionedModelThroughput -ProvisionedModelId"],
            taking.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CmdletNames))]
    public void Every_parameter_has_its_text(string name)
    {
        var described = Help[name].Element(Command + "parameters")!.Elements(Command + "parameter").ToDictionary(parameter => parameter.Element(Maml + "name")!.Value);
        var parameters = Cmdlets[name].GetProperties()
            .Where(property => property.GetCustomAttributes(typeof(ParameterAttribute), true).Cast<ParameterAttribute>().Any(parameter => !parameter.DontShow))
            .Select(property => property.Name).ToList();

        Assert.NotEmpty(parameters);
        Assert.Empty(parameters.Except(described.Keys));
        Expect.Each(described.Values, AssertDescribed);
    }

    [Theory]
    [InlineData("docs/cmdlets/New-BedrockCustomModel.md")]
    [InlineData("docs/cmdlets/New-BedrockCustomModelDeployment.md")]
    [InlineData("docs/cmdlets/New-BedrockProvisionedModelThroughput.md")]
    [InlineData("module/en-US/about_BedrockModels.help.txt")]
    [InlineData("README.md")]
    [InlineData("examples/quickstart.ps1")]
    public void Where_inference_is_explained_both_ways_to_it_are_named(string file)
    {
        var text = string.Join(' ', File.ReadAllText(Path.Combine(ShellProcess.RepositoryRoot, file)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("inference", text, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("Provisioned ?(Model)?Throughput", text);
        Assert.Matches("(?i)on[- ]demand", text);
    }

    [Fact]
    public async Task The_engine_shows_the_help()
    {
        var result = await _shell.RunAsync("-Command", "Get-Help New-BedrockCustomModel -Full");

        Assert.Contains("Creates custom models from SageMaker model packages", result.Output, StringComparison.Ordinal);
        Assert.Contains("-ModelPackageArn <String>", result.Output, StringComparison.Ordinal);
        Assert.Contains("Needs bedrock:CreateCustomModel", result.Output, StringComparison.Ordinal);
        Assert.Contains("New-BedrockCustomModel @model -Wait", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("about_BedrockModels")]
    [InlineData("about_BedrockModels_Credentials")]
    [InlineData("about_BedrockModels_Emulator")]
    [InlineData("about_BedrockModels_CI")]
    public async Task The_engine_finds_the_topic(string topic)
    {
        var result = await _shell.RunAsync("-Command", $"Get-Help {topic}");

        Assert.StartsWith($"TOPIC\n    {topic}\n", result.Output.TrimStart(), StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    private static void AssertDescribed(XElement element) => Assert.NotEqual("", element.Element(Maml + "description")!.Value.Trim());
}
