using System.Reflection;
using System.Runtime.Loader;

namespace BedrockModels.Tests.Client;

/// <summary>The SDK never reads the profile files itself, with its own grammar: here it has a broken file to read.</summary>
public sealed class SdkIsolationTests
{
    [Theory]
    [InlineData("AWSSDK.SecurityToken", "Amazon.SecurityToken.AmazonSecurityTokenServiceConfig")]
    [InlineData("AWSSDK.SSO", "Amazon.SSO.AmazonSSOConfig")]
    [InlineData("AWSSDK.SSOOIDC", "Amazon.SSOOIDC.AmazonSSOOIDCConfig")]
    public void Settings_of_a_client_never_come_from_the_files_of_the_process(string assembly, string type)
    {
        using var home = new TestHome(new Uri("http://127.0.0.1:1"));
        var copy = new AssemblyLoadContext(type, isCollectible: true);
        copy.Resolving += (context, name) => Load(context, name.Name!);
        var sdk = Load(copy, "AWSSDK.Core");
        sdk.GetType("Amazon.AWSConfigs")!.GetProperty("AWSProfilesLocation")!.SetValue(null, home.Write("broken", "not a profile file"));
        var config = Activator.CreateInstance(Load(copy, assembly).GetType(type)!)!;
        var isolate = Load(copy, "BedrockModels.Client").GetType("BedrockModels.Client.PipelineConfig")!.GetMethod("Isolate")!;

        isolate.Invoke(null, [config]);

        var readable = sdk.GetType("Amazon.Runtime.ClientConfig")!.GetProperties().Where(property => property.CanWrite);
        Expect.Each(readable, property => property.GetValue(config));
    }

    private static Assembly Load(AssemblyLoadContext context, string name) =>
        context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
}
