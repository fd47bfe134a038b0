using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Shell;

/// <summary>What the help of a cmdlet, the policy to paste and the advice of an error say of permissions is what the cmdlets call.</summary>
public sealed partial class PermissionTests : IDisposable
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    private static readonly Dictionary<string, string> Notes =
        XDocument.Load(Path.Combine(Repository.Root, "module", "en-US", "BedrockModels.dll-Help.xml")).Descendants(Command + "command")
            .ToDictionary(command => command.Descendants(Command + "name").First().Value, command => command.Element(Maml + "alertSet")!.Value);

    /// <summary>The caller's policy, as the page that has it gives it to paste.</summary>
    private static readonly string Policy = Pages().Select(page => CallersPolicy().Match(File.ReadAllText(page)).Groups[1].Value).Single(policy => policy.Length > 0);

    private readonly TestShell _shell = new();

    public static TheoryData<string> Cmdlets => [.. Notes.Keys];

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("New-BedrockCustomModel new -ModelPackageArn $package -Tag 'k=v' -Wait")]
    [InlineData("1..3 | ForEach-Object { [pscustomobject]@{ ModelName = \"n$_\"; ModelPackageArn = $package } } | New-BedrockCustomModel -Wait")]
    [InlineData("New-BedrockCustomModel m -ModelPackageArn $package -IfExists Return")]
    [InlineData("Get-BedrockCustomModel m")]
    [InlineData("Get-BedrockCustomModel -Detailed; Get-BedrockCustomModel m -Detailed")]
    [InlineData("'m', 'n', 'o' | Wait-BedrockCustomModel")]
    [InlineData("Remove-BedrockCustomModel m -Force -ErrorAction SilentlyContinue")]
    [InlineData("Remove-BedrockCustomModel m -Force -Cascade")]
    [InlineData("New-BedrockCustomModelDeployment new $m -Tag 'k=v' -Wait")]
    [InlineData("$m, $n, $o | New-BedrockCustomModelDeployment -Wait")]
    [InlineData("Get-BedrockCustomModelDeployment d; Get-BedrockCustomModelDeployment")]
    [InlineData("'d', 'd2', 'd3' | Wait-BedrockCustomModelDeployment")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn $n")]
    [InlineData("'d', 'd2', 'd3' | Set-BedrockCustomModelDeployment -ModelArn $n -Wait")]
    [InlineData("Remove-BedrockCustomModelDeployment d -Force")]
    [InlineData("New-BedrockProvisionedModelThroughput new m -Tag 'k=v' -Wait")]
    [InlineData("'m', 'n', 'o' | New-BedrockProvisionedModelThroughput -Wait")]
    [InlineData("Get-BedrockProvisionedModelThroughput t; Get-BedrockProvisionedModelThroughput")]
    [InlineData("'t', 't2', 't3' | Wait-BedrockProvisionedModelThroughput")]
    [InlineData("Set-BedrockProvisionedModelThroughput t -NewName new")]
    [InlineData("'t', 't2', 't3' | Set-BedrockProvisionedModelThroughput -DesiredModelId $n -Wait")]
    [InlineData("Remove-BedrockProvisionedModelThroughput t -Force")]
    [InlineData("Get-BedrockResourceTag $m")]
    [InlineData("Add-BedrockResourceTag $m 'k=v' -PassThru")]
    [InlineData("Remove-BedrockResourceTag $m k -PassThru")]
    public void The_help_names_every_action_that_a_cmdlet_calls(string script)
    {
        _shell.Run("""
            $PSDefaultParameterValues['*-Bedrock*:PollInterval'] = 0.1
            $m, $n, $o = 'm', 'n', 'o' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Wait }
            $null = 'd', 'd2', 'd3' | ForEach-Object { New-BedrockCustomModelDeployment $_ $m -Wait }
            $null = 't', 't2', 't3' | ForEach-Object { New-BedrockProvisionedModelThroughput $_ $m -Wait }
            """).Clean();
        var before = _shell.Emulator.Requests.Count;
        _shell.Run(script).Clean();
        var called = _shell.Emulator.Requests.Skip(before).Select(request => "bedrock:" + request.Operation).Distinct().ToList();
        Assert.NotEmpty(called);
        var cmdlet = CmdletName().Matches(script)[0].Value;
        Assert.All(called, action => Assert.Matches(action + @"\b", Notes[cmdlet]));
        if (script.Contains("-Tag '", StringComparison.Ordinal))
            Assert.Contains("bedrock:TagResource", Notes[cmdlet], StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_has_each_action_once_and_no_other()
    {
        var actions = JsonDocument.Parse(Policy).RootElement.GetProperty("Statement").EnumerateArray()
            .ToDictionary(statement => statement.GetProperty("Sid").GetString()!, statement => statement.GetProperty("Action") is { ValueKind: JsonValueKind.Array } many ? many.EnumerateArray().Select(action => action.GetString()!).ToList() : [statement.GetProperty("Action").GetString()!]);
        Assert.Equal(Operations.All.Select(operation => "bedrock:" + operation.Name).Order(), actions.Values.SelectMany(action => action).Where(action => action.StartsWith("bedrock:", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(actions["CustomModels"], action => action.Contains("Deployment", StringComparison.Ordinal) || action.Contains("Throughput", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_action_that_the_help_names_is_in_the_policy(string cmdlet) =>
        Assert.All(Action().Matches(Notes[cmdlet]), action => Assert.Contains($"\"{action.Value}\"", Policy, StringComparison.Ordinal));

    [Theory]
    [InlineData("New-BedrockCustomModel a -ModelPackageArn $package", "CreateCustomModel", "New-BedrockCustomModel")]
    [InlineData("New-BedrockCustomModelDeployment a arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456", "CreateCustomModelDeployment", "New-BedrockCustomModelDeployment")]
    [InlineData("New-BedrockProvisionedModelThroughput a m", "CreateProvisionedModelThroughput", "New-BedrockProvisionedModelThroughput")]
    public void The_advice_of_a_refused_creation_names_the_same_actions_as_the_help(string script, string operation, string cmdlet)
    {
        _shell.Emulator.AddFault(new BedrockModels.Emulator.FaultRule { Operation = operation, Error = "AccessDeniedException" });
        var advice = _shell.Run(script).SingleError().ErrorDetails.RecommendedAction;
        var withoutWaiting = Action().Matches(Notes[cmdlet]).Select(action => action.Value).Where(action => !Regex.IsMatch(action, "bedrock:(Get|List)")).Distinct();
        Assert.Equal(withoutWaiting.Order(), Action().Matches(advice).Select(action => action.Value).Distinct().Order());
    }

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Prepend(Path.Combine(Repository.Root, "README.md"));

    [GeneratedRegex("```json\n([^`]*\"Sid\": \"CustomModels\"[^`]*)```")]
    private static partial Regex CallersPolicy();

    [GeneratedRegex("(?:New|Get|Set|Wait|Add|Remove)-Bedrock[A-Za-z]+")]
    private static partial Regex CmdletName();

    [GeneratedRegex("(?:bedrock|sagemaker|iam|kms):[A-Z][A-Za-z]+")]
    private static partial Regex Action();
}
