using System.Xml.Linq;
using BedrockModels.Protocol;
using BedrockModels.Tests.Hosting;

namespace BedrockModels.Tests.Documents;

public sealed class ViewTests
{
    private static readonly Type[] Emitted =
    [
        typeof(CustomModel), typeof(CustomModelSummary), typeof(CustomModelDetail), typeof(CustomModelDeployment),
        typeof(CustomModelDeploymentSummary),
        typeof(ProvisionedModelThroughput), typeof(ProvisionedModelThroughputSummary), typeof(BedrockEmulator),
        typeof(BedrockEmulatorRequest), typeof(TrainingArtifact), typeof(CustomModelCheck),
    ];

    public static TheoryData<Type> EmittedTypes => [.. Emitted];

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void List_view_shows_every_property(Type type)
    {
        var views = XDocument.Load(Path.Combine(Repository.Root, "module", "BedrockModels.Format.ps1xml"));

        var list = Assert.Single(views.Descendants("View"), view =>
            view.Element("ListControl") is not null
                && view.Descendants("ViewSelectedBy").Single().Element("TypeName")?.Value == type.FullName);

        // Name, Arn, Status and Created repeat other properties.
        Expect.Each(type.GetProperties().Where(property => typeof(IResource).GetProperty(property.Name) is null || property.CanWrite),
            property => Assert.Contains(property.Name, list.Element("ListControl")!.Value, StringComparison.Ordinal));
    }
}
