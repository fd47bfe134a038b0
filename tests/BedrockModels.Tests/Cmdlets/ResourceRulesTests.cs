using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Cmdlets;

/// <summary>What holds for the cmdlets of custom models holds for those of deployments, of Provisioned Throughput, and of tags.</summary>
public sealed class ResourceRulesTests : IDisposable
{
    private const string Deployment = "CustomModelDeployment";
    private const string Throughput = "ProvisionedModelThroughput";
    private const string Elsewhere = "eu-west-1";

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(Deployment, "$live", "Set-BedrockCustomModelDeployment -ModelArn $other")]
    [InlineData(Deployment,
        "$live | ForEach-Object { "
            + "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }",
            "Set-BedrockCustomModelDeployment -ModelArn $other")]
    [InlineData(Deployment, "Get-BedrockCustomModelDeployment -Region eu-west-1 -SortOrder Ascending",
        "Set-BedrockCustomModelDeployment -ModelArn $other")]
    [InlineData(Deployment,
        "'x1', 'x2' | ForEach-Object { [pscustomobject]@{ ModelDeploymentName = $_; Region = 'eu-west-1' } } | "
            + "Get-BedrockCustomModelDeployment", "Set-BedrockCustomModelDeployment -ModelArn $other")]
    [InlineData(Throughput, "$live", "Set-BedrockProvisionedModelThroughput -DesiredModelId $other")]
    [InlineData(Throughput,
        "$live | ForEach-Object { "
            + "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }",
            "Set-BedrockProvisionedModelThroughput -DesiredModelId $other")]
    [InlineData(Throughput, "Get-BedrockProvisionedModelThroughput -Region eu-west-1 -SortOrder Ascending",
        "Set-BedrockProvisionedModelThroughput -DesiredModelId $other")]
    [InlineData(Throughput,
        "'x1', 'x2' | ForEach-Object { [pscustomobject]@{ ProvisionedModelName = $_; Region = 'eu-west-1' } } | "
            + "Get-BedrockProvisionedModelThroughput", "Set-BedrockProvisionedModelThroughput -DesiredModelId $other")]
    public void Output_pipes_on_also_from_a_job_and_stays_in_its_Region(string kind, string source, string set)
    {
        MakeElsewhere(kind);

        var result = _shell.Run($$"""
            $back = @({{source}})
            $back | Get-Bedrock{{kind}} | ForEach-Object { $_.Status + ' ' + $_.Region }
            ($back | Wait-Bedrock{{kind}}).Count
            $back | Add-BedrockResourceTag -Tag 'k=v'
            ($back | Get-BedrockResourceTag).Count
            $back | Remove-BedrockResourceTag -TagKey k
            ($back | {{set}}).Count
            $back | Remove-Bedrock{{kind}} -Force
            @(Get-Bedrock{{kind}} -Region eu-west-1).Count
            """).Clean();
        var status = kind == Deployment ? "Active eu-west-1" : "InService eu-west-1";

        Assert.Equal([status, status, 2, 2, 2, 0], result.Output.Select(item => item.BaseObject));
    }

    [Theory]
    [InlineData(Deployment, "CreatedAt")]
    [InlineData(Throughput, "CreationTime")]
    public void Times_from_a_job_are_times(string kind, string time)
    {
        MakeElsewhere(kind);
        var back = _shell.Run(
            "$live | ForEach-Object { "
                + "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) "
                + $"}} | ForEach-Object {{ $_.{time} -is [DateTime] }}").Clean();

        Assert.Equal([true, true], back.OutputOf<bool>());
    }

    [Theory]
    [InlineData(Deployment, "Get-BedrockCustomModelDeployment $arn -Region us-east-1")]
    [InlineData(Deployment, "Wait-BedrockCustomModelDeployment $arn -Region us-east-1")]
    [InlineData(Deployment, "Set-BedrockCustomModelDeployment $arn -ModelArn $other -Region us-east-1")]
    [InlineData(Deployment, "Remove-BedrockCustomModelDeployment $arn -Force -Region us-east-1")]
    [InlineData(Deployment, "Get-BedrockCustomModelDeployment -ModelArn $other -Region us-east-1")]
    [InlineData(Deployment, "Set-BedrockCustomModelDeployment d -ModelArn $other -Region us-east-1")]
    [InlineData(Deployment, "New-BedrockCustomModelDeployment d $other -Region us-east-1")]
    [InlineData(Deployment, "Get-BedrockResourceTag $arn -Region us-east-1")]
    [InlineData(Throughput, "Get-BedrockProvisionedModelThroughput $arn -Region us-east-1")]
    [InlineData(Throughput, "Wait-BedrockProvisionedModelThroughput $arn -Region us-east-1")]
    [InlineData(Throughput, "Set-BedrockProvisionedModelThroughput $arn -NewName n -Region us-east-1")]
    [InlineData(Throughput, "Remove-BedrockProvisionedModelThroughput $arn -Force -Region us-east-1")]
    [InlineData(Throughput, "Get-BedrockProvisionedModelThroughput -ModelArn $other -Region us-east-1")]
    [InlineData(Throughput, "Set-BedrockProvisionedModelThroughput p -DesiredModelId $other -Region us-east-1")]
    [InlineData(Throughput, "New-BedrockProvisionedModelThroughput p $other -Region us-east-1")]
    public void ARN_in_another_Region_than_the_parameter_is_refused(string kind, string script)
    {
        MakeElsewhere(kind);
        var before = _shell.Emulator.Requests.Count;

        var error = _shell.Run(script).SingleError();

        Assert.Equal(("RegionContradiction", ErrorCategory.InvalidArgument), (ScriptResult.IdOf(error), error.CategoryInfo.Category));
        Assert.Contains(Elsewhere, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    [Theory]
    [InlineData(Deployment, "Get-BedrockCustomModelDeployment -ModelArn $model", "x2 x1")]
    [InlineData(Deployment, "Set-BedrockCustomModelDeployment x1 -ModelArn $other", "x1")]
    [InlineData(Throughput, "Get-BedrockProvisionedModelThroughput -ModelArn $model", "x2 x1")]
    [InlineData(Throughput, "Set-BedrockProvisionedModelThroughput x1 -DesiredModelId $other", "x1")]
    public void Region_of_the_model_ARN_is_used_when_no_other_is_given(string kind, string script, string names)
    {
        MakeElsewhere(kind);

        Assert.Equal(names, string.Join(' ', Names(_shell.Run(script).Clean())));
    }

    [Fact]
    public void Model_in_another_Region_than_the_deployment_is_refused()
    {
        MakeElsewhere(Deployment);
        _shell.Set("here", _shell.Create("here", ""));

        var error = _shell.Run("Set-BedrockCustomModelDeployment $arn -ModelArn $here").SingleError();

        Assert.Equal("RegionContradiction", ScriptResult.IdOf(error));
        Assert.Equal(0, _shell.Count("UpdateCustomModelDeployment"));
    }

    [Theory]
    [InlineData(Deployment, "Get-BedrockCustomModelDeployment")]
    [InlineData(Deployment, "Wait-BedrockCustomModelDeployment")]
    [InlineData(Deployment, "Set-BedrockCustomModelDeployment -ModelArn $other")]
    [InlineData(Deployment, "Remove-BedrockCustomModelDeployment -Force")]
    [InlineData(Throughput, "Get-BedrockProvisionedModelThroughput")]
    [InlineData(Throughput, "Wait-BedrockProvisionedModelThroughput")]
    [InlineData(Throughput, "Set-BedrockProvisionedModelThroughput -DesiredModelId $other")]
    [InlineData(Throughput, "Remove-BedrockProvisionedModelThroughput -Force")]
    public void Invalid_identifier_is_refused_and_valid_ones_are_processed(string kind, string command)
    {
        MakeElsewhere(kind);
        var operation = command.Split('-')[0] switch { "Set" => "Update", "Remove" => "Delete", _ => "Get" } + kind;
        var before = _shell.Count(operation);

        var result = _shell.Run($"'x1', '', $null, \"a`n\", 42, @{{ a = 1 }}, ('a' * 1MB), 'nope', 'x2' | {command} -Region eu-west-1");

        Assert.Null(result.Terminating);
        string[] ids = kind == Deployment
            ? [.. Enumerable.Repeat("InvalidCustomModelDeploymentIdentifier", 6), "ResourceNotFoundException"]
            : [.. Enumerable.Repeat("InvalidProvisionedModelId", 5), "ValidationException",
                "ResourceNotFoundException"]; // The API sets no limit to the length of this one.
        Assert.Equal(ids, result.ErrorIds);
        Expect.Each(result.Errors, error => Assert.InRange(error.ToString().Length, 1, 400));
        Assert.Equal((ErrorCategory.ObjectNotFound, "nope"), (result.Errors[^1].CategoryInfo.Category, result.Errors[^1].TargetObject));
        Assert.Contains($"Get-Bedrock{kind}", result.Errors[^1].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.InRange(_shell.Count(operation) - before, 3, 5);
        Assert.Equal(operation.StartsWith("Delete", StringComparison.Ordinal) ? [] : ["x1", "x2"], Names(result).Order());
    }

    [Theory]
    [InlineData("Wait-BedrockCustomModelDeployment 'x*'")]
    [InlineData("Set-BedrockCustomModelDeployment 'x*' -ModelArn $other")]
    [InlineData("Wait-BedrockProvisionedModelThroughput 'x?'")]
    [InlineData("Set-BedrockProvisionedModelThroughput 'x[12]' -NewName n")]
    [InlineData("Remove-BedrockProvisionedModelThroughput '*' -Force")]
    public void Wildcard_is_refused_by_Wait_Set_and_Remove(string script)
    {
        MakeElsewhere(Deployment);
        var before = _shell.Emulator.Requests.Count;

        Assert.Equal("WildcardNotAllowed", ScriptResult.IdOf(_shell.Run(script).SingleError()));
        Assert.Equal(before, _shell.Emulator.Requests.Count);
    }

    [Theory]
    [InlineData("Remove-BedrockCustomModel -Force", "ModelName")]
    [InlineData("Get-BedrockResourceTag", "ModelName")]
    [InlineData("New-BedrockProvisionedModelThroughput p", "ModelName")]
    [InlineData("Wait-BedrockCustomModelDeployment", "ModelDeploymentName")]
    public void Target_of_a_refused_wildcard_is_the_piped_row(string command, string column)
    {
        var result = _shell.Run($"$row = [pscustomobject]@{{ {column} = 'x*' }}; $row | {command}; $row");

        var error = result.SingleError();
        Assert.Equal("WildcardNotAllowed", ScriptResult.IdOf(error));
        Assert.Same(result.Output.Single(), error.TargetObject);
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void List_requests_only_the_pages_that_are_read(string kind)
    {
        Make(kind, "us-east-1", "a1", "a2", "a3", "a4", "a5");
        var list = $"List{kind}s";

        var two = $"foreach ($once in 1) {{ Get-Bedrock{kind} -PageSize 1 -SortOrder Ascending | ForEach-Object {{ $_; "
            + $"if ($_.{NameOf(kind)} -eq 'a2') {{ break }} }} }}";
        Assert.Equal(["a1", "a2"], Names(_shell.Run(two).Clean()));
        Assert.Equal(2, _shell.Count(list));
        Assert.Equal(["a4", "a3"], Names(_shell.Run($"Get-Bedrock{kind} -First 2 -Skip 1").Clean()));
        Assert.Equal(3, _shell.Count(list));
        Assert.Equal(["a2", "a4"], Names(_shell.Run($"Get-Bedrock{kind} 'a[24]' -SortOrder Ascending -PageSize 2").Clean()));
        Assert.Equal(6, _shell.Count(list));
        Assert.Equal(["a2", "a4"], Names(_shell.Run($"Get-Bedrock{kind} 'A[24]' -SortOrder Ascending").Clean()));
        var time = $"(Get-Bedrock{kind} a4).{(kind == Deployment ? "CreatedAt" : "CreationTime")}";
        Assert.Equal(["a5"], Names(_shell.Run($"Get-Bedrock{kind} -CreatedAfter {time}").Clean()));
        Assert.Equal(["a3", "a2", "a1"], Names(_shell.Run($"Get-Bedrock{kind} -CreatedBefore {time}").Clean()));
    }

    [Theory]
    [InlineData(Deployment)]
    [InlineData(Throughput)]
    public void Output_and_errors_keep_the_order_of_the_input_when_early_items_are_slow(string kind)
    {
        _shell.Run("$model = New-BedrockCustomModel m -ModelPackageArn $package -Wait").Clean();
        foreach (var (name, delay) in new[] { ("x1", 50), ("x2", 40), ("x3", 30), ("x4", 20), ("x5", 10) })
            _shell.Emulator.AddFault(new FaultRule { Operation = "*" + kind, Name = name, Delay = TimeSpan.FromMilliseconds(delay) });
        var rows = $"'x1', 'x2', 'a--b', 'x3', 'x4', 'x5' | ForEach-Object {{ [pscustomobject]@{{ ModelArn = $model.ModelArn; "
            + $"{(kind == Deployment ? "ModelDeploymentName" : "ProvisionedModelName")} = $_ }} }}";
        var bad = kind == Deployment ? "InvalidModelDeploymentName" : "InvalidProvisionedModelName";

        Assert.Equal(["x1", "x2", bad, "x3", "x4", "x5"], InOrder($"{rows} | New-Bedrock{kind} -ThrottleLimit 5"));
        Assert.Equal(["x5", "ResourceNotFoundException", "x1", "x1", "x2"],
            InOrder($"'x5', 'nope', 'x1', 'x1*', 'x2' | Get-Bedrock{kind} -ThrottleLimit 4"));
        Assert.Equal(["ResourceNotFoundException", "ResourceNotFoundException"],
            InOrder($"'x1', 'nope', 'x2', 'gone' | Remove-Bedrock{kind} -Force -ThrottleLimit 4"));
    }

    [Theory]
    [InlineData("New-BedrockCustomModelDeployment -ModelArn $arn")]
    [InlineData("New-BedrockProvisionedModelThroughput -ModelId m")]
    [InlineData("Get-BedrockCustomModelDeployment")]
    [InlineData("Set-BedrockCustomModelDeployment -ModelArn $arn")]
    [InlineData("Remove-BedrockCustomModelDeployment -Force")]
    [InlineData("Get-BedrockProvisionedModelThroughput")]
    [InlineData("Set-BedrockProvisionedModelThroughput -DesiredModelId m")]
    [InlineData("Remove-BedrockProvisionedModelThroughput -Force")]
    [InlineData("Get-BedrockResourceTag")]
    [InlineData("Add-BedrockResourceTag -Tag 'k=v'")]
    [InlineData("Remove-BedrockResourceTag -TagKey k")]
    public async Task ThrottleLimit_limits_requests_in_progress_and_Stop_reports_changes(string command)
    {
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StandIn((_, n) =>
        {
            if (n == 3)
                three.TrySetResult();
            return Reply.Hang;
        });
        _shell.Set("endpoint", server.Url);
        _shell.Set("arn", Reply.Arn);

        var result = await _shell.StopWhenAsync(
            $"1..9 | ForEach-Object {{ [pscustomobject]@{{ ModelArn = $arn; ModelName = \"n$_\"; ModelDeploymentName = \"n$_\"; "
                + $"ProvisionedModelName = \"n$_\" }} }} | {command} -ThrottleLimit 3 -EndpointUrl $endpoint -Verbose",
            running => command.StartsWith("Get", StringComparison.Ordinal)
                ? three.Task
                : Task.WhenAll(three.Task, Watching.VerboseAsync(running, "Performing the operation", lines: 4)));

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(command.StartsWith("Get", StringComparison.Ordinal) ? 0
            : 1, result.Information.Count(record => record.MessageData.ToString()!.Contains(" with unknown outcome",
            StringComparison.Ordinal)));
    }

    private static string NameOf(string kind) => kind == Deployment ? "CustomModelDeploymentName" : "ProvisionedModelName";

    private static string? NameIn(object item) => item switch
    {
        CustomModelDeployment deployment => deployment.ModelDeploymentName,
        CustomModelDeploymentSummary deployment => deployment.CustomModelDeploymentName,
        ProvisionedModelThroughput throughput => throughput.ProvisionedModelName,
        ProvisionedModelThroughputSummary throughput => throughput.ProvisionedModelName,
        ErrorRecord error => ScriptResult.IdOf(error),
        _ => null,
    };

    private static List<string?> Names(ScriptResult result) => [.. result.Output.Select(item => NameIn(item.BaseObject))];

    private List<string?> InOrder(string script) => Names(_shell.Run($"& {{ {script} }} 2>&1").Clean());

    private void MakeElsewhere(string kind) => Make(kind, Elsewhere, "x1", "x2");

    private void Make(string kind, string region, params string[] names)
    {
        _shell.Set("names", names);
        _shell.Run($$"""
            $PSDefaultParameterValues['*-Bedrock*:PollInterval'] = 0.1
            $model, $other = 'model', 'other' |
                ForEach-Object { New-BedrockCustomModel $_ -ModelPackageArn $package -Region {{region}} } | Wait-BedrockCustomModel
            $live = $names | ForEach-Object { New-Bedrock{{kind}} $_ $model -Wait }
            $arn = $live[0].{{(kind == Deployment ? "CustomModelDeploymentArn" : "ProvisionedModelArn")}}
            """).Clean();
    }
}
