using System.Globalization;
using System.Xml.Linq;

namespace BedrockModels.Tests.Shell;

public sealed class ViewTests : IDisposable
{
    private static readonly Type[] Emitted =
    [
        typeof(CustomModel), typeof(CustomModelSummary), typeof(CustomModelDetail), typeof(CustomModelDeployment), typeof(CustomModelDeploymentSummary),
        typeof(ProvisionedModelThroughput), typeof(ProvisionedModelThroughputSummary), typeof(BedrockEmulator), typeof(BedrockEmulatorRequest),
    ];

    private readonly ShellProcess _shell = new();

    public static TheoryData<Type> EmittedTypes => [.. Emitted];

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("80")]
    [InlineData("120")]
    public async Task The_table_of_models_fits_and_shows_local_time_and_whole_names(string columns)
    {
        _shell.Environment["COLUMNS"] = columns;
        _shell.Environment["TZ"] = "Asia/Tokyo";
        var longest = new string('n', 63);

        var result = await RunAsync($$"""
            $time = [DateTimeOffset]::Parse('2026-01-02T23:45:06+00:00')
            [BedrockModels.CustomModel]@{ ModelName = 'support'; ModelStatus = 'Active'; CreationTime = $time; CustomizationType = 'IMPORTED'; Region = 'us-east-1' }
            [BedrockModels.CustomModelSummary]@{ ModelName = '{{longest}}'; ModelStatus = 'Creating'; CreationTime = $time; CustomizationType = 'IMPORTED'; Region = 'ap-southeast-1' }
            [BedrockModels.CustomModel]@{ ModelName = 'new'; ModelStatus = 'Unheard-of'; Region = 'us-east-1' }
            """);

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Expect.Each(lines, line => Assert.InRange(line.Length, 0, int.Parse(columns, CultureInfo.InvariantCulture)));
        Assert.Equal(["Name", "Status", "Created", "Customization", "Region"], Words(lines[0]));
        Assert.Equal(["support", "Active", "2026-01-03", "08:45", "IMPORTED", "us-east-1"], Words(lines[2]));
        Assert.Equal(63, lines.Sum(line => line.TakeWhile(letter => letter == 'n').Count()) - 1); // 'new' has an n too.
        Assert.EndsWith("IMPORTED      ap-southeast-1", lines[3].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("new ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("us-east-1", StringComparison.Ordinal));
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("CustomModelDeployment", "ModelDeploymentName = 'd'; ModelArn = 'arn:x:y/imported/abc'; Status = 'Active'", "Name Status Created Model Region", "d Active abc")]
    [InlineData("CustomModelDeploymentSummary", "CustomModelDeploymentName = 'd'; ModelArn = 'arn:x:y/imported/abc'; Status = 'Failed'", "Name Status Created Model Region", "d Failed abc")]
    [InlineData("ProvisionedModelThroughput", "ProvisionedModelName = 'p'; ModelUnits = 2; Status = 'InService'", "Name Status Units Commitment Model Region", "p InService 2 none")]
    [InlineData("ProvisionedModelThroughput", "ProvisionedModelName = 'p'; DesiredModelUnits = 3; DesiredModelArn = 'a/c'; Status = 'Creating'", "Name Status Units Commitment Model Region", "p Creating 3 none c")]
    [InlineData("ProvisionedModelThroughputSummary", "ProvisionedModelName = 'p'; CommitmentDuration = 'OneMonth'; ModelArn = 'a/b'", "Name Status Units Commitment Model Region", "p OneMonth b")]
    [InlineData("ResourceTag", "Key = 'Team'; Value = 'ML'", "Key Value", "Team ML")]
    public async Task The_other_types_have_tables_too(string type, string members, string header, string row)
    {
        var result = await RunAsync($"[BedrockModels.{type}]@{{ {members} }}");

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(header, string.Join(' ', Words(lines[0])));
        Assert.Equal(row, string.Join(' ', Words(lines[2])));
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task An_emulator_its_requests_and_their_counts_have_tables()
    {
        var result = await RunAsync("""
            $emulator = Start-BedrockEmulator -ActivationTime 1.5 -SetEnvironment
            $null = Get-BedrockCustomModel
            $emulator | Out-Host
            $emulator.LastRequests | Out-Host
            $emulator.RequestCounts | Out-Host
            $emulator | Stop-BedrockEmulator
            """);

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', Words(line))).ToList();
        Assert.Equal("EndpointUrl Activation Requests Started State", lines[0]);
        Assert.Matches("^http://127.0.0.1:[0-9]+ 1[.,]5 s 1 .* in memory$", lines[2]);
        Assert.Equal("Time Operation Status RequestId", lines[3]);
        Assert.Contains("ListCustomModels 200", lines[5], StringComparison.Ordinal);
        Assert.Equal("Operation Status Count", lines[6]);
        Assert.Equal("ListCustomModels 200 1", lines[8]);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("Active", "32")]
    [InlineData("Creating", "33")]
    [InlineData("Failed", "31")]
    public async Task A_status_has_its_colour_where_colours_are_wanted(string status, string code)
    {
        var result = await RunAsync($$"""
            $PSStyle.OutputRendering = 'Ansi'
            [BedrockModels.CustomModel]@{ ModelName = 'm'; ModelStatus = '{{status}}' }
            """);

        Assert.Contains($"\e[{code}m{status}\e[0m", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_comes_back_from_a_job_shows_its_time_too()
    {
        // A job sends objects with a depth of 1.
        var result = await RunAsync("""
            $model = [BedrockModels.CustomModel]@{ ModelName = 'm'; CreationTime = [DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [DateTimeOffset]::Now.Offset) }
            [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($model, 1))
            """);

        Assert.Contains("2026-01-02 0", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void A_list_shows_every_property(Type type)
    {
        var views = XDocument.Load(Path.Combine(ShellProcess.RepositoryRoot, "module", "BedrockModels.Format.ps1xml"));

        var list = Assert.Single(views.Descendants("View"), view =>
            view.Element("ListControl") is not null && view.Descendants("ViewSelectedBy").Single().Element("TypeName")?.Value == type.FullName);

        Expect.Each(type.GetProperties(), property => Assert.Contains(property.Name, list.Element("ListControl")!.Value, StringComparison.Ordinal));
    }

    private Task<ShellResult> RunAsync(string script) => _shell.RunScriptAsync($"Import-Module '{ShellProcess.RepositoryRoot}BedrockModels.psd1'\n{script}");

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
