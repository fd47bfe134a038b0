using System.Reflection;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Connection;

/// <summary>
/// The module beside other versions of the AWS SDK, each case in a process of its own, where the module is loaded as users load it.
/// </summary>
public sealed class IsolationTests(IsolationTests.OneProcess process) : IClassFixture<IsolationTests.OneProcess>
{
    private const string Call = """
        $connection = @{ Region = 'us-east-1'; AccessKey = 'a'; SecretKey = 'b'; EndpointUrl = $emulator.EndpointUrl }
        $null = New-BedrockCustomModel a -ModelPackageArn arn:aws:sagemaker:us-east-1:123456789012:model-package/p/1 @connection
        (Get-BedrockCustomModel a @connection).ModelName
        """;

    // Which contexts hold the SDK's core, with its version and whether it lies in our folder.
    private const string Contexts = """
        foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
            foreach ($assembly in $context.Assemblies) {
                $name = $assembly.GetName()
                if ($name.Name -like 'AWSSDK.*' -or $name.Name -eq 'BedrockModels.Client') {
                    $version = $assembly.GetCustomAttributes([System.Reflection.AssemblyFileVersionAttribute], $false).Version
                    "$($context.Name) $($name.Name) $version ours=$($assembly.Location -like '*module?client*')"
                }
            }
        }
        """;

    private static readonly string Import = $"Import-Module '{Repository.Manifest}'; $emulator = Start-BedrockEmulator";

