using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BedrockModels.Emulator;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

/// <summary>
/// What the help of a cmdlet, the policy to paste and the advice of an error say of permissions is what the cmdlets call.
/// </summary>
public sealed partial class PermissionTests : IDisposable
{
    private const string Key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
    private const string Escrow = "s3://customer-escrow-123456789012-smtj-1a2b3c/a";

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    private static readonly Dictionary<string, string> Notes =
        XDocument.Load(Path.Combine(Repository.Root, "en-US", "BedrockModels.dll-Help.xml")).Descendants(Command + "command")
            .ToDictionary(command => command.Descendants(Command + "name").First().Value,
                command => command.Element(Maml + "alertSet")!.Value);

    /// <summary>The caller's policy, as the page that has it gives it to paste.</summary>
    private static readonly string Policy = Pages().Select(page => CallersPolicy().Match(File.ReadAllText(page)).Groups[1].Value)
        .Single(policy => policy.Length > 0);

    /// <summary>The policy to check before a model is created.</summary>
    private static readonly string ReadPolicy = Pages().Select(page => PolicyToCheck().Match(File.ReadAllText(page)).Groups[1].Value)
        .Single(policy => policy.Length > 0);

    /// <summary>Calls that together use every action of each cmdlet.</summary>
    private static readonly string[] Scripts =
    [
        "New-BedrockCustomModel new -ModelPackageArn $package -Tag 'k=v' -Wait",
        "1..3 | ForEach-Object { [pscustomobject]@{ ModelName = \"n$_\"; ModelPackageArn = $package } } | New-BedrockCustomModel -Wait",
        "New-BedrockCustomModel m -ModelPackageArn $package -IfExists Return",
        "New-BedrockCustomModel new -ModelPackageArn $package -IfExists Return -SourceTag",
        "New-BedrockCustomModel bad -ModelPackageArn $package; "
            + "New-BedrockCustomModel bad -ModelPackageArn $package -IfExists ReplaceFailed",
        "Get-BedrockCustomModel m",
        "Get-BedrockCustomModel -Detailed; Get-BedrockCustomModel m -Detailed; Get-BedrockCustomModel -Tag 'k=v'",
        "'m', 'n', 'o' | Wait-BedrockCustomModel",
        "Remove-BedrockCustomModel m -Force -ErrorAction SilentlyContinue",
        "Remove-BedrockCustomModel m -Force -Cascade",
        "New-BedrockCustomModelDeployment new $m -Tag 'k=v' -Wait",
        "$m, $n, $o | New-BedrockCustomModelDeployment -Wait",
        "Get-BedrockCustomModelDeployment d; Get-BedrockCustomModelDeployment",
        "'d', 'd2', 'd3' | Wait-BedrockCustomModelDeployment",
        "Set-BedrockCustomModelDeployment d -ModelArn $n",
        "'d', 'd2', 'd3' | Set-BedrockCustomModelDeployment -ModelArn $n -Wait",
        "Remove-BedrockCustomModelDeployment d -Force -PassThru",
        "New-BedrockProvisionedModelThroughput new m -Tag 'k=v' -Wait",
        "'m', 'n', 'o' | New-BedrockProvisionedModelThroughput -Wait",
        "Get-BedrockProvisionedModelThroughput t; Get-BedrockProvisionedModelThroughput",
        "'t', 't2', 't3' | Wait-BedrockProvisionedModelThroughput",
        "Set-BedrockProvisionedModelThroughput t -NewName new",
        "'t', 't2', 't3' | Set-BedrockProvisionedModelThroughput -DesiredModelId $n -Wait",
        "Remove-BedrockProvisionedModelThroughput t -Force -PassThru",
        $"Test-BedrockCustomModel new -S3Uri {Escrow} -RoleArn $role -KmsKeyArn {Key} -Skip Source",
        "Test-BedrockCustomModel new -ModelPackageArn $package -ModelUnits 1 -Skip Source",
        "Get-BedrockTrainingArtifact job",
        "Get-BedrockCustomModel -Unused",
        "Invoke-BedrockModel $d[0] ping",
        "Get-BedrockResourceTag $m; Get-BedrockResourceTag n",
        "Add-BedrockResourceTag $m, n 'k=v' -PassThru",
        "Remove-BedrockResourceTag $m, n k -PassThru",
    ];

