using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using BedrockModels.Client;
using BedrockModels.Tests.Client;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

/// <summary>The claims of docs/from-aws-tools.md are true of the cmdlets.</summary>
public sealed partial class AwsToolsTableTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "from-aws-tools.md"));

    private static readonly Dictionary<string, Type> Cmdlets = typeof(BedrockEmulator).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<CmdletAttribute>()
            .Select(cmdlet => (Name: $"{cmdlet.VerbName}-{cmdlet.NounName}", type)))
        .ToDictionary(cmdlet => cmdlet.Name, cmdlet => cmdlet.type);

    private static readonly List<Row> Rows =
        [.. RowOfParameter().Matches(Page).Select(row => row.Groups)
            .Select(group => new Row(group[1].Value, group[2].Value, group[3].Value, group[4].Value))];

    [Fact]
    public void Parameter_that_does_not_exist_is_not_on_any_cmdlet_and_not_a_prefix_of_a_parameter()
    {
        var missing = Rows.Where(row => row.Exists == "no").Select(row => row.Parameter).ToList();
        var names = Cmdlets.Values.SelectMany(NamesOf).ToHashSet();

        Assert.Equal(["ClientConfig", "NetworkCredential", "NextToken", "NoAutoIteration", "Select", "SortBy"], missing.Order());
        Expect.Each(missing, parameter =>
            Assert.DoesNotContain(names, name => name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Parameter_that_exists_is_on_the_cmdlets_under_its_own_name()
    {
        var existing = Rows.Where(row => row.Exists == "yes");

        Expect.Each(existing, row => Expect.Each(CmdletsOf(row), cmdlet => Assert.NotNull(cmdlet.GetProperty(row.Parameter))));
    }

    [Fact]
    public void Alias_is_an_alias_of_the_parameter_beside_it()
    {
        var aliases = Rows.Where(row => row.Exists.StartsWith("alias", StringComparison.Ordinal));

        Expect.Each(aliases, row => Expect.Each(CmdletsOf(row), cmdlet => Assert.Contains(row.Parameter,
            cmdlet.GetProperty(Parameter().Match(row.Exists).Groups[1].Value)!.GetCustomAttributes<AliasAttribute>().Single().AliasNames)));
    }

    [Fact]
    public void Parameter_of_a_hint_exists()
    {
        var hints = Rows.SelectMany(row => Parameter().Matches(row.Hint).Select(hint => (row, Name: hint.Groups[1].Value)))
            .Where(hint => hint.Name is not ("First" or "Skip" or "WhatIf"));

        Expect.Each(hints, hint => Expect.Each(CmdletsOf(hint.row), cmdlet => Assert.NotNull(cmdlet.GetProperty(hint.Name))));
    }

    [Fact]
    public void Cmdlet_of_the_page_exists() =>
        Expect.Each(CmdletName().Matches(Page).Select(cmdlet => cmdlet.Value).Distinct(), cmdlet => Assert.Contains(cmdlet, Cmdlets.Keys));

    [Fact]
    public void First_with_the_same_PageSize_reads_one_page()
    {
        using var shell = new TestShell();
        shell.Run("'a', 'b', 'c' | New-BedrockCustomModel -ModelPackageArn $package").Clean();

        var page = shell.Run("Get-BedrockCustomModel -First 2 -PageSize 2").Clean();

        Assert.Equal(2, page.Output.Count);
        Assert.Equal(1, shell.Count("ListCustomModels"));
    }

    [Fact]
    public void MaxResult_does_not_limit_the_output()
    {
        using var shell = new TestShell();
        shell.Run("'a', 'b', 'c' | New-BedrockCustomModel -ModelPackageArn $package").Clean();

        var all = shell.Run("Get-BedrockCustomModel -MaxResult 2").Clean();

        Assert.Equal(3, all.Output.Count);
        Assert.Equal(2, shell.Count("ListCustomModels"));
    }

    [Fact]
    public void Value_of_a_status_is_null_without_an_error()
    {
        using var shell = new TestShell();
        shell.Create("a", "");

        var status = shell.Run("$model = Get-BedrockCustomModel a; $model.ModelStatus; $null -eq $model.ModelStatus.Value").Clean();

        Assert.Equal(["Active", true], status.Output.Select(value => value.BaseObject));
    }

    [Theory]
    [InlineData(null, null, "AKIDENVIRONMENT", "us-west-2")]
    [InlineData("AWS PS Default", null, "AKIDPSDEFAULT", "us-west-2")]
    [InlineData(null, "AWS PS Default", "AKIDPSDEFAULT", "eu-central-1")]
    public async Task AWS_PS_Default_is_used_only_by_name_and_AWS_REGION_comes_before_the_default_profile(
        string? variable, string? parameter, string accessKey, string region)
    {
        await using var aws = new FakeAws();
        using var home = new TestHome(aws);
        home.Credentials("[AWS PS Default]\naws_access_key_id = AKIDPSDEFAULT\naws_secret_access_key = secret")
            .Config("[default]\nregion = eu-west-1\n[profile AWS PS Default]\nregion = eu-central-1").Set("AWS_REGION", "us-west-2");
        if (variable is not null)
            home.Set("AWS_PROFILE", variable);
        else
            home.Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT").Set("AWS_SECRET_ACCESS_KEY", "secret");
        var settings = new ConnectionSettings { EndpointUrl = aws.Url, Environment = home.Environment, ProfileName = parameter };

        var client = await BedrockClient.ConnectAsync(settings, _ => { }, _ => { }, CancellationToken.None);
        await client.GetCustomModelAsync("m", CancellationToken.None);

        Assert.Equal(region, client.Region);
        Assert.Equal(accessKey, aws.Bedrock.AccessKey);
    }

    private static IEnumerable<Type> CmdletsOf(Row row) => row.Cmdlet == "every command"
        ? Cmdlets.Where(cmdlet => !cmdlet.Key.EndsWith("BedrockEmulator", StringComparison.Ordinal)).Select(cmdlet => cmdlet.Value)
        : [Cmdlets[row.Cmdlet.Trim('`')]];

    private static IEnumerable<string> NamesOf(Type cmdlet) => cmdlet.GetProperties()
        .Where(property => property.GetCustomAttributes<ParameterAttribute>().Any())
        .SelectMany(property => property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Append(property.Name));

    private sealed record Row(string Parameter, string Cmdlet, string Exists, string Hint);

    [GeneratedRegex(@"(?m)^\| `-(\w+)` \| (`[A-Za-z-]+`|every command) \| ([^|]+?) \| ?([^|]*)\|$")]
    private static partial Regex RowOfParameter();

    [GeneratedRegex(@"(?<![\w-])-([A-Z]\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b[A-Z][a-z]+-Bedrock\w+")]
    private static partial Regex CmdletName();
}