    [Theory]
    [InlineData("3.7.402", true)]
    [InlineData("3.7.402", false)]
    [InlineData("4.0.3.3", true)]
    [InlineData("4.0.3.3", false)]
    public async Task Module_works_beside_another_SDK_loaded_before_or_after(string version, bool before)
    {
        var load = $"$null = [System.Reflection.Assembly]::LoadFrom('{OtherSdk(version)}')";
        const string UseOther = "[Amazon.Runtime.BasicAWSCredentials]::new('other-key', 'x').GetCredentials().AccessKey; "
            + "[Amazon.RegionEndpoint]::GetBySystemName('us-west-2').DisplayName";
        const string CallAsOther = "$null = $connection.Remove('AccessKey'); $null = $connection.Remove('SecretKey'); "
            + "(Get-BedrockCustomModel a @connection -Credential ([Amazon.Runtime.BasicAWSCredentials]::new('other-key', 'x'))).ModelName";
        using var shell = new PowerShellProcess();

        var result = await shell.RunScriptAsync(
            string.Join('\n', before ? load : "", Import, Call, before ? "" : load, UseOther, CallAsOther, Contexts));

        Assert.Equal("", result.Error);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["a", "other-key", "US West (Oregon)", "a"], lines.Take(4));
        var cores = lines.Where(line => line.Contains("AWSSDK.Core", StringComparison.Ordinal)).ToList();
        Assert.Contains(cores, line => line.StartsWith($"Default AWSSDK.Core {version}", StringComparison.Ordinal)
            && line.EndsWith("ours=False", StringComparison.Ordinal));
        Assert.Contains(cores, line => line.StartsWith("BedrockModels.Client AWSSDK.Core 4.0.102.19", StringComparison.Ordinal)
            && line.EndsWith("ours=True", StringComparison.Ordinal));
        Assert.Equal(2, cores.Count);
    }

    [Fact]
    public void Import_loads_neither_the_SDK_nor_the_client() => Assert.Equal("", process.Import);

    [Fact]
    public void Runspaces_share_the_private_context()
    {
        Assert.Single(process.TwoRunspaces.Split('\n'), line => line.Contains("AWSSDK.Core", StringComparison.Ordinal));
        Assert.StartsWith("a\na\n", process.TwoRunspaces, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_again_ten_times_leaves_one_working_private_context()
    {
        var lines = process.TenImports.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(10, lines.Count(line => line == "us-east-1"));
        Assert.Single(lines, line => line.Contains("AWSSDK.Core", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("BedrockModels.Client BedrockModels.Client", StringComparison.Ordinal));
    }

    [Fact]
    public void SDK_is_referenced_only_by_the_client()
    {
        foreach (var assembly in new[] { typeof(BedrockCmdlet).Assembly, typeof(CustomModel).Assembly,
            typeof(BedrockModels.Emulator.EmulatorServer).Assembly })
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("AWSSDK", StringComparison.Ordinal));
        Assert.Contains(typeof(BedrockModels.Client.BedrockClient).Assembly.GetReferencedAssemblies(), name => name.Name == "AWSSDK.Core");
    }

    [Fact]
    public void Public_types_reach_no_type_of_the_SDK_or_the_client()
    {
        var seen = new HashSet<Type>();
        Type[] roots = [.. typeof(BedrockCmdlet).Assembly.GetExportedTypes(), .. typeof(CustomModel).Assembly.GetExportedTypes(),
            .. typeof(BedrockModels.Emulator.EmulatorServer).Assembly.GetExportedTypes()];

        foreach (var type in roots)
            Visit(type);

        Assert.NotEmpty(roots);
        Assert.DoesNotContain(seen, IsForeign);
        Assert.True(IsForeign(typeof(BedrockModels.Client.BedrockClient)));

        void Visit(Type type)
        {
            if (!seen.Add(type))
                return;
            const BindingFlags Visible =
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            IEnumerable<Type?> next = [type.HasElementType ? type.GetElementType() : null, .. type.GetGenericArguments()];
            if (type.Assembly.GetName().Name!.StartsWith("BedrockModels", StringComparison.Ordinal))
                next = [.. next, type.BaseType, .. type.GetInterfaces(), .. type.GetMembers(Visible).Where(IsPublic).SelectMany(TypesOf)];
            foreach (var other in next.OfType<Type>())
                Visit(other);
        }
    }

    private static bool IsForeign(Type type) =>
        type.Assembly.GetName().Name is { } name && (name.StartsWith("AWSSDK", StringComparison.Ordinal) || name == "BedrockModels.Client");

    private static bool IsPublic(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        MethodBase constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static string OtherSdk(string version) => Path.Combine(
        typeof(IsolationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "PackageFolder").Value!,
        "awssdk.core", version, "lib", "net8.0", "AWSSDK.Core.dll");

    /// <summary>The cases without another SDK share a process: each part begins where the one before left it.</summary>
    public sealed class OneProcess : IAsyncLifetime
    {
        internal string Import { get; private set; } = "";

        internal string TwoRunspaces { get; private set; } = "";

        internal string TenImports { get; private set; } = "";

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            using var shell = new PowerShellProcess().WithOwnCache();
            var result = await shell.RunScriptAsync($$"""
                {{IsolationTests.Import}}
                {{Contexts}}
                '== two runspaces'
                {{Call}}
                $other = [powershell]::Create([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
                $script = 'param($manifest, $connection) Import-Module $manifest; (Get-BedrockCustomModel a @connection).ModelName'
                $null = $other.AddScript($script).AddArgument('{{Repository.Manifest}}').AddArgument($connection)
                $other.Invoke()
                {{Contexts}}
                '== ten imports'
                foreach ($time in 1..10) {
                    {{Call.Replace("CustomModel a", "CustomModel \"m$time\"", StringComparison.Ordinal)}}
                    Remove-Module BedrockModels
                    Import-Module '{{Repository.Manifest}}'
                    (Get-BedrockCustomModel "m$time" @connection).ModelStatus
                    Import-Module '{{Repository.Manifest}}' -Force
                    (Get-BedrockCustomModel "m$time" @connection).Region
                }
                {{Contexts}}
                """);
            Assert.Equal("", result.Error);
            var parts = result.Output.Split("== two runspaces\n");
            (Import, parts) = (parts[0], parts[1].Split("== ten imports\n"));
            (TwoRunspaces, TenImports) = (parts[0], parts[1]);
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