    /// <summary>What the service checks in a request for something else; the emulator does not see it.</summary>
    private static readonly Dictionary<string, string[]> AskedByTheService = new()
    {
        ["New-BedrockCustomModel"] =
        [
            "bedrock:TagResource", "sagemaker:DescribeModelPackage", "sagemaker:AccessModelPackage", "sagemaker:AccessModelPackageData",
            "iam:PassRole", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant",
        ],
        ["Test-BedrockCustomModel"] = ["sagemaker:DescribeModelPackageGroup", "tag:GetResources"],
        ["Get-BedrockTrainingArtifact"] = ["sagemaker:DescribeModelPackage", "sagemaker:DescribeJob", "kms:Decrypt"],
        ["Invoke-BedrockModel"] = ["kms:Decrypt"],
        ["New-BedrockCustomModelDeployment"] = ["bedrock:TagResource", "kms:Decrypt"],
        ["New-BedrockProvisionedModelThroughput"] = ["bedrock:TagResource", "kms:Decrypt"],
    };

    private readonly TestShell _shell = new();

    public static TheoryData<string> Cmdlets => [.. Notes.Keys];

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Notes_of_a_cmdlet_name_exactly_the_actions_it_needs(string cmdlet)
    {
        var needed = Called(cmdlet).Concat(AskedByTheService.GetValueOrDefault(cmdlet, [])).ToHashSet();
        var notes = Notes[cmdlet].Trim();

        Assert.Equal(needed.Order(StringComparer.Ordinal),
            Action().Matches(notes).Select(action => action.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Matches(needed.Count > 0 ? @"\ANeeds (?:bedrock|sagemaker):" : @"\ANeeds no permission", notes);
    }

    [Fact]
    public void Scripts_of_this_test_run_every_cmdlet_that_calls_the_service()
    {
        var run = Scripts.Select(CmdletIn).ToHashSet();

        Assert.Equal(Notes.Keys.Where(name => !name.EndsWith("BedrockEmulator", StringComparison.Ordinal)).Order(), run.Order());
        Assert.Equal(20, run.Count);
    }

    [Fact]
    public void Policy_has_exactly_the_actions_of_the_operations()
    {
        var actions = JsonDocument.Parse(Policy).RootElement.GetProperty("Statement").EnumerateArray()
            .ToDictionary(statement => statement.GetProperty("Sid").GetString()!,
                statement => statement.GetProperty("Action") is { ValueKind: JsonValueKind.Array } many ? many.EnumerateArray()
                    .Select(action => action.GetString()!).ToList() : [statement.GetProperty("Action").GetString()!]);

        string[] inference = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
        Assert.Equal(inference, actions["Inference"]);
        Assert.Equal(Operations.All.Select(operation => "bedrock:" + operation.Name).Concat(inference).Order(),
            actions.Values.SelectMany(action => action).Where(action => action.StartsWith("bedrock:", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain(actions["CustomModels"], action => action.Contains("Deployment", StringComparison.Ordinal)
            || action.Contains("Throughput", StringComparison.Ordinal));
    }

    [Fact]
    public void Policy_to_check_only_reads_and_has_exactly_the_actions_of_the_calls()
    {
        var actions = Action().Matches(ReadPolicy).Select(action => action.Value).ToList();
        string[] cmdlets = ["Test-BedrockCustomModel", "Get-BedrockTrainingArtifact"];

        Assert.Equal(
            cmdlets.SelectMany(cmdlet => Action().Matches(Notes[cmdlet])).Select(action => action.Value).Distinct()
                .Except(["bedrock:ListCustomModels", "bedrock:ListProvisionedModelThroughputs", "kms:Decrypt"])
                .Order(StringComparer.Ordinal),
            actions.Order(StringComparer.Ordinal));
        Expect.Each(actions, action => Assert.Matches(":(Get|List|Describe|Simulate)", action));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Action_named_in_the_help_is_in_the_policy(string cmdlet)
    {
        var actions = Action().Matches(Notes[cmdlet]).Select(action => action.Value).ToList();

        if (cmdlet.EndsWith("BedrockEmulator", StringComparison.Ordinal))
            Assert.Empty(actions);
        else
            Expect.Each(actions, action => Assert.Contains($"\"{action}\"", Policy + ReadPolicy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("New-BedrockCustomModel a -ModelPackageArn $package", "CreateCustomModel", "New-BedrockCustomModel")]
    [InlineData("New-BedrockCustomModelDeployment a arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/abcdef123456",
        "CreateCustomModelDeployment", "New-BedrockCustomModelDeployment")]
    [InlineData("New-BedrockProvisionedModelThroughput a m", "CreateProvisionedModelThroughput", "New-BedrockProvisionedModelThroughput")]
    public void Advice_of_a_denied_create_names_the_actions_of_the_help(string script, string operation, string cmdlet)
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = operation, Error = "AccessDeniedException" });

        var advice = _shell.Run(script).SingleError().ErrorDetails.RecommendedAction;
        var withoutWaiting = Action().Matches(Notes[cmdlet]).Select(action => action.Value)
            .Where(action => !Regex.IsMatch(action, "bedrock:(Get|List|Delete)")).Distinct();

        Assert.Equal(withoutWaiting.Order(), Action().Matches(advice).Select(action => action.Value).Distinct().Order());
    }

    private static string CmdletIn(string script) => CmdletName().Matches(script)[0].Value;

    /// <summary>The actions that a cmdlet calls in its scripts, each run with models, deployments and throughputs that are there.</summary>
    private List<string> Called(string cmdlet)
    {
        _shell.Run("$PSDefaultParameterValues['*-Bedrock*:PollInterval'] = 0.1").Clean();
        _shell.Emulator.AddFault(new FaultRule { Operation = "CreateCustomModel", Name = "bad", Fail = "The bucket is empty.", Times = 1 });
        var called = new List<string>();
        foreach (var script in Scripts.Where(script => CmdletIn(script) == cmdlet))
        {
            _shell.Run("""
                Get-BedrockCustomModel | Remove-BedrockCustomModel -Cascade -Force
                $m, $n, $o = 'm', 'n', 'o' | ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Wait }
                $d = 'd', 'd2', 'd3' | ForEach-Object { New-BedrockCustomModelDeployment $_ $m -Wait }
                $null = 't', 't2', 't3' | ForEach-Object { New-BedrockProvisionedModelThroughput $_ $m -Wait }
                """).Clean();
            var before = _shell.Emulator.Requests.Count;
            _shell.Run(script).Clean();
            var requests = _shell.Emulator.Requests.Skip(before).ToList();
            Assert.NotEmpty(requests);
            called.AddRange(requests.Where(request => request.Operation != "GetCallerIdentity")
                .Select(request => NeighborPermissions.Find(request.Operation) ?? "bedrock:" + request.Operation));
        }

        return called;
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Prepend(Path.Combine(Repository.Root, "README.md"));

    [GeneratedRegex("```json\n([^`]*\"Sid\": \"CustomModels\"[^`]*)```")]
    private static partial Regex CallersPolicy();

    [GeneratedRegex("(?:New|Get|Set|Wait|Test|Add|Remove|Invoke)-Bedrock[A-Za-z]+")]
    private static partial Regex CmdletName();

    [GeneratedRegex("```json\n([^`]*\"Sid\": \"ReadTraining\"[^`]*)```")]
    private static partial Regex PolicyToCheck();

    [GeneratedRegex("(?:bedrock|sagemaker|iam|kms|s3|servicequotas|tag):[A-Z][A-Za-z]+")]
    private static partial Regex Action();
}
