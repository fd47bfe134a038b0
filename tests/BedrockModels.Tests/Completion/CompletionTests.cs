using System.Management.Automation;
using BedrockModels.Emulator;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Completion;

public sealed class CompletionTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Region_completes_the_known_Regions_with_their_names()
    {
        var matches = Complete("Get-BedrockCustomModel -Region us-w");

        Assert.Equal(["us-west-1", "us-west-2"], matches.Select(match => match.CompletionText));
        Assert.Equal("US West (Oregon)", matches[1].ToolTip);
        Assert.Equal("AWS European Sovereign Cloud (Germany)", Assert.Single(Complete("Get-BedrockCustomModel -Region eusc")).ToolTip);
    }

    [Fact]
    public void ProfileName_completes_the_profiles_of_the_shared_files()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "credentials");
        File.WriteAllText(file, "[work]\naws_access_key_id = a\naws_secret_access_key = b\n"
            + "[work place]\naws_access_key_id = a\n[other]\naws_access_key_id = a\n");

        var matches = Complete($"Get-BedrockCustomModel -ProfileLocation '{file}' -ProfileName wo");
        folder.Delete(recursive: true);

        Assert.Equal(["work", "'work place'"],
            matches.Select(match => match.CompletionText).Where(text => text.Contains("work", StringComparison.Ordinal)));
        Assert.DoesNotContain(matches, match => match.CompletionText == "other");
    }

    [Fact]
    public void ProfileName_completes_from_a_relative_ProfileLocation()
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        home.Credentials("[relative-only]\naws_access_key_id = a");
        _shell.Set("folder", home.Folder);
        _shell.Run("$path = $ExecutionContext.SessionState.Path; $before = $path.CurrentLocation; $path.SetLocation($folder)").Clean();

        var matches = Complete("Get-BedrockCustomModel -ProfileLocation .aws/credentials -ProfileName rel");
        _shell.Run("$path.SetLocation($before)").Clean();

        Assert.Contains("relative-only", matches.Select(match => match.CompletionText));
    }

    [Theory]
    [InlineData("Get-BedrockCustomModel -ModelStatus C", "Creating")]
    [InlineData("Get-BedrockProvisionedModelThroughput -Status I", "InService")]
    [InlineData("New-BedrockProvisionedModelThroughput -CommitmentDuration S", "SixMonths")]
    [InlineData("New-BedrockCustomModel -IfExists Ret", "Return")]
    [InlineData("Get-BedrockCustomModel -SortOrder A", "Ascending")]
    public void Parameter_with_known_values_completes_them(string line, string value) =>
        Assert.Equal([value], Complete(line).Select(match => match.CompletionText));

    [Theory]
    [InlineData("Get-BedrockCustomModel -ModelStatus A", "Status Active")]
    [InlineData("Get-BedrockCustomModelDeployment -Status A", "Status Active")]
    [InlineData("Get-BedrockProvisionedModelThroughput -Status I", "Status InService")]
    [InlineData("New-BedrockProvisionedModelThroughput -CommitmentDuration S", "Commitment SixMonths")]
    public void Tool_tip_of_a_word_fits_every_resource(string line, string toolTip) =>
        Assert.Equal(toolTip, Assert.Single(Complete(line)).ToolTip);

    [Theory]
    [InlineData("Get-BedrockCustomModel te", "test-1")]
    [InlineData("Remove-BedrockCustomModel -ModelIdentifier te", "test-1")]
    [InlineData("Wait-BedrockCustomModel te", "test-1")]
    public void Names_of_models_come_from_the_service_and_are_cached(string line, string name)
    {
        _shell.Create("test-1", "");
        _shell.Create("other", "");
        var connected = line + Cursor();

        var first = Complete(connected, line.Length);
        var second = Complete(connected, line.Length);

        Assert.Equal([name], first.Select(match => match.CompletionText));
        Assert.Equal([name], second.Select(match => match.CompletionText));
        Assert.Equal(1, _shell.Count("ListCustomModels"));
    }

    [Fact]
    public void Names_of_deployments_and_throughput_and_tag_keys_come_from_the_service()
    {
        _shell.Run("$m = New-BedrockCustomModel a -ModelPackageArn $package -Tag @{ Team = 'ML'; TagWithoutValue = '' } -Wait; "
            + "$null = $m | New-BedrockCustomModelDeployment dep; $null = $m | New-BedrockProvisionedModelThroughput thr").Clean();
        var arn = (string)_shell.Run("$m.ModelArn").Output[0].BaseObject;

        Assert.Equal(["dep"], At("Get-BedrockCustomModelDeployment d", ""));
        Assert.Equal(["thr"], At("Set-BedrockProvisionedModelThroughput t", ""));
        Assert.Equal(["TagWithoutValue", "Team"], At("Remove-BedrockResourceTag -TagKey T", $" -ResourceArn {arn}").Order());
    }

    [Theory]
    [InlineData("New-BedrockCustomModelDeployment d -ModelArn TE")]
    [InlineData("New-BedrockCustomModelDeployment d te")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn Te")]
    [InlineData("Set-BedrockCustomModelDeployment d -Model te")]
    [InlineData("Get-BedrockCustomModelDeployment -ModelArn te")]
    [InlineData("Get-BedrockProvisionedModelThroughput -ModelArn te")]
    [InlineData("Get-BedrockCustomModel -BaseModelArn te")]
    [InlineData("Set-BedrockCustomModelDeployment d -ModelArn arn:aws:bedrock:us-east-1:")]
    public void Model_ARN_is_completed_by_the_name_in_any_case_or_by_the_ARN(string line)
    {
        var model = _shell.Create("Test-1", "");
        if (!line.Contains("arn:", StringComparison.Ordinal))
            _shell.Create("other", "");

        var match = Assert.Single(Complete(line + Cursor(), line.Length));

        Assert.Equal(($"'{model.ModelArn}'", "Test-1"), (match.CompletionText, match.ListItemText));
    }

    [Theory]
    [InlineData("Invoke-BedrockModel -ModelId DE", "dep")]
    [InlineData("Invoke-BedrockModel th", "thr")]
    [InlineData("Invoke-BedrockModel arn:", "dep thr")]
    public void Model_to_invoke_is_completed_to_the_ARN_of_what_serves_it(string line, string names)
    {
        _shell.Create("model", "");
        var arns = _shell.Run(
            "New-BedrockCustomModelDeployment dep -ModelArn (Get-BedrockCustomModel model).Arn | ForEach-Object Arn; "
                + "New-BedrockProvisionedModelThroughput thr model | ForEach-Object Arn").Clean().OutputOf<string>();

        var matches = Complete(line + Cursor(), line.Length);

        Assert.Equal(names.Split(' '), matches.Select(match => match.ListItemText));
        Expect.Each(matches, match => Assert.Contains(match.CompletionText.Trim('\''), arns));
    }

    [Theory]
    [InlineData("New-BedrockProvisionedModelThroughput p -ModelId TE")]
    [InlineData("Set-BedrockProvisionedModelThroughput p -DesiredModelId te")]
    [InlineData("Get-BedrockResourceTag te")]
    [InlineData("Add-BedrockResourceTag -Name te")]
    [InlineData("Remove-BedrockResourceTag -ResourceArn te")]
    public void Model_is_completed_by_name_where_a_name_is_accepted(string line)
    {
        _shell.Create("test-1", "");
        _shell.Create("other", "");

        Assert.Equal(["test-1"], At(line, ""));
    }

    [Fact]
    public void Failure_of_the_service_is_silent_and_leaves_no_error()
    {
        _shell.Emulator.AddFault(new FaultRule { Operation = "ListCustomModels", Error = "AccessDeniedException" });

        Assert.Empty(At("Get-BedrockCustomModel zz", ""));
        Assert.Empty(_shell.Run("$Error").Output);
    }

    [Fact]
    public async Task Service_without_a_response_is_given_up()
    {
        await using var silent = new StandIn(Reply.Hang);
        var line = "Get-BedrockCustomModel m";

        Assert.Empty(Complete($"{line} -EndpointUrl {silent.Url} -Region us-east-1 -AccessKey a -SecretKey b", line.Length));
        Assert.Empty(_shell.Run("$Error").Output);

        // Not for want of patience: the client itself would have asked three times.
        Assert.InRange(silent.Requests.Count, 0, 1);
    }

    private IEnumerable<string> At(string line, string after) =>
        Complete(line + after + Cursor(), line.Length).Select(match => match.CompletionText);

    private string Cursor() => $" -EndpointUrl {_shell.Emulator.EndpointUrl} -Region us-east-1 -AccessKey a -SecretKey b";

    private List<CompletionResult> Complete(string line, int? cursor = null)
    {
        _shell.Set("line", line);
        _shell.Set("cursor", cursor ?? line.Length);
        return [.. _shell.Run("(TabExpansion2 $line $cursor).CompletionMatches").Clean().OutputOf<CompletionResult>()];
    }
}
