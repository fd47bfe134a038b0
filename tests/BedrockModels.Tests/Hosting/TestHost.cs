using System.Globalization;
using System.Management.Automation.Host;

namespace BedrockModels.Tests.Hosting;

/// <summary>A host that answers prompts with what the test gave it, and remembers that it was asked.</summary>
internal sealed class TestHost(string name) : PSHost
{
    public const string UsualName = "TestHost";

    public TestHostInterface Interface { get; } = new();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => name;

    public override PSHostUserInterface UI => Interface;

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
